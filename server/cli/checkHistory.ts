import type { SourceRef } from '@/lib/blocks/block';
import type { Plan, PlannedDetector } from '@/lib/compile/plan';
import type { Millis, Span } from '@/lib/core/time';
import { spanAnswered } from '@/lib/evaluate/foldHistory';
import { profilesOf, tallySpecOf } from '@/lib/evaluate/segments';
import { type History, referenceSpanOf } from '@/lib/evaluate/simulate';
import { slotsIn } from '@/lib/evaluate/windows';
import type { Profiles } from '@/lib/tally/profile';
import { emptyTally, type Tally } from '@/lib/tally/tally';
import type { DataFile } from './checkData';
import type { Rows, RowsReader } from './rowsReader';

/** A monitor's history from files; `bucketMs` is null where all rows are one window. */
export type HistoryWish = {
  plan: Plan;
  pick: (source: SourceRef) => DataFile;
  span: Span | null;
  bucketMs: Millis | null;
};

/** The same as `foldHistory`, from files: with DuckDB, and in memory where labels were joined. */
export async function readHistory(read: RowsReader, wish: HistoryWish): Promise<History> {
  const profiles = new Map<string, Profiles>();
  const buckets = new Map<string, ReadonlyMap<Millis, Tally>>();
  const references = new Map<string, Tally>();
  const fixed = wish.plan.reference !== null && wish.plan.reference.kind !== 'trailing';
  for (const detector of wish.plan.detectors) {
    const { where, source } = detector.relation;
    const current: Rows = { file: wish.pick(source), where, span: wish.span };
    const reference = referenceOf(wish, detector, current);
    const known = await read.profiles(reference, profilesOf(detector));
    const spec = tallySpecOf(detector, known);
    profiles.set(detector.id, known);
    buckets.set(detector.id, await read.tallies(current, { spec, bucketMs: wish.bucketMs }));
    if (!fixed) continue;
    const whole = await read.tallies(reference, { spec, bucketMs: null });
    references.set(detector.id, whole.values().next().value ?? emptyTally);
  }
  return { profiles, buckets, references };
}

/** The rows that bins and fixed references are taken from. */
function referenceOf(wish: HistoryWish, { relation }: PlannedDetector, current: Rows): Rows {
  const { plan, span } = wish;
  if (plan.reference?.kind === 'file') {
    const file = wish.pick({ kind: 'file', name: plan.reference.name });
    return { file, where: relation.where, span: null };
  }
  const first = span ? slotsIn(plan.schedule, spanAnswered(plan, span))[0] : undefined;
  return { ...current, span: first === undefined ? null : referenceSpanOf(plan, first) };
}
