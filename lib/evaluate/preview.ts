import type { Explanation, Line, Request, Score, Severity, Unit, Worse } from '@/lib/blocks/block';
import type { Problem } from '@/lib/core/failures';
import type { Millis, Span } from '@/lib/core/time';
import type { ColumnInfo, Value } from '@/lib/tally/column';
import type { Labels } from './segments';
import type { SimulatedAlert } from './simulate';

/** What each node of an unsaved draft gives on real data. Plain data: it is sent to the browser as it is. */

/**
 * `warning`: it ran, but gave nothing to judge by (no rows, all missing, too little history).
 * `upstream_disabled`: it, or all it reads, is switched off. `not_run`: it cannot run yet; its problems say why.
 */
export type PreviewState = 'ok' | 'warning' | 'error' | 'upstream_disabled' | 'not_run';

type Base = {
  state: PreviewState;
  /** Why the state is what it is, in one sentence; null while all is well. */
  words: string | null;
  /** Taken from an earlier preview, because neither this node nor anything before it has changed. */
  cached: boolean;
};

/** A few rows in the order of `columns`. */
export type Sample = { columns: readonly string[]; rows: readonly (readonly Value[])[] };

export type RowsPreview = Base & {
  kind: 'source' | 'transform';
  rows: number | null;
  from: Millis | null;
  to: Millis | null;
  /** How long before now the newest row happened. */
  freshnessMs: Millis | null;
  columns: readonly ColumnInfo[];
  sample: Sample;
};

export type PreviewSeries = { labels: Labels; points: readonly (readonly [Millis, number | null])[] };

/** What gives a series. */
export type DetectorPreview = Base & {
  kind: 'detector' | 'analyser';
  unit: Unit;
  worse: Worse;
  series: readonly PreviewSeries[];
  /** The newest that has a value; where none has, the newest. */
  last: Score | null;
  explanation: Explanation | null;
};

export type VerdictPreview = Base & {
  kind: 'threshold' | 'logic';
  lines: readonly Line[];
  sentence: string;
  alerts: readonly SimulatedAlert[];
  /** The worst verdict of the last slot. */
  now: { severity: Severity; reason: string } | null;
};

export type ActionPreview = Base & {
  kind: 'action';
  /** "to #ml-alerts": completes "would send". */
  sentence: string;
  /** What it would send, rendered with real values; never sent. */
  message: Request | null;
};

/** A node whose type does not exist. */
export type UnknownPreview = Base & { kind: 'unknown' };

export type NodePreview = RowsPreview | DetectorPreview | VerdictPreview | ActionPreview | UnknownPreview;

export type Preview = {
  /** The time that was played; null where nothing could be run. */
  span: Span | null;
  /** Under the id of each node. */
  nodes: Readonly<Record<string, NodePreview>>;
  problems: readonly Problem[];
  tookMs: Millis;
};
