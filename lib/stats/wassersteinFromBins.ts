import { gapIntegral, type WeightedValue } from './gapIntegral';
import type { NotComputable } from './notComputable';

/**
 * First Wasserstein distance of two weighted samples: the area between their cumulative shares.
 *
 * What for: how far values have moved on average, in the column's own unit; it sees *how far*, which the other
 * distances do not. Given one weighted value per bin (its mean), it differs from the distance of the rows by at
 * most the mean distance of the rows to their bin's mean, added up over both sides.
 *
 * @param reference finite values with counts at least 0, in any order
 * @param current the same
 * @returns at least 0, in the unit of the values; not computable where either side has no rows, or where it is no
 *   finite number
 * @source Vallender 1974; also called earth mover's distance
 * @matches scipy.stats.wasserstein_distance(u_values, v_values, u_weights, v_weights)
 * @example wassersteinFromBins([{ value: 0, count: 2 }], [{ value: 3, count: 5 }]) // 3
 */
export function wassersteinFromBins(
  reference: readonly WeightedValue[],
  current: readonly WeightedValue[],
): number | NotComputable {
  return gapIntegral(reference, current, (gap) => gap);
}
