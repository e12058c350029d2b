import { isComputable, type NotComputable } from './notComputable';
import { shares } from './shares';
import { normalTail } from './special/normal';

export type MannWhitney = {
  /** U of the reference: pairs in which its value is the larger one, ties half. */
  statistic: number;
  /** Two-sided, in [0, 1]. */
  pValue: number;
};

/**
 * Mann-Whitney U test of counts over the same ordered bins; the rows of a bin are ties.
 *
 * What for: whether values tend to be larger on one side, whatever their distribution: a shift, not any change.
 *
 * @param reference counts per bin, at least 0, in the order of the values, same length as `current`
 * @param current counts per bin
 * @returns p-value of the normal law with corrections for ties and continuity, 1 where all values are the same; not
 *   computable where a side has no rows
 * @source Mann and Whitney 1947
 * @matches scipy.stats.mannwhitneyu(method='asymptotic', use_continuity=True) where every distinct value is a bin
 * @example mannWhitneyFromBins([3, 2], [1, 5]) // { statistic: 8.5, pValue: 0.190430263826 }
 */
export function mannWhitneyFromBins(
  reference: readonly number[],
  current: readonly number[],
): MannWhitney | NotComputable {
  const sides = shares(reference, current);
  if (!isComputable(sides)) return sides;
  const { n, m } = sides;
  const total = n + m;
  let [belowNow, statistic, ties] = [0, 0, 0];
  for (const [i, count] of reference.entries()) {
    const now = current[i] ?? 0;
    statistic += count * (belowNow + now / 2);
    belowNow += now;
    ties += (count + now) ** 3 - (count + now);
  }
  const variance = ((n * m) / 12) * (total + 1 - ties / (total * (total - 1)));
  const excess = Math.max(statistic, n * m - statistic) - (n * m) / 2 - 0.5;
  const pValue = variance > 0 ? Math.min(1, 2 * normalTail(excess / Math.sqrt(variance))) : 1;
  return { statistic, pValue };
}
