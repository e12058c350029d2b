import { energyFromBins } from './energyFromBins';
import type { NotComputable } from './notComputable';

/**
 * Energy distance of two samples.
 *
 * What for: as `energyFromBins`, from rows.
 *
 * @param reference finite values in any order
 * @param current the same
 * @returns at least 0, in the root of the values' unit; not computable where a side is empty or a value is not
 *   finite; cost n log n
 * @source Székely and Rizzo 2013, Energy statistics
 * @matches scipy.stats.energy_distance
 * @example energy([0, 0], [2, 2, 2]) // 2
 */
export function energy(reference: ArrayLike<number>, current: ArrayLike<number>): number | NotComputable {
  const points = (values: ArrayLike<number>) => Array.from(values, (value) => ({ value, count: 1 }));
  return energyFromBins(points(reference), points(current));
}
