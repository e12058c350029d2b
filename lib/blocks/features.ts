import type { KeyValue } from '@/lib/tally/key';
import type { Tally, TallySpec } from '@/lib/tally/tally';
import { type DetectorRun, roleColumns, type Score, type ScoreInput, unscored } from './block';
import { sampledRows } from './sampled';
import { rowCount } from './words';

/** Rows as points of a space in which distances mean something: for detectors that look at many columns at once. */

/** Values of a text column that have an axis of their own. */
const CATEGORIES_MAX = 10;
/** Numbers further out than so many standard deviations count as there: one wild value must not outweigh all others. */
const FAR = 20;
/** Different rows kept of a window. */
const SAMPLE_ROWS = 1000;

export type Points = number[][];
export type Encoded = {
  reference: Points;
  current: Points;
  /** Of each axis the column that it comes of. */
  axes: string[];
};
export type Encoding = ({ ok: true } & Encoded) | { ok: false; unscored: Score };

/** The fewest rows that a side may have. */
type Least = { reference: number; current: number };

/** The param that names the columns that are looked at together. */
export const featureColumns = () =>
  roleColumns('feature', { title: 'Columns', description: 'Numbers and text alike.' });

/** A detector of many columns at once: up to `max` rows of both sides as points, and no fewer than `min`. */
export function featuresRun(
  columns: readonly string[],
  { min, max }: { min: Least; max: number },
  score: (points: Encoded) => Score,
): DetectorRun {
  return {
    reference: 'required',
    profiles: [],
    needs: () => featureSample(columns),
    score: (input) => {
      const points = encode(input, { columns, min, max });
      return points.ok ? score(points) : points.unscored;
    },
  };
}

/** What the detector's tally must keep. */
const featureSample = (columns: readonly string[]): TallySpec => ({
  keys: [],
  sample: { columns, n: SAMPLE_ROWS },
});

/**
 * Up to `max` rows of both sides on the same axes, and no fewer than `min`. A number becomes standard deviations from the
 * reference's mean, a text an axis of 0 and 1 for each of the most frequent values and one for all others. What is
 * missing stands at the mean, with an axis of its own that says so.
 */
export function encode(
  { current, reference }: ScoreInput,
  { columns, min, max }: { columns: readonly string[]; min: Least; max: number },
): Encoding {
  if (!reference) return { ok: false, unscored: unscored('there is no reference to compare with') };
  const now = sampledRows(current, max).filter(hasValue);
  const then = referenceRows(reference, max);
  const few = (where: string, least: number) =>
    unscored(`fewer than ${rowCount(least)} with a value in ${where}`, now.length);
  if (now.length < min.current) return { ok: false, unscored: few('this window', min.current) };
  if (then.length < min.reference) return { ok: false, unscored: few('the reference', min.reference) };
  const axes = columns.flatMap((column, i) =>
    axesOf(
      then.map((row) => row[i] ?? null),
      now.map((row) => row[i] ?? null),
    ).map((read) => ({ column, i, read })),
  );
  const point = (row: readonly KeyValue[]) => axes.map(({ i, read }) => read(row[i] ?? null));
  return {
    ok: true,
    reference: then.map(point),
    current: now.map(point),
    axes: axes.map(({ column }) => column),
  };
}

const hasValue = (row: readonly KeyValue[]): boolean => row.some((value) => value !== null);
const referenceRows = (tally: Tally, max: number) => sampledRows(tally, max).filter(hasValue);

type Axis = (value: KeyValue) => number;

function axesOf(reference: readonly KeyValue[], current: readonly KeyValue[]): Axis[] {
  const numbers = reference.filter((value) => typeof value === 'number');
  const present = reference.filter((value) => value !== null).length;
  const isNumeric = numbers.length * 2 > present;
  const isMissing = (value: KeyValue) => (isNumeric ? typeof value !== 'number' : value === null);
  const missing: Axis[] =
    reference.some(isMissing) || current.some(isMissing) ? [(value) => Number(isMissing(value))] : [];
  return [...(isNumeric ? [scaled(numbers)] : categories(reference)), ...missing];
}

function scaled(numbers: readonly number[]): Axis {
  const [first = 0] = numbers;
  // What does not vary is kept from varying in the last digit.
  const varies = numbers.some((x) => x !== first);
  const mean = varies ? numbers.reduce((sum, x) => sum + x / numbers.length, 0) : first;
  const variance = numbers.reduce((sum, x) => sum + (x - mean) ** 2 / numbers.length, 0);
  const scale = variance > 0 && Number.isFinite(variance) ? Math.sqrt(variance) : 1;
  return (value) => (typeof value === 'number' ? Math.min(FAR, Math.max(-FAR, (value - mean) / scale)) : 0);
}

function categories(values: readonly KeyValue[]): Axis[] {
  const counts = new Map<KeyValue, number>();
  for (const value of values) if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
  const top = [...counts]
    .sort(([a, n], [b, m]) => m - n || (String(a) < String(b) ? -1 : 1))
    .slice(0, CATEGORIES_MAX)
    .map(([value]) => value);
  const known = new Set(top);
  return [
    ...top.map(
      (own): Axis =>
        (value) =>
          Number(value === own),
    ),
    (value) => Number(value !== null && !known.has(value)),
  ];
}

/** Adds up by column what the axes have, as shares of the whole, the largest first. */
export function sharesByColumn(axes: readonly string[], values: readonly number[]): Map<string, number> {
  const total = values.reduce((a, b) => a + b, 0);
  const shares = new Map<string, number>();
  axes.forEach((column, i) => {
    shares.set(column, (shares.get(column) ?? 0) + (total > 0 ? (values[i] ?? 0) / total : 0));
  });
  return new Map([...shares].sort(([, a], [, b]) => b - a));
}
