'use client';

import { ArrowDown, ArrowLeft, ArrowRight, ArrowUp } from 'lucide-react';
import { useBuilder } from '@/components/builder/context';
import { moveNodes } from '@/components/builder/model/actions';
import { GRID } from '@/components/builder/model/layout';
import { IconButton } from '@/components/ui/IconButton';

const STEP = GRID * 5;
const ways = [
  { label: 'Move left', icon: ArrowLeft, x: -STEP, y: 0 },
  { label: 'Move right', icon: ArrowRight, x: STEP, y: 0 },
  { label: 'Move up', icon: ArrowUp, x: 0, y: -STEP },
  { label: 'Move down', icon: ArrowDown, x: 0, y: STEP },
];

/** Moves a node on the canvas without dragging it. */
export function MoveButtons({ id }: { id: string }) {
  const { store } = useBuilder();
  const move = (x: number, y: number) => {
    const at = store.getState().positions[id];
    if (at) moveNodes(store, { [id]: { x: at.x + x, y: at.y + y } });
  };
  return (
    <div className="flex items-center justify-between gap-2">
      <span className="text-sm">Place on the canvas</span>
      <span className="flex">
        {ways.map(({ label, icon: Icon, x, y }) => (
          <IconButton
            key={label}
            size="sm"
            label={label}
            icon={<Icon size={14} aria-hidden="true" />}
            onClick={() => move(x, y)}
          />
        ))}
      </span>
    </div>
  );
}
