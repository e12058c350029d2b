import { type CramerVonMises, cramerVonMisesFromBins } from './cramerVonMisesFromBins';
import { isComputable, type NotComputable } from './notComputable';
import { poolValues } from './poolValues';

/**
 * Two-sample Cramér-von Mises statistic.
 *
 * What for: as `cramerVonMisesFromBins`, from rows.
 *
 * @param reference numbers in any order; infinite ones are allowed
 * @param current the same
 * @returns the statistic with the rows of both sides, as `cramerVonMisesPValue` takes them; not computable with fewer
 *   than two rows on a side or where a value is NaN; cost n log n
 * @source Anderson 1962
 * @matches scipy.stats.cramervonmises_2samp (statistic)
 * @example cramerVonMises([1, 2, 3], [4, 5, 6]) // { statistic: 0.527777777778, n: 3, m: 3 }
 */
export function cramerVonMises(
  reference: ArrayLike<number>,
  current: ArrayLike<number>,
): CramerVonMises | NotComputable {
  const pooled = poolValues(reference, current);
  return isComputable(pooled) ? cramerVonMisesFromBins(pooled.reference, pooled.current) : pooled;
}
