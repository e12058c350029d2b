'use client';

import { BaseEdge, EdgeLabelRenderer, type EdgeProps, getBezierPath } from '@xyflow/react';
import { Plus, Trash2 } from 'lucide-react';
import { createContext, memo, useContext, useState } from 'react';
import { useBuilder } from '@/components/builder/context';
import { cutWire } from '@/components/builder/model/actions';
import type { Wire } from '@/components/builder/model/derive';
import { cn } from '@/components/ui/cn';
import { HIT, type WireEdge } from './flow';
import { portColour } from './PortMark';

/** Opens the add dialog for a wire. */
export const InsertContext = createContext<(wire: Wire) => void>(() => undefined);
/** The wire that the pointer is on. */
export const HoverContext = createContext<string | null>(null);

export const WireLine = memo(function WireLine(props: EdgeProps<WireEdge>) {
  const { id, data, selected, source, target } = props;
  // Ports are larger than they look; the line goes to the middle of what is seen.
  const ends = { sourceX: props.sourceX - HIT / 2, targetX: props.targetX + HIT / 2 };
  const [path, x, y] = getBezierPath({ ...props, ...ends });
  const port = data?.port ?? 'rows';
  return (
    <>
      <g className={portColour[port]}>
        <BaseEdge
          id={id}
          path={path}
          interactionWidth={24}
          style={{
            stroke: 'currentColor',
            strokeWidth: selected ? 3.5 : 2,
            ...(data?.off ? { strokeDasharray: '4 5', opacity: 0.5 } : {}),
          }}
        />
      </g>
      <WireTools wire={{ from: source, to: target }} at={{ x, y }} id={id} selected={selected === true} />
    </>
  );
});

type WireToolsProps = { wire: Wire; at: { x: number; y: number }; id: string; selected: boolean };

function WireTools({ wire, at, id, selected }: WireToolsProps) {
  const { store } = useBuilder();
  const insert = useContext(InsertContext);
  const hovered = useContext(HoverContext) === id;
  const [inside, setInside] = useState(false);
  const name = `from ${wire.from} to ${wire.to}`;
  const isShown = hovered || selected || inside;
  const button =
    'pointer-events-auto flex size-6 items-center justify-center rounded-full border border-line-strong bg-surface-raised text-ink-muted shadow-low hover:bg-accent-soft hover:text-ink';
  return (
    <EdgeLabelRenderer>
      <div
        role="toolbar"
        aria-label={`Connection ${name}`}
        onPointerEnter={() => setInside(true)}
        onPointerLeave={() => setInside(false)}
        onFocus={() => setInside(true)}
        onBlur={() => setInside(false)}
        style={{ transform: `translate(-50%, -50%) translate(${at.x}px, ${at.y}px)` }}
        className={cn(
          'nodrag nopan absolute flex gap-1 rounded-full p-1 transition-opacity',
          isShown ? 'pointer-events-auto z-10' : 'pointer-events-none opacity-0',
        )}
      >
        <button
          type="button"
          tabIndex={selected ? 0 : -1}
          aria-label={`Insert a block ${name}`}
          title="Insert a block here"
          className={button}
          onClick={() => insert(wire)}
        >
          <Plus size={14} aria-hidden="true" />
        </button>
        <button
          type="button"
          tabIndex={selected ? 0 : -1}
          aria-label={`Delete the connection ${name}`}
          title="Delete this connection"
          className={button}
          onClick={() => cutWire(store, wire)}
        >
          <Trash2 size={13} aria-hidden="true" />
        </button>
      </div>
    </EdgeLabelRenderer>
  );
}
