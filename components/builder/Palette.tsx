'use client';

import { useRef } from 'react';
import { titleOf } from '@/lib/spec/title';
import { BlockList } from './BlockList';
import { useBuilder, useBuilderState } from './context';
import { addBlockNode } from './model/adding';

/** What can be added. A click puts it beside the selection; it can also be dragged to its place. */
export function Palette() {
  const { store } = useBuilder();
  const search = useRef<HTMLInputElement>(null);
  const filter = useBuilderState((state) => state.paletteFilter);
  const title = useBuilderState((state) =>
    filter ? titleOf(state.derived.spec.nodes[filter.node], filter.node) : null,
  );
  const choose = (type: string) => {
    const spot = filter ? (filter.side === 'out' ? { after: filter.node } : { before: filter.node }) : {};
    addBlockNode(store, type, spot);
    store.setState({ paletteFilter: null, wiring: null });
  };
  return (
    <section
      aria-labelledby="palette-title"
      className="flex h-full min-h-0 flex-col gap-2 bg-surface p-3 pb-0"
    >
      <h2 id="palette-title" className="font-semibold text-sm">
        Blocks
      </h2>
      <BlockList
        searchRef={search}
        draggable
        filter={filter}
        filterWords={filter ? `Fits the ${filter.side === 'out' ? 'output' : 'input'} of ${title}` : null}
        onClearFilter={() => {
          store.setState({ paletteFilter: null, wiring: null });
          search.current?.focus();
        }}
        onChoose={(block) => choose(block.type)}
      />
    </section>
  );
}
