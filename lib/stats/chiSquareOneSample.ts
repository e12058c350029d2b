import { isComputable, type NotComputable, notComputable } from './notComputable';
import { shares } from './shares';
import { chiSquareTail } from './special/tails';

export type OneSampleTest = {
  /** Infinite where the current data has a category that the reference lacks. */
  statistic: number;
  /** In [0, 1]. */
  pValue: number;
  degrees: number;
};

/**
 * Chi-square test of the current counts against the reference's shares taken as the truth.
 *
 * What for: to agree with Evidently. It ignores that the reference is a sample too, so it alarms too often where the
 * reference is not much larger than the window: prefer `chiSquare`.
 *
 * @param reference counts per category, at least 0, same length as `current`; categories empty on both sides are left out
 * @param current counts per category
 * @returns not computable where a side has no rows or there is one category
 * @source Pearson 1900
 * @matches Evidently's chisquare; scipy.stats.chisquare(current, reference * m / n)
 * @example chiSquareOneSample([50, 50], [30, 10]) // { statistic: 10, pValue: 0.001565402258, degrees: 1 }
 */
export function chiSquareOneSample(
  reference: readonly number[],
  current: readonly number[],
): OneSampleTest | NotComputable {
  const sides = shares(reference, current);
  if (!isComputable(sides)) return sides;
  const { p, m } = sides;
  let [statistic, categories] = [0, 0];
  for (const [i, share] of p.entries()) {
    const count = current[i] ?? 0;
    if (share === 0 && count === 0) continue;
    categories++;
    statistic += (count - m * share) ** 2 / (m * share);
  }
  if (categories < 2) return notComputable('there is one category');
  return { statistic, pValue: chiSquareTail(statistic, categories - 1), degrees: categories - 1 };
}
