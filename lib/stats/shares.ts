import { isComputable, type NotComputable, notComputable } from './notComputable';

/** What part of each side lies in each bin or category. */
export type Shares = { p: number[]; q: number[]; n: number; m: number };

/**
 * Counts of two sides over the same bins or categories as shares of each side.
 *
 * What for: what every distance between two sets of counts starts from.
 *
 * @param reference counts per bin, at least 0, same length as `current`
 * @param current counts per bin
 * @returns p and q, the shares of the reference and of the current data, each with sum 1, and the rows n and m;
 *   not computable where a side has no rows or a count is no finite number of at least 0
 * @matches nothing
 * @example shares([1, 1], [3, 1]) // { p: [0.5, 0.5], q: [0.75, 0.25], n: 2, m: 4 }
 */
export function shares(reference: readonly number[], current: readonly number[]): Shares | NotComputable {
  const rows = sideRows(reference, current);
  if (!isComputable(rows)) return rows;
  const { n, m } = rows;
  return { p: reference.map((count) => count / n), q: current.map((count) => count / m), n, m };
}

/**
 * How many rows each of two sides has.
 *
 * What for: what distances over the order of the bins start from; nothing is made for each bin.
 *
 * @param reference counts per bin, at least 0, same length as `current`
 * @param current counts per bin
 * @returns n of the reference and m of the current data; not computable where a side has no rows or a count is no
 *   finite number of at least 0
 * @matches nothing
 * @example sideRows([1, 1], [3, 1]) // { n: 2, m: 4 }
 */
export function sideRows(
  reference: readonly number[],
  current: readonly number[],
): { n: number; m: number } | NotComputable {
  if (reference.length !== current.length) return notComputable('the two sides do not have the same bins');
  const [n, m] = [added(reference), added(current)];
  if (Number.isNaN(n + m)) return notComputable('a count is below 0 or no number');
  if (n === 0) return notComputable('the reference has no rows');
  if (m === 0) return notComputable('the current data has no rows');
  if (!Number.isFinite(n + m)) return notComputable('a count is infinite');
  return { n, m };
}

/** NaN where a count is below 0 or no number. */
function added(counts: readonly number[]): number {
  let total = 0;
  for (let i = 0; i < counts.length; i++) {
    const count = counts[i] ?? Number.NaN;
    total += count >= 0 ? count : Number.NaN;
  }
  return total;
}
