'use client';

import { useReactFlow } from '@xyflow/react';
import { Maximize, Minus, Plus, WandSparkles } from 'lucide-react';
import { useBuilder } from '@/components/builder/context';
import { tidyUp } from '@/components/builder/model/actions';
import { IconButton } from '@/components/ui/IconButton';

/** Zoom, fit and tidy by buttons. */
export function CanvasBar() {
  const { store } = useBuilder();
  const flow = useReactFlow();
  const motion = { duration: 0 };
  return (
    <div
      role="toolbar"
      aria-label="View"
      className="absolute bottom-3 left-3 z-10 flex gap-0.5 rounded-lg border border-line bg-surface-raised p-0.5 shadow-low"
    >
      <IconButton
        size="sm"
        label="Zoom out"
        icon={<Minus size={14} />}
        onClick={() => flow.zoomOut(motion)}
      />
      <IconButton size="sm" label="Zoom in" icon={<Plus size={14} />} onClick={() => flow.zoomIn(motion)} />
      <IconButton
        size="sm"
        label="Fit everything (1)"
        icon={<Maximize size={14} />}
        onClick={() => flow.fitView({ ...motion, padding: 0.15, maxZoom: 1 })}
      />
      <IconButton
        size="sm"
        label="Tidy up (Shift+Alt+T)"
        icon={<WandSparkles size={14} />}
        onClick={() => {
          tidyUp(store);
          requestAnimationFrame(() => flow.fitView({ ...motion, padding: 0.15, maxZoom: 1 }));
        }}
      />
    </div>
  );
}
