'use client';

import { CircleAlert, Link2, Pencil, Plus, Trash2, TriangleAlert, Unlink } from 'lucide-react';
import { useMemo } from 'react';
import { Button } from '@/components/ui/Button';
import { cn } from '@/components/ui/cn';
import { IconButton } from '@/components/ui/IconButton';
import { KindIcon } from '@/components/ui/KindIcon';
import { Menu } from '@/components/ui/Menu';
import { ports } from '@/lib/blocks/block';
import { isError } from '@/lib/core/failures';
import { titleOf } from '@/lib/spec/title';
import { useAdd } from './addContext';
import { PREVIEW_DAYS } from './canvas/flow';
import { useBuilder, useBuilderState } from './context';
import { connectNodes, cutWire, removeNodesOf, select, targetsFor } from './model/actions';
import { blockOfNode, inputsIn, readersIn } from './model/derive';
import { groupTitles } from './model/palette';
import { nodeState } from './model/results';
import { kindOrder, kindTitles, resultWords, sentenceOf, wordsOfState } from './model/words';

/** The same graph as headings and lists in the order of the data, with all that the canvas can do. */
export function Outline({ onOpenForm }: { onOpenForm: () => void }) {
  const add = useAdd();
  const derived = useBuilderState((state) => state.derived);
  const groups = useMemo(() => {
    const kindOf = (id: string) => blockOfNode(derived.spec, id)?.kind ?? null;
    const known = kindOrder.map((kind) => ({
      title: groupTitles[kind],
      ids: derived.order.filter((id) => kindOf(id) === kind),
    }));
    return [...known, { title: 'Unknown blocks', ids: derived.order.filter((id) => kindOf(id) === null) }];
  }, [derived]);
  return (
    <section aria-labelledby="outline-title" className="h-full overflow-y-auto bg-canvas p-4">
      <div className="flex items-center justify-between gap-3 pb-3">
        <h2 id="outline-title" tabIndex={-1} className="outline-hidden font-semibold text-base">
          Outline
        </h2>
        <Button
          size="sm"
          variant="primary"
          icon={<Plus size={14} aria-hidden="true" />}
          onClick={() => add({})}
        >
          Add a block
        </Button>
      </div>
      {derived.order.length === 0 && (
        <p className="text-ink-muted text-sm">Nothing yet. Add a source to say what to watch.</p>
      )}
      {groups
        .filter(({ ids }) => ids.length > 0)
        .map(({ title, ids }) => (
          <section key={title} aria-label={title} className="pb-4">
            <h3 className="pb-1.5 font-medium text-ink-faint text-xs">{title}</h3>
            <ul className="flex flex-col gap-2">
              {ids.map((id) => (
                <OutlineNode key={id} id={id} onOpenForm={onOpenForm} />
              ))}
            </ul>
          </section>
        ))}
    </section>
  );
}

function OutlineNode({ id, onOpenForm }: { id: string; onOpenForm: () => void }) {
  const { store } = useBuilder();
  const { derived, results, selected } = useBuilderState((state) => ({
    derived: state.derived,
    results: state.results,
    selected: state.selected.includes(id),
  }));
  const { spec, wires } = derived;
  const node = spec.nodes[id];
  const block = blockOfNode(spec, id);
  const title = titleOf(node, id);
  const problems = derived.problemsOf.get(id) ?? [];
  const result = resultWords(results.preview?.nodes[id], PREVIEW_DAYS);
  const open = () => {
    select(store, [id]);
    onOpenForm();
  };
  return (
    <li
      className={cn(
        'flex flex-col gap-2 rounded-lg border bg-surface p-3',
        selected ? 'border-accent ring-1 ring-accent' : 'border-line',
        node?.enabled === false && 'border-dashed',
      )}
    >
      <div className="flex items-start gap-2.5">
        {block && <KindIcon kind={block.kind} />}
        <div className="min-w-0 flex-1">
          <h4 className="font-semibold text-sm">
            <span className="sr-only">{block ? `${kindTitles[block.kind]}: ` : ''}</span>
            {title}
            {node?.enabled === false && <span className="font-normal text-ink-faint"> (off)</span>}
          </h4>
          <p className="text-ink-muted text-xs">{sentenceOf(derived, id)}</p>
          <p className="text-ink-faint text-xs">{result ?? wordsOfState(nodeState(results, spec, id))}</p>
        </div>
        <IconButton size="sm" label={`Edit ${title}`} icon={<Pencil size={14} />} onClick={open} />
        <IconButton
          size="sm"
          label={`Delete ${title}`}
          icon={<Trash2 size={14} />}
          onClick={() => removeNodesOf(store, [id])}
        />
      </div>
      {problems.length > 0 && (
        <ul className="flex flex-col gap-1">
          {problems.map((problem) => (
            <li key={`${problem.code} ${problem.what}`} className="flex items-start gap-1.5 text-xs">
              {isError(problem) ? (
                <CircleAlert size={13} className="mt-px shrink-0 text-critical" aria-hidden="true" />
              ) : (
                <TriangleAlert size={13} className="mt-px shrink-0 text-warning" aria-hidden="true" />
              )}
              <span>
                {problem.what.replaceAll('`', '')} {problem.fix.replaceAll('`', '')}
              </span>
            </li>
          ))}
        </ul>
      )}
      <OutlineWires id={id} inputs={inputsIn(wires, id)} readers={readersIn(wires, id)} />
    </li>
  );
}

type OutlineWiresProps = { id: string; inputs: readonly string[]; readers: readonly string[] };

function OutlineWires({ id, inputs, readers }: OutlineWiresProps) {
  const { store } = useBuilder();
  const add = useAdd();
  const spec = useBuilderState((state) => state.derived.spec);
  const title = (other: string) => titleOf(spec.nodes[other], other);
  const block = blockOfNode(spec, id);
  const targets = targetsFor(store.getState(), id, 'out');
  return (
    <div className="flex flex-wrap items-center gap-1.5 text-xs">
      {inputs.map((other) => (
        <span key={other} className="inline-flex items-center gap-1 rounded-full border border-line pl-2">
          from {title(other)}
          <IconButton
            size="sm"
            label={`Disconnect ${title(other)} from ${title(id)}`}
            icon={<Unlink size={12} />}
            onClick={() => cutWire(store, { from: other, to: id })}
          />
        </span>
      ))}
      {readers.map((other) => (
        <span key={other} className="rounded-full border border-line px-2 py-1 text-ink-faint">
          to {title(other)}
        </span>
      ))}
      {targets.length > 0 && (
        <Menu
          align="start"
          trigger={
            <Button size="sm" variant="quiet" icon={<Link2 size={13} aria-hidden="true" />}>
              Connect {title(id)} to…
            </Button>
          }
          entries={targets.map((other) => ({
            id: other,
            label: title(other),
            onSelect: () => {
              connectNodes(store, { from: id, to: other });
            },
          }))}
        />
      )}
      {block && ports[block.kind].gives && (
        <Button
          size="sm"
          variant="quiet"
          icon={<Plus size={13} aria-hidden="true" />}
          onClick={() => add({ after: id })}
        >
          Add after {title(id)}
        </Button>
      )}
    </div>
  );
}
