'use client';

import { type FinalConnectionState, useReactFlow } from '@xyflow/react';
import { type MouseEvent as PointerClick, useMemo } from 'react';
import { useBuilder } from '@/components/builder/context';
import { connectNodes, wireProblem } from '@/components/builder/model/actions';
import type { Wire } from '@/components/builder/model/derive';
import type { BuilderStore } from '@/components/builder/model/store';
import { toast } from '@/components/ui/toast';
import type { CanvasProps } from './canvasProps';
import { wireOf } from './flow';

/** Connects, and says aloud and on screen why two ends do not fit. */
export function connectOrTell(store: BuilderStore, wire: Wire): void {
  const refusal = connectNodes(store, wire);
  if (refusal) toast('These do not connect', 'warning', refusal);
}

/** What happens where a wire ends: on a node, on nothing, or by clicks. */
export function useConnections({ onAdd }: CanvasProps) {
  const { store } = useBuilder();
  const flow = useReactFlow();
  return useMemo(() => {
    const endOn = (end: FinalConnectionState, target: string) => {
      const from = end.fromNode?.id ?? target;
      if (target === from) return;
      const isOut = end.fromHandle?.type === 'source';
      connectOrTell(store, isOut ? { from, to: target } : { from: target, to: from });
    };
    return {
      isValid: (wire: { source: string; target: string }) =>
        wire.source !== wire.target && wireProblem(store.getState(), wireOf(wire)) === null,
      onConnectEnd: (event: MouseEvent | TouchEvent, end: FinalConnectionState) => {
        if (end.isValid || !end.fromNode || !end.fromHandle) return;
        const target = end.toNode?.id ?? nodeUnder(event);
        if (target) return endOn(end, target);
        const at = flow.screenToFlowPosition(pointOf(event));
        const from = end.fromNode.id;
        onAdd(end.fromHandle.type === 'source' ? { after: from, at } : { before: from, at });
      },
      onNodeClick: (id: string) => {
        const { wiring } = store.getState();
        if (!wiring || wiring.node === id) return;
        connectOrTell(
          store,
          wiring.side === 'out' ? { from: wiring.node, to: id } : { from: id, to: wiring.node },
        );
      },
      onDoubleClick: (event: PointerClick) => {
        const isPane = (event.target as Element).classList.contains('react-flow__pane');
        if (isPane) onAdd({ at: flow.screenToFlowPosition({ x: event.clientX, y: event.clientY }) });
      },
    };
  }, [store, flow, onAdd]);
}

function pointOf(event: MouseEvent | TouchEvent): { x: number; y: number } {
  const point = 'changedTouches' in event ? event.changedTouches[0] : event;
  return { x: point?.clientX ?? 0, y: point?.clientY ?? 0 };
}

function nodeUnder(event: MouseEvent | TouchEvent): string | null {
  const { x, y } = pointOf(event);
  const node = document.elementFromPoint(x, y)?.closest('.react-flow__node');
  return node?.getAttribute('data-id') ?? null;
}
