'use client';

import { useReactFlow } from '@xyflow/react';
import { type DragEvent, useMemo } from 'react';
import { BLOCK_DRAG } from '@/components/builder/BlockList';
import { useBuilder } from '@/components/builder/context';
import { addBlockNode, spliceProblem } from '@/components/builder/model/adding';
import type { Wire } from '@/components/builder/model/derive';
import { toast } from '@/components/ui/toast';
import { blockOf } from '@/lib/blocks/registry';

/** Blocks dragged from the palette land where they are dropped, or in the wire that they are dropped on. */
export function useDrop() {
  const { store } = useBuilder();
  const flow = useReactFlow();
  return useMemo(
    () => ({
      onDragOver: (event: DragEvent) => {
        if (!event.dataTransfer.types.includes(BLOCK_DRAG)) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = 'copy';
      },
      onDrop: (event: DragEvent) => {
        const block = blockOf(event.dataTransfer.getData(BLOCK_DRAG));
        if (!block) return;
        event.preventDefault();
        const point = { x: event.clientX, y: event.clientY };
        const into = wireUnder(point);
        const problem = into ? spliceProblem(store.getState(), into, block) : null;
        if (problem) toast('Not put into the connection', 'warning', problem);
        addBlockNode(
          store,
          block.type,
          into && !problem ? { into } : { at: flow.screenToFlowPosition(point) },
        );
      },
    }),
    [store, flow],
  );
}

function wireUnder({ x, y }: { x: number; y: number }): Wire | null {
  for (const element of document.elementsFromPoint(x, y)) {
    const id = element.closest('.react-flow__edge')?.getAttribute('data-id');
    const [from, to] = id?.split('>') ?? [];
    if (from && to) return { from, to };
  }
  return null;
}
