import { type NotComputable, notComputable } from './notComputable';

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
  if (reference.length !== current.length) return notComputable('the two sides do not have the same bins');
  if (![...reference, ...current].every((count) => count >= 0)) {
    return notComputable('a count is below 0 or no number');
  }
  const n = reference.reduce((a, b) => a + b, 0);
  const m = current.reduce((a, b) => a + b, 0);
  if (n === 0) return notComputable('the reference has no rows');
  if (m === 0) return notComputable('the current data has no rows');
  if (!Number.isFinite(n + m)) return notComputable('a count is infinite');
  return { p: reference.map((count) => count / n), q: current.map((count) => count / m), n, m };
}
