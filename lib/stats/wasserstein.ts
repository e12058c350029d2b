import type { NotComputable } from './notComputable';
import { wassersteinFromBins } from './wassersteinFromBins';

/**
 * First Wasserstein distance of two samples: the area between their empirical distribution functions.
 *
 * What for: how far values have moved on average, in the column's own unit.
 *
 * @param reference finite values in any order
 * @param current the same
 * @returns at least 0, in the unit of the values; not computable where a side is empty or a value is not finite; cost
 *   n log n
 * @source Vallender 1974; also called earth mover's distance
 * @matches scipy.stats.wasserstein_distance
 * @example wasserstein([0, 1, 3], [5, 6, 8]) // 5
 */
export function wasserstein(
  reference: ArrayLike<number>,
  current: ArrayLike<number>,
): number | NotComputable {
  const points = (values: ArrayLike<number>) => Array.from(values, (value) => ({ value, count: 1 }));
  return wassersteinFromBins(points(reference), points(current));
}
