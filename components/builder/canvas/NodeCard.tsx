'use client';

import type { NodeProps } from '@xyflow/react';
import {
  CircleAlert,
  CircleCheck,
  CircleDashed,
  CircleSlash,
  History,
  LoaderCircle,
  TriangleAlert,
} from 'lucide-react';
import { type ComponentType, memo } from 'react';
import type { NodeState } from '@/components/builder/model/results';
import { sparkPath } from '@/components/builder/model/sparkPath';
import { kindTitles, wordsOfState } from '@/components/builder/model/words';
import { cn } from '@/components/ui/cn';
import { KindIcon } from '@/components/ui/KindIcon';
import type { CardData, CardNode } from './flow';
import { PortHandle } from './PortHandle';

type Glyph = ComponentType<{ size?: number; className?: string; 'aria-hidden'?: boolean | 'true' }>;
const glyphs: Readonly<Record<NodeState, { glyph: Glyph; ink: string }>> = {
  'not run': { glyph: CircleDashed, ink: 'text-ink-faint' },
  running: { glyph: LoaderCircle, ink: 'text-accent-ink motion-safe:animate-spin' },
  ok: { glyph: CircleCheck, ink: 'text-ok' },
  warning: { glyph: TriangleAlert, ink: 'text-warning' },
  error: { glyph: CircleAlert, ink: 'text-critical' },
  stale: { glyph: History, ink: 'text-ink-faint' },
  off: { glyph: CircleSlash, ink: 'text-ink-faint' },
};

/** A node as one sees it: what it is, what it does, what it last gave. */
export const NodeCard = memo(function NodeCard({ id, data, selected }: NodeProps<CardNode>) {
  return (
    <div
      className={cn(
        'flex h-full w-full flex-col gap-1 rounded-lg border bg-surface px-3.5 pt-2 pb-1.5 shadow-low',
        selected ? 'border-accent ring-2 ring-accent' : 'border-line-strong/60',
        data.hasError && !selected && 'border-critical',
        data.off && 'border-dashed bg-surface-sunken',
      )}
    >
      {data.takes && <PortHandle node={id} title={data.title} side="in" port={data.takes} />}
      <div className={cn('flex min-w-0 items-center gap-2.5', data.off && 'opacity-60')}>
        {data.kind && <KindIcon kind={data.kind} className="size-7" />}
        <div className="min-w-0 flex-1">
          <div className="truncate font-semibold text-sm leading-5">{data.title}</div>
          <div className="truncate text-ink-faint text-xs leading-4">
            {data.kind ? kindTitles[data.kind] : 'Unknown block'}
          </div>
        </div>
        {data.badge && <Badge data={data} />}
      </div>
      <div
        className={cn('truncate text-ink-muted text-xs leading-4', data.off && 'opacity-60')}
        title={data.sentence}
      >
        {data.sentence}
      </div>
      <ResultLine data={data} />
      {data.gives && <PortHandle node={id} title={data.title} side="out" port={data.gives} />}
    </div>
  );
});

function Badge({ data }: { data: CardData }) {
  return (
    <span
      role="img"
      aria-label={`${data.title} has ${data.badge}`}
      title={data.badgeTip ?? undefined}
      className={cn(
        'inline-flex size-6 shrink-0 items-center justify-center rounded-full border border-transparent',
        data.hasError ? 'bg-critical-soft text-critical-ink' : 'bg-warning-soft text-warning-ink',
      )}
    >
      {data.hasError ? (
        <CircleAlert size={14} aria-hidden="true" />
      ) : (
        <TriangleAlert size={14} aria-hidden="true" />
      )}
    </span>
  );
}

function ResultLine({ data }: { data: CardData }) {
  const { glyph: Mark, ink } = glyphs[data.state];
  const isFaint = data.state === 'stale' || data.state === 'running';
  const path = sparkPath(data.spark, 64, 18);
  return (
    <div className="mt-auto flex h-5 min-w-0 items-center gap-1.5 text-xs">
      <Mark size={13} className={cn('shrink-0', ink)} aria-hidden="true" />
      <span
        className={cn('min-w-0 flex-1 truncate', isFaint || !data.result ? 'text-ink-faint' : 'text-ink')}
      >
        {data.result ?? capital(wordsOfState(data.state))}
        {data.result && data.state === 'stale' && ' · out of date'}
      </span>
      {path !== '' && (
        <svg
          viewBox="-2 -2 68 22"
          width="64"
          height="18"
          aria-hidden="true"
          className={cn('shrink-0 text-series-1', isFaint && 'opacity-40')}
        >
          <path d={path} fill="none" stroke="currentColor" strokeWidth="1.5" strokeLinejoin="round" />
        </svg>
      )}
    </div>
  );
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
