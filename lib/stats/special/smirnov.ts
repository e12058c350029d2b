import { binomialDensity } from './gamma';

/** Above this a sum over every row takes too long, and the limit with its first correction is as good. */
const ROWS_MAX = 1_000_000;

/**
 * Chance that the one-sided Kolmogorov-Smirnov statistic D+ of n rows exceeds x.
 *
 * @param n whole number of at least 1
 * @param x in (0, 1)
 * @returns all terms are positive, so small chances keep their digits; cost linear in n
 * @source Smirnov 1944; Birnbaum and Tingey 1951
 */
export function smirnovTail(n: number, x: number): number {
  if (n > ROWS_MAX) return Math.exp(-((6 * n * x + 1) ** 2) / (18 * n));
  let sum = Math.exp(n * Math.log1p(-x));
  for (let k = 1; k < n * (1 - x); k++) {
    const share = x + k / n;
    const rest = 1 - share;
    if (rest <= 0) break;
    sum += (x / share) * binomialDensity({ a: k, b: n - k, x: share, y: rest });
  }
  return Math.min(1, sum);
}
