import { type NotComputable, notComputable } from './notComputable';

/** The distinct values of two samples, and how often each occurs on either side. */
export type PooledValues = { values: Float64Array; reference: number[]; current: number[] };

/**
 * Two samples as counts over their distinct values, in order.
 *
 * What for: from rows to the counts that the statistics over bins take; with a bin per value those are exact.
 *
 * @param reference numbers in any order; infinite ones are allowed
 * @param current the same
 * @returns values from the smallest up; not computable where a value is NaN; cost n log n
 * @matches numpy.unique(return_counts=True) of each side over the values of both
 * @example poolValues([2, 1, 2], [3, 1]).reference // [1, 2, 0]
 */
export function poolValues(
  reference: ArrayLike<number>,
  current: ArrayLike<number>,
): PooledValues | NotComputable {
  const [a, b] = [Float64Array.from(reference).sort(), Float64Array.from(current).sort()];
  // NaN is sorted to the end.
  if (Number.isNaN(a.at(-1)) || Number.isNaN(b.at(-1))) return notComputable('a value is not a number');
  const values = new Float64Array(a.length + b.length);
  const counts: [number[], number[]] = [[], []];
  let [i, j, size] = [0, 0, 0];
  while (i < a.length || j < b.length) {
    const value = Math.min(a[i] ?? Number.POSITIVE_INFINITY, b[j] ?? Number.POSITIVE_INFINITY);
    const [fromA, fromB] = [i, j];
    while (a[i] === value) i++;
    while (b[j] === value) j++;
    values[size++] = value;
    counts[0].push(i - fromA);
    counts[1].push(j - fromB);
  }
  return { values: values.subarray(0, size), reference: counts[0], current: counts[1] };
}
