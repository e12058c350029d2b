import { type NotComputable, notComputable } from './notComputable';

/** So many rows at one value. */
export type WeightedValue = { value: number; count: number };

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
  const n = reference.reduce((total, point) => total + point.count, 0);
  const m = current.reduce((total, point) => total + point.count, 0);
  if (!(n > 0)) return notComputable('the reference has no rows');
  if (!(m > 0)) return notComputable('the current data has no rows');
  const steps = [
    ...reference.map(({ value, count }) => ({ value, n: count, m: 0 })),
    ...current.map(({ value, count }) => ({ value, n: 0, m: count })),
  ].sort((a, b) => a.value - b.value);
  let [below, belowNow, area] = [0, 0, 0];
  let last = steps[0]?.value ?? 0;
  for (const step of steps) {
    const gap = Math.abs(below / n - belowNow / m);
    const width = step.value - last;
    // Two far ends may lie further apart than a number can say, though the area is not that large.
    area += Number.isFinite(width) ? gap * width : gap * step.value - gap * last;
    last = step.value;
    below += step.n;
    belowNow += step.m;
  }
  return Number.isFinite(area) ? Math.max(0, area) : notComputable('a value is not finite');
}
