'use client';

import { Link2, Plus, Unlink } from 'lucide-react';
import { useMemo } from 'react';
import { useAdd } from '@/components/builder/addContext';
import { useBuilder, useBuilderState } from '@/components/builder/context';
import { connectNodes, cutWire, targetsFor } from '@/components/builder/model/actions';
import { blockOfNode, inputsIn, readersIn, type Wire } from '@/components/builder/model/derive';
import { portTitles } from '@/components/builder/model/words';
import { Button } from '@/components/ui/Button';
import { IconButton } from '@/components/ui/IconButton';
import { Menu } from '@/components/ui/Menu';
import { type Port, ports } from '@/lib/blocks/block';
import { titleOf } from '@/lib/spec/title';

/** What a node reads and what reads it: all that can be done with wires, without drawing any. */
export function NodeWires({ id }: { id: string }) {
  const kind = useBuilderState((state) => blockOfNode(state.derived.spec, id)?.kind);
  if (!kind) return null;
  const { takes, gives } = ports[kind];
  return (
    <section className="flex flex-col gap-3 border-line border-t pt-4" aria-label="Connections">
      {takes && <Side id={id} side="in" port={takes} />}
      {gives && <Side id={id} side="out" port={gives} />}
    </section>
  );
}

function Side({ id, side, port }: { id: string; side: 'in' | 'out'; port: Port }) {
  const { store } = useBuilder();
  const add = useAdd();
  const derived = useBuilderState((state) => state.derived);
  const view = useMemo(
    () => ({
      others: side === 'in' ? inputsIn(derived.wires, id) : readersIn(derived.wires, id),
      targets: targetsFor({ ...store.getState(), derived }, id, side),
      nodes: derived.spec.nodes,
    }),
    [derived, id, side, store],
  );
  const title = (other: string) => titleOf(view.nodes[other], other);
  const wireTo = (other: string): Wire => (side === 'in' ? { from: other, to: id } : { from: id, to: other });
  const name = side === 'in' ? `Input: ${portTitles[port]} from` : `Output: ${portTitles[port]} to`;
  return (
    <div className="flex flex-col gap-1.5">
      <h3 className="font-medium text-sm">{name}</h3>
      {view.others.length === 0 && <p className="text-ink-faint text-xs">Nothing yet.</p>}
      <ul className="flex flex-col gap-1">
        {view.others.map((other) => (
          <li key={other} className="flex items-center gap-1 rounded-md border border-line pr-1 pl-2.5">
            <button
              type="button"
              className="min-h-8 min-w-0 flex-1 truncate text-left text-sm underline-offset-2 hover:underline"
              onClick={() => store.setState({ selected: [other], selectedWire: null })}
            >
              {title(other)}
            </button>
            <IconButton
              size="sm"
              label={`Insert a block between ${title(wireTo(other).from)} and ${title(wireTo(other).to)}`}
              icon={<Plus size={14} />}
              onClick={() => add({ into: wireTo(other) })}
            />
            <IconButton
              size="sm"
              label={`Disconnect ${title(other)}`}
              icon={<Unlink size={14} />}
              onClick={() => cutWire(store, wireTo(other))}
            />
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-1.5">
        {view.targets.length > 0 && (
          <Menu
            align="start"
            trigger={
              <Button size="sm" icon={<Link2 size={14} aria-hidden="true" />}>
                {side === 'in' ? 'Connect from…' : 'Connect to…'}
              </Button>
            }
            entries={view.targets.map((other) => ({
              id: other,
              label: title(other),
              onSelect: () => {
                connectNodes(store, wireTo(other));
              },
            }))}
          />
        )}
        <Button
          size="sm"
          variant="quiet"
          icon={<Plus size={14} aria-hidden="true" />}
          onClick={() => add(side === 'in' ? { before: id } : { after: id })}
        >
          {side === 'in' ? 'Add before' : 'Add after'}
        </Button>
      </div>
    </div>
  );
}
