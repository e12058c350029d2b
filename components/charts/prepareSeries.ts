import type { Span } from '@/lib/core/time';
import type { SeriesInput } from './chartInput';

export type Aligned = {
  times: readonly number[];
  /** One per series, as long as `times`; `undefined` where only other series have the moment. */
  columns: readonly (readonly Value[])[];
};

type Value = number | null | undefined;

export type PreparedSeries = {
  labels: readonly string[];
  /** What the table shows: every moment that any series has. */
  rows: Aligned;
  /** What is drawn: `rows` with a hole wherever a moment is missing. */
  drawn: Aligned;
  /** Where no series has a value. */
  gaps: readonly Span[];
  /** Lowest and highest value; null where there is none. */
  extent: { low: number; high: number } | null;
};

/** A distance between moments is a hole when it is this many steps. */
const GAP_STEPS = 1.5;

/**
 * Series on one time axis, with holes for what is missing. `stepMs` is how far apart moments should be; left out, only
 * `null` makes a hole.
 */
export function prepareSeries(series: readonly SeriesInput[], stepMs?: number): PreparedSeries {
  const rows = align(series);
  const answered = rows.times.map((_, i) => rows.columns.some((column) => isNumber(column[i])));
  return {
    labels: series.map((s) => s.label),
    rows,
    drawn: stepMs === undefined ? rows : withHoles(rows, stepMs),
    gaps: gapsOf(rows.times, answered, stepMs ?? Number.POSITIVE_INFINITY),
    extent: extentOf(rows.columns),
  };
}

function align(series: readonly SeriesInput[]): Aligned {
  const first = series[0];
  if (!first) return { times: [], columns: [] };
  if (series.every((s) => sameTimes(s.times, first.times)) && rises(first.times)) {
    return { times: first.times, columns: series.map((s) => s.values.map(finiteOrNull)) };
  }
  const times = [...new Set(series.flatMap((s) => [...s.times]))].sort((a, b) => a - b);
  const place = new Map(times.map((at, i) => [at, i]));
  const columns = series.map((s) => {
    const column: Value[] = new Array(times.length).fill(undefined);
    s.times.forEach((at, i) => {
      const index = place.get(at);
      if (index !== undefined) column[index] = finiteOrNull(s.values[i] ?? null);
    });
    return column;
  });
  return { times, columns };
}

const finiteOrNull = (value: number | null): number | null =>
  value !== null && Number.isFinite(value) ? value : null;

const isNumber = (value: Value): value is number => value !== null && value !== undefined;

const sameTimes = (a: readonly number[], b: readonly number[]): boolean =>
  a === b || (a.length === b.length && a.every((at, i) => at === b[i]));

const rises = (times: readonly number[]): boolean =>
  times.every((at, i) => i === 0 || at > (times[i - 1] ?? at));

function withHoles(rows: Aligned, stepMs: number): Aligned {
  const times: number[] = [];
  const columns: Value[][] = rows.columns.map(() => []);
  rows.times.forEach((at, i) => {
    const before = rows.times[i - 1];
    if (before !== undefined && at - before > stepMs * GAP_STEPS) {
      times.push(before + stepMs);
      for (const column of columns) column.push(null);
    }
    times.push(at);
    columns.forEach((column, c) => {
      column.push(rows.columns[c]?.[i]);
    });
  });
  return times.length === rows.times.length ? rows : { times, columns };
}

function gapsOf(times: readonly number[], answered: readonly boolean[], stepMs: number): Span[] {
  const gaps: Span[] = [];
  let last = -1;
  answered.forEach((has, i) => {
    if (!has) return;
    const from = times[last];
    const to = times[i];
    const missed = i - last > 1;
    if (from !== undefined && to !== undefined && (missed || to - from > stepMs * GAP_STEPS)) {
      gaps.push({ from, to });
    }
    last = i;
  });
  const from = times[last];
  const to = times.at(-1);
  if (from !== undefined && to !== undefined && to > from) gaps.push({ from, to });
  return gaps;
}

function extentOf(columns: Aligned['columns']): { low: number; high: number } | null {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const column of columns) {
    for (const value of column) {
      if (!isNumber(value)) continue;
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  return low <= high ? { low, high } : null;
}
