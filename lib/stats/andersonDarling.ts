import { type AndersonDarling, andersonDarlingFromBins } from './andersonDarlingFromBins';
import { isComputable, type NotComputable } from './notComputable';
import { poolValues } from './poolValues';

/**
 * Two-sample Anderson-Darling test.
 *
 * What for: as `andersonDarlingFromBins`, from rows.
 *
 * @param reference numbers in any order; infinite ones are allowed
 * @param current the same
 * @returns not computable where a side is empty, a value is NaN, all values are the same or there are fewer than four;
 *   cost n log n
 * @source Scholz and Stephens 1987
 * @matches scipy.stats.anderson_ksamp([reference, current], midrank=True)
 * @example andersonDarling([0, 0, 0, 1, 1], [0, 1, 1, 1, 1, 1]).pValue // 0.0737216760983
 */
export function andersonDarling(
  reference: ArrayLike<number>,
  current: ArrayLike<number>,
): AndersonDarling | NotComputable {
  const pooled = poolValues(reference, current);
  return isComputable(pooled) ? andersonDarlingFromBins([pooled.reference, pooled.current]) : pooled;
}
