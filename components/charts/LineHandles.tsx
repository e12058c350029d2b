'use client';

import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import { cn } from '@/components/ui/cn';
import { severityWords } from '@/components/ui/severity';
import { formatValue, type Line, type Unit } from '@/lib/blocks/block';
import { keyedValue, valueAtHeight } from './moveLine';
import type { PlotArea } from './plotModel';
import type { Range } from './scale';

type LineHandlesProps = {
  lines: readonly Line[];
  unit: Unit;
  range: Range;
  area: PlotArea;
  onLineChange: (index: number, value: number) => void;
};

/** Makes threshold lines movable: by dragging, and by the arrow keys as sliders. */
export function LineHandles({ lines, unit, range, area, onLineChange }: LineHandlesProps) {
  const frame = useRef<HTMLDivElement>(null);
  const drag = (index: number) => (event: PointerEvent<HTMLDivElement>) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId) || !frame.current) return;
    const top = event.clientY - frame.current.getBoundingClientRect().top;
    onLineChange(index, valueAtHeight(top, area.height, range));
  };
  const press = (index: number, value: number) => (event: KeyboardEvent) => {
    const next = keyedValue(event.key, value, range);
    if (next === null) return;
    event.preventDefault();
    onLineChange(index, next);
  };
  return (
    <div ref={frame} className="pointer-events-none absolute" style={area}>
      {lines.map((line, index) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place; its value is what moves
          key={index}
          role="slider"
          tabIndex={0}
          aria-label={`${severityWords[line.severity]} limit`}
          aria-orientation="vertical"
          aria-valuemin={range.min}
          aria-valuemax={range.max}
          aria-valuenow={line.value}
          aria-valuetext={formatValue(line.value, unit)}
          onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
          onPointerMove={drag(index)}
          onKeyDown={press(index, line.value)}
          style={{ top: `${((range.max - line.value) / (range.max - range.min)) * 100}%` }}
          className={cn(
            'pointer-events-auto absolute left-0 -mt-3 flex h-6 w-8 cursor-ns-resize touch-none items-center justify-center rounded-sm',
            line.severity === 'critical' ? 'text-critical' : 'text-warning',
          )}
        >
          <span aria-hidden="true" className="h-3.5 w-6 rounded-full border-2 border-current bg-surface" />
        </div>
      ))}
    </div>
  );
}
