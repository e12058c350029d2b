'use client';

import { useReactFlow } from '@xyflow/react';
import { type DragEvent, useMemo } from 'react';
import { BLOCK_DRAG } from '@/components/builder/BlockList';
import { useBuilder } from '@/components/builder/context';
import { addBlockNode, spliceProblem } from '@/components/builder/model/adding';
import type { Wire } from '@/components/builder/model/derive';
import type { BuilderStore } from '@/components/builder/model/store';
import { toast } from '@/components/ui/toast';
import type { Block } from '@/lib/blocks/block';
import { blockOf } from '@/lib/blocks/registry';
import type { CanvasProps } from './canvasProps';

/** Blocks dragged from the palette land where they are dropped, or in the wire that they are dropped on. */
export function useDrop({ onOpenForm }: CanvasProps) {
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
        const into = freeWireUnder(store, point, block);
        const spot = into ? { into } : { at: flow.screenToFlowPosition(point) };
        if (addBlockNode(store, block.type, spot)) onOpenForm();
      },
    }),
    [store, flow, onOpenForm],
  );
}

/** The wire under a place, where the block fits into it; says why not where it does not. */
function freeWireUnder(store: BuilderStore, point: { x: number; y: number }, block: Block): Wire | null {
  const wire = wireUnder(point);
  const problem = wire ? spliceProblem(store.getState(), wire, block) : null;
  if (problem) toast('Not put into the connection', 'warning', problem);
  return problem ? null : wire;
}

function wireUnder({ x, y }: { x: number; y: number }): Wire | null {
  for (const element of document.elementsFromPoint(x, y)) {
    const id = element.closest('.react-flow__edge')?.getAttribute('data-id');
    const [from, to] = id?.split('>') ?? [];
    if (from && to) return { from, to };
  }
  return null;
}
