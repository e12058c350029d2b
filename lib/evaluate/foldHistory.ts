import type { SourceRef } from '@/lib/blocks/block';
import type { Plan, PlannedDetector } from '@/lib/compile/plan';
import { floorTo, type Millis, type Span } from '@/lib/core/time';
import { EVENT_TIME, type Row, type Value } from '@/lib/tally/column';
import { readColumn } from '@/lib/tally/computed';
import { matches } from '@/lib/tally/condition';
import { fold } from '@/lib/tally/fold';
import { type Profile, type ProfileNeed, type Profiles, profileKey } from '@/lib/tally/profile';
import { compareKeys, type Tally } from '@/lib/tally/tally';
import { profilesOf, tallySpecOf } from './segments';
import { type History, referenceSpanOf } from './simulate';
import { slotsIn, wantsPrevious } from './windows';

/** The rows of a source; each carries its time under `EVENT_TIME`. */
export type Tables = (source: SourceRef) => readonly Row[];

/** A monitor's history out of rows held in memory: for samples, tests and files. `data` is what the rows cover. */
export function foldHistory(plan: Plan, tables: Tables, data: Span): History {
  const profiles = new Map<string, Profiles>();
  const buckets = new Map<string, Map<Millis, Tally>>();
  const references = new Map<string, Tally>();
  for (const detector of plan.detectors) {
    const reference = referenceRows(plan, detector, { tables, data });
    const known = profilesFrom(detector, reference);
    const spec = tallySpecOf(detector, known);
    const parts = [...byBucket(rowsOf(tables, detector), plan.schedule.bucketMs)];
    profiles.set(detector.id, known);
    buckets.set(detector.id, new Map(parts.map(([at, rows]) => [at, fold(spec, rows)])));
    if (plan.reference && plan.reference.kind !== 'trailing')
      references.set(detector.id, fold(spec, reference));
  }
  return { profiles, buckets, references };
}

/**
 * The span of slots that data can answer: from the first slot whose window, reference and previous window lie inside
 * the data, and after a fixed reference that the data holds, to the last slot that the data reaches.
 */
export function spanAnswered(plan: Plan, data: Span): Span {
  const { windowMs, everyMs } = plan.schedule;
  const before = plan.detectors.some((detector) => wantsPrevious(plan, detector.id)) ? windowMs : 0;
  const trailing = plan.reference?.kind === 'trailing' ? plan.reference.ms + plan.reference.endingMs : 0;
  const fixed = plan.reference?.kind === 'range' ? plan.reference.span : null;
  const start = fixed && fixed.to < data.to ? Math.max(data.from, fixed.to) : data.from;
  const from = start + windowMs + Math.max(before, trailing) - 1;
  return { from, to: floorTo(data.to, everyMs) };
}

/** The first and last moment of rows as a span; null where no row has a time. */
export function spanOf(rows: readonly Row[]): Span | null {
  let from = Infinity;
  let to = -Infinity;
  for (const row of rows) {
    const at = timeOf(row);
    if (at === null) continue;
    from = Math.min(from, at);
    to = Math.max(to, at);
  }
  return from <= to ? { from, to: to + 1 } : null;
}

function rowsOf(tables: Tables, { relation }: PlannedDetector): readonly Row[] {
  const rows = tables(relation.source);
  const { where } = relation;
  return where ? rows.filter((row) => matches(where, row)) : rows;
}

/** What the columns are binned by: the fixed reference, the first trailing one, or all rows where there is none. */
function referenceRows(
  plan: Plan,
  detector: PlannedDetector,
  from: { tables: Tables; data: Span },
): readonly Row[] {
  const { reference } = plan;
  if (reference?.kind === 'file') {
    const source: SourceRef = { kind: 'file', name: reference.name };
    return rowsOf(from.tables, { ...detector, relation: { ...detector.relation, source } });
  }
  const rows = rowsOf(from.tables, detector);
  const first = slotsIn(plan.schedule, spanAnswered(plan, from.data))[0];
  const span = first === undefined ? null : referenceSpanOf(plan, first);
  return span ? rows.filter((row) => within(span, timeOf(row))) : rows;
}

const within = (span: Span, at: Millis | null) => at !== null && at >= span.from && at < span.to;

function timeOf(row: Row): Millis | null {
  const at = row.get(EVENT_TIME);
  return typeof at === 'number' && Number.isFinite(at) ? at : null;
}

function byBucket(rows: readonly Row[], bucketMs: Millis): Map<Millis, Row[]> {
  const buckets = new Map<Millis, Row[]>();
  for (const row of rows) {
    const at = timeOf(row);
    if (at === null) continue;
    const bucket = floorTo(at, bucketMs);
    const held = buckets.get(bucket);
    if (held) held.push(row);
    else buckets.set(bucket, [row]);
  }
  return buckets;
}

function profilesFrom(detector: PlannedDetector, rows: readonly Row[]): Profiles {
  return Object.fromEntries(
    profilesOf(detector).map((need): [string, Profile] => [profileKey(need), profileRows(need, rows)]),
  );
}

/** The exact profile of one column of rows. */
export function profileRows(need: ProfileNeed, rows: readonly Row[]): Profile {
  const values = rows.map((row) => readColumn(need.column, row));
  return need.kind === 'quantiles'
    ? { kind: 'quantiles', values: quantiles(values, need.n) }
    : { kind: 'top', values: mostFrequent(values, need.k) };
}

function quantiles(values: readonly Value[], n: number): number[] {
  const sorted = values.filter((v): v is number => typeof v === 'number' && Number.isFinite(v));
  sorted.sort((a, b) => a - b);
  if (sorted.length === 0) return [];
  return Array.from({ length: n + 1 }, (_, i) => {
    const place = (i / n) * (sorted.length - 1);
    const low = sorted[Math.floor(place)] ?? 0;
    const high = sorted[Math.ceil(place)] ?? low;
    return low + (high - low) * (place - Math.floor(place));
  });
}

function mostFrequent(values: readonly Value[], k: number): (string | number)[] {
  const counts = new Map<string | number, number>();
  for (const value of values) {
    if (value === null || (typeof value === 'number' && !Number.isFinite(value))) continue;
    const name = typeof value === 'boolean' ? String(value) : value;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const order = [...counts].sort(([a, n], [b, m]) => m - n || compareKeys([a], [b]));
  return order.slice(0, k).map(([value]) => value);
}
