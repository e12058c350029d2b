import { Activity, Database, Funnel, Gauge, type LucideIcon, Merge, Send, TrendingUp } from 'lucide-react';
import type { Kind } from '@/lib/blocks/block';
import { cn } from './cn';

export const kindWords: Readonly<Record<Kind, string>> = {
  source: 'Source',
  transform: 'Transform',
  detector: 'Detector',
  analyser: 'Analyser',
  threshold: 'Threshold',
  logic: 'Logic',
  action: 'Action',
};

/** Outlines in a 32-unit box: drum, slanted box, hexagon, weight, diamond, arrow. */
const outlines: Readonly<Record<Kind, string>> = {
  source: 'M3 8C3 4.6 8.8 2.5 16 2.5S29 4.6 29 8v16c0 3.4-5.8 5.5-13 5.5S3 27.4 3 24Z',
  transform: 'M8 4h22l-6 24H2Z',
  detector: 'M9 3h14l8 13-8 13H9L1 16Z',
  analyser: 'M10 2h12l8 8v12l-8 8H10l-8-8V10Z',
  threshold: 'M6 3h20l5 26H1Z',
  logic: 'M16 .8 31.2 16 16 31.2.8 16Z',
  action: 'M2 4h19l10 12-10 12H2Z',
};

const glyphs: Readonly<Record<Kind, LucideIcon>> = {
  source: Database,
  transform: Funnel,
  detector: Activity,
  analyser: TrendingUp,
  threshold: Gauge,
  logic: Merge,
  action: Send,
};

type KindIconProps = {
  kind: Kind;
  /** The kind's name for screen readers, where no word stands beside it. */
  named?: boolean | undefined;
  className?: string | undefined;
};

/** An outline and a glyph for each kind of block. Size it with `size-*`; 28 px reads best. */
export function KindIcon({ kind, named = false, className }: KindIconProps) {
  const Glyph = glyphs[kind];
  const offset = kind === 'action' ? 6 : 9;
  return (
    <span className={cn('inline-flex size-7 shrink-0 text-ink-muted', className)}>
      <svg viewBox="0 0 32 32" aria-hidden="true" className="size-full overflow-visible">
        <path
          d={outlines[kind]}
          className="fill-surface-sunken"
          stroke="currentColor"
          strokeWidth="1.5"
          strokeLinejoin="round"
        />
        <Glyph x={offset} y={9} width={14} height={14} strokeWidth={2.25} />
      </svg>
      {named && <span className="sr-only">{kindWords[kind]}</span>}
    </span>
  );
}
