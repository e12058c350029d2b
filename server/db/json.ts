import type { Catalogue } from '@/lib/compile/check';
import type { Millis, Span } from '@/lib/core/time';
import type { NodeScore, NodeVerdict } from '@/lib/evaluate/evaluate';
import type { Profiles } from '@/lib/tally/profile';
import type { Tally } from '@/lib/tally/tally';

/** The shapes that JSON columns hold. Written by our own code only, so they are read back without a check. */

/** Where nodes stand on the canvas. */
export type Layout = Record<string, { x: number; y: number }>;

/** What a version compares with, pinned when it was published: a later change of the data cannot move it. */
export type Baseline = {
  /** The columns and connections that the spec was compiled with; only those it names. */
  catalogue: Catalogue;
  /** Profiles by detector, as pairs: names come from users. */
  profiles: [detector: string, profiles: Profiles][];
  /** Reference tallies by detector; empty where the reference is trailing or absent. */
  references: [detector: string, tally: Tally][];
  /** What the profiles were taken from; null where that has no time (a file). */
  referenceSpan: Span | null;
  pinnedAt: Millis;
};

/** A run's scores and verdicts. */
export type StoredEvaluation = { scores: NodeScore[]; verdicts: NodeVerdict[] };

export type Labels = Record<string, string>;

/** What of a connection may be shown; the secret is apart. */
export type ConnectionConfig = Record<string, string | number | boolean>;
