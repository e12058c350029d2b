import { type NotComputable, notComputable } from './notComputable';
import type { WeightedValue } from './wassersteinFromBins';

/**
 * Energy distance of two weighted samples: the root of twice the area between the squares of the gap of their
 * cumulative shares.
 *
 * What for: like Wasserstein, in the root of the column's unit; one far value weighs less.
 *
 * @param reference finite values with counts at least 0, in any order (of a bin: its mean)
 * @param current the same
 * @returns at least 0; not computable where either side has no rows, or where it is no finite number
 * @source Székely and Rizzo 2013, Energy statistics
 * @matches scipy.stats.energy_distance(u_values, v_values, u_weights, v_weights)
 * @example energyFromBins([{ value: 0, count: 2 }], [{ value: 2, count: 5 }]) // 2
 */
export function energyFromBins(
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
    area += (below / n - belowNow / m) ** 2 * (step.value - last);
    last = step.value;
    below += step.n;
    belowNow += step.m;
  }
  return Number.isFinite(area) ? Math.sqrt(2 * area) : notComputable('a value is not finite');
}
