import { durbinMatrix } from './durbinMatrix';
import { logGamma } from './gamma';
import { pelzGood } from './pelzGood';
import { smirnovTail } from './smirnov';

/** Up to so many rows Durbin's matrix is used wherever the tail is not one-sided. */
const FEW_ROWS = 140;

/**
 * Chance that the two-sided Kolmogorov-Smirnov statistic of one sample of n rows exceeds x.
 *
 * @param n whole number of at least 1
 * @param x in [0, 1]
 * @returns in [0, 1]; exact but for more than 140 rows in the middle of the law, where the error is below 1e-7.
 *   Cost at most linear in n
 * @source Simard and L'Ecuyer 2011, Computing the two-sided Kolmogorov-Smirnov distribution
 */
export function kolmogorovTail(n: number, x: number): number {
  const t = n * x;
  if (t <= 0.5) return 1;
  if (x >= 1) return 0;
  // n! (2 x - 1 / n)^n, Ruben and Gambino 1982.
  if (t <= 1) return 1 - Math.exp(logGamma(n + 1) + n * Math.log((2 * t - 1) / n));
  const spread = t * x;
  const isOneSided = x >= 0.5 || spread > (n <= FEW_ROWS ? 4 : 2.2);
  if (isOneSided) return n > FEW_ROWS && spread >= 370 ? 0 : Math.min(1, 2 * smirnovTail(n, x));
  const byMatrix = n <= FEW_ROWS || (n <= 100_000 && n * x ** 1.5 <= 1.4);
  return Math.min(1, Math.max(0, 1 - (byMatrix ? durbinMatrix(n, x) : pelzGood(n, x))));
}

/**
 * Kolmogorov's limit law: the chance that sqrt(n) times the two-sided statistic exceeds z.
 *
 * @param z at least 0
 * @source Kolmogorov 1933; Feller 1948 for the form at small z
 */
export function kolmogorovLimitTail(z: number): number {
  if (z < 0.05) return 1;
  let sum = 0;
  if (z < 0.8) {
    for (let k = 1; k < 20; k += 2) sum += Math.exp(-((k * Math.PI) ** 2) / (8 * z * z));
    return 1 - (Math.sqrt(2 * Math.PI) / z) * sum;
  }
  for (let k = 1; k <= 10; k++) sum += (k % 2 === 1 ? 2 : -2) * Math.exp(-2 * (k * z) ** 2);
  return sum;
}
