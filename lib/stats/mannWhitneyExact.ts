import { type NotComputable, notComputable } from './notComputable';

/** Steps that the recursion may take. */
const STEPS_MAX = 5e8;

/**
 * Exact two-sided p-value of the Mann-Whitney U of samples without ties.
 *
 * What for: small samples, for which the normal law of `mannWhitney` is rough.
 *
 * @param statistic U of either side, in [0, n m]
 * @param sizes n and m, whole numbers of at least 1
 * @returns in [0, 1]; not computable for samples so large that the normal law is as good. Cost n m times the smaller U
 * @source Mann and Whitney 1947
 * @matches scipy.stats.mannwhitneyu(method='exact')
 * @example mannWhitneyExact(2, [4, 5]) // 0.0634920634921
 */
export function mannWhitneyExact(
  statistic: number,
  [n, m]: readonly [n: number, m: number],
): number | NotComputable {
  if (!(n >= 1 && m >= 1)) return notComputable('a side has no rows');
  if (!(statistic >= 0 && statistic <= n * m)) return notComputable('U is not in [0, n m]');
  // As far from the middle as the other U is; ties make halves, which count as the whole number nearer to it.
  const least = n * m - Math.floor(Math.max(statistic, n * m - statistic));
  const size = least + 1;
  if (n * m * size > STEPS_MAX) return notComputable('too many rows for the exact law');
  // The chances of U = 0, 1, … for i values of one side and each number of values of the other.
  let row = Array.from({ length: m + 1 }, () => certain(size));
  for (let i = 1; i <= n; i++) {
    let before = certain(size);
    row = row.map((above, j) => {
      if (j > 0) before = mixed(above, before, [i, j]);
      return before;
    });
  }
  const chances = row[m] ?? certain(size);
  return Math.min(1, 2 * chances.reduce((a, b) => a + b, 0));
}

function certain(size: number): Float64Array {
  return new Float64Array(size).fill(1, 0, 1);
}

/** The largest value is one of the i, above all j others, or one of the j. */
function mixed(above: Float64Array, before: Float64Array, [i, j]: readonly [number, number]): Float64Array {
  const chances = new Float64Array(above.length);
  for (let u = 0; u < chances.length; u++) {
    chances[u] = (i * (u >= j ? (above[u - j] ?? 0) : 0) + j * (before[u] ?? 0)) / (i + j);
  }
  return chances;
}
