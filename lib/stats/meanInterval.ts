import type { Estimate } from './mover';
import { type NotComputable, notComputable } from './notComputable';
import { normalQuantile } from './special/normal';

/**
 * Mean with its interval from a count and sums, by the normal law.
 *
 * What for: how far an average of many rows can be trusted, from what a tally keeps. For a few dozen rows or more.
 *
 * @param sums rows at least 1, the sum of the values and of their squares
 * @param level confidence in (0, 1)
 * @returns the mean and its interval; not computable with fewer than two rows
 * @source the central limit theorem; variance with n - 1
 * @matches statsmodels.stats.weightstats.DescrStatsW(x).zconfint_mean
 * @example meanInterval({ rows: 4, sum: 8, sumOfSquares: 16 }, 0.95) // { value: 2, low: 2, high: 2 }
 */
export function meanInterval(
  { rows, sum, sumOfSquares }: { rows: number; sum: number; sumOfSquares: number },
  level: number,
): Estimate | NotComputable {
  if (rows < 2) return notComputable('fewer than two rows');
  const value = sum / rows;
  const variance = Math.max(0, sumOfSquares - rows * value * value) / (rows - 1);
  const reach = normalQuantile((1 + level) / 2) * Math.sqrt(variance / rows);
  if (!Number.isFinite(value) || !Number.isFinite(reach))
    return notComputable('the numbers are too large to add up');
  return { value, low: value - reach, high: value + reach };
}
