import { gapIntegral, type WeightedValue } from './gapIntegral';
import { isComputable, type NotComputable } from './notComputable';

/**
 * Energy distance of two weighted samples: sqrt(2 times the integral of (F - G)^2).
 *
 * What for: like the Wasserstein distance it sees how far values move, but few values that move far weigh less.
 * Given one weighted value per bin (its mean), its square differs from that of the rows by at most four times the mean
 * distance of the rows to their bin's mean, added up over both sides.
 *
 * @param reference finite values with counts at least 0, in any order
 * @param current the same
 * @returns at least 0, in the root of the unit of the values; not computable where either side has no rows, or where it
 *   is no finite number
 * @source Székely and Rizzo 2013, Energy statistics
 * @matches scipy.stats.energy_distance(u_values, v_values, u_weights, v_weights)
 * @example energyFromBins([{ value: 0, count: 2 }], [{ value: 2, count: 5 }]) // 2
 */
export function energyFromBins(
  reference: readonly WeightedValue[],
  current: readonly WeightedValue[],
): number | NotComputable {
  const area = gapIntegral(reference, current, (gap) => gap * gap);
  return isComputable(area) ? Math.sqrt(2 * area) : area;
}
