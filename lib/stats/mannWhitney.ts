import { type MannWhitney, mannWhitneyFromBins } from './mannWhitneyFromBins';
import { isComputable, type NotComputable } from './notComputable';
import { poolValues } from './poolValues';

/**
 * Mann-Whitney U test of two samples.
 *
 * What for: as `mannWhitneyFromBins`, from rows.
 *
 * @param reference numbers in any order; infinite ones are allowed
 * @param current the same
 * @returns U of the reference and the two-sided p-value of the normal law; not computable where a side is empty or a
 *   value is NaN; cost n log n
 * @source Mann and Whitney 1947
 * @matches scipy.stats.mannwhitneyu(method='asymptotic', use_continuity=True)
 * @example mannWhitney([1, 2, 3], [1, 2, 3, 4]) // { statistic: 4.5, pValue: 0.716289750541 }
 */
export function mannWhitney(
  reference: ArrayLike<number>,
  current: ArrayLike<number>,
): MannWhitney | NotComputable {
  const pooled = poolValues(reference, current);
  return isComputable(pooled) ? mannWhitneyFromBins(pooled.reference, pooled.current) : pooled;
}
