'use client';

import { Handle, Position as Side, useConnection } from '@xyflow/react';
import { useStore } from 'zustand';
import { useBuilder } from '@/components/builder/context';
import { connectNodes, wireProblem } from '@/components/builder/model/actions';
import type { WireEnd } from '@/components/builder/model/store';
import { portTitles } from '@/components/builder/model/words';
import { cn } from '@/components/ui/cn';
import type { Port } from '@/lib/blocks/block';
import { HIT } from './flow';
import { PortMark } from './PortMark';

type PortHandleProps = { node: string; title: string; side: 'in' | 'out'; port: Port };

/** One end for wires: drag from it, or click it and then the other end. */
export function PortHandle({ node, title, side, port }: PortHandleProps) {
  const { store } = useBuilder();
  const fit = useFit(node, side);
  const finish = () => {
    const { wiring } = store.getState();
    if (wiring && wiring.side !== side && wiring.node !== node) {
      connectNodes(store, side === 'in' ? { from: wiring.node, to: node } : { from: node, to: wiring.node });
      return;
    }
    store.setState({
      wiring: wiring?.node === node && wiring.side === side ? null : { node, side },
      paletteFilter: { node, side, port, type: store.getState().derived.spec.nodes[node]?.type },
    });
    store.announce(
      `Connecting ${side === 'out' ? 'from' : 'to'} ${title}. Choose the other end, or press Escape.`,
    );
  };
  const name = `${side === 'out' ? 'Output' : 'Input'} of ${title}: ${portTitles[port]}`;
  return (
    <Handle
      type={side === 'out' ? 'source' : 'target'}
      position={side === 'out' ? Side.Right : Side.Left}
      role="button"
      tabIndex={-1}
      aria-label={name}
      title={fit.reason ?? `${name}. Drag, or click and then click the other end.`}
      onClick={(event) => {
        event.stopPropagation();
        finish();
      }}
      style={{ width: HIT, height: HIT }}
      className={cn(
        '!flex !items-center !justify-center !rounded-full !border-0 !bg-transparent transition-opacity',
        fit.state === 'fits' && '!bg-accent-soft ring-2 ring-accent',
        fit.state === 'refused' && 'opacity-30',
      )}
    >
      <span className="pointer-events-none rounded-full bg-surface p-0.5">
        <PortMark port={port} hollow={side === 'in'} />
      </span>
    </Handle>
  );
}

type Fit = { state: 'idle' | 'fits' | 'refused'; reason: string | null };

/** Whether the wire that is being drawn may end here. */
function useFit(node: string, side: 'in' | 'out'): Fit {
  const { store } = useBuilder();
  const wiring = useStore(store, (state) => state.wiring);
  const dragged = useConnection((connection) =>
    connection.inProgress ? `${connection.fromHandle.type} ${connection.fromNode.id}` : null,
  );
  const open = dragged === null ? wiring : endOf(dragged);
  if (!open || (open.node === node && open.side === side)) return { state: 'idle', reason: null };
  if (open.side === side) return { state: 'refused', reason: null };
  const wire = side === 'in' ? { from: open.node, to: node } : { from: node, to: open.node };
  const reason = wireProblem(store.getState(), wire);
  return { state: reason === null ? 'fits' : 'refused', reason };
}

function endOf(dragged: string): WireEnd {
  const [type, node = ''] = dragged.split(' ');
  return { node, side: type === 'source' ? 'out' : 'in' };
}
