import { type NotComputable, notComputable } from './notComputable';
import { studentTwoSided } from './special/tails';

export type WelchT = { statistic: number; pValue: number; degrees: number };

/**
 * Welch's t-test that two samples have the same mean, whatever their variances.
 *
 * What for: whether the mean moved, with a p-value.
 *
 * @param reference finite numbers, at least two
 * @param current the same
 * @returns t, above 0 where the reference's mean is larger, its degrees of freedom and the two-sided p-value; not
 *   computable with fewer than two values on a side, where neither side varies, or where a value is not finite
 * @source Welch 1947
 * @matches scipy.stats.ttest_ind(equal_var=False)
 * @example welchT([1, 2, 3, 4], [2, 4, 6, 9]) // { statistic: -1.69064121461, pValue: 0.164702079628, degrees: 4.08363574985 }
 */
export function welchT(reference: ArrayLike<number>, current: ArrayLike<number>): WelchT | NotComputable {
  const [n, m] = [reference.length, current.length];
  if (n < 2 || m < 2) return notComputable('a side has fewer than two values');
  const scale = Math.max(largest(reference), largest(current));
  if (!Number.isFinite(scale)) return notComputable('a value is not finite');
  // Only numbers whose squares would overflow or vanish are scaled; a power of two costs no digits.
  const unit = scale > 1e100 || scale < 1e-100 ? 2 ** Math.floor(Math.log2(scale || 1)) : 1;
  // Both sides from one of their values on, so that a large offset does not eat the difference.
  const base = { unit, origin: (reference[0] ?? 0) / unit };
  const [then, now] = [momentsOf(reference, base), momentsOf(current, base)];
  const [a, b] = [then.variance / n, now.variance / m];
  if (!(a + b > 0)) return notComputable('neither side varies');
  const statistic = (then.mean - now.mean) / Math.sqrt(a + b);
  const degrees = 1 / ((a / (a + b)) ** 2 / (n - 1) + (b / (a + b)) ** 2 / (m - 1));
  return { statistic, pValue: studentTwoSided(statistic, degrees), degrees };
}

/** NaN where a value is. */
function largest(values: ArrayLike<number>): number {
  let most = 0;
  for (let i = 0; i < values.length; i++) most = Math.max(most, Math.abs(values[i] ?? 0));
  return most;
}

type Base = { unit: number; origin: number };

function momentsOf(values: ArrayLike<number>, { unit, origin }: Base): { mean: number; variance: number } {
  const n = values.length;
  const meanOf = (part: (value: number) => number) => {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += part((values[i] ?? 0) / unit - origin);
    return sum / n;
  };
  const rough = meanOf((value) => value);
  const mean = rough + meanOf((value) => value - rough);
  return { mean, variance: (meanOf((value) => (value - mean) ** 2) * n) / (n - 1) };
}
