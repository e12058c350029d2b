import { normalQuantile } from './special/normal';

/**
 * Interval of the area under a ROC curve from the area and the sizes of both classes.
 *
 * What for: how far the AUC of a small group can be trusted. It does not shrink to nothing where every pair is in the
 * right order, as intervals from the spread of the data do.
 *
 * @param auc in [0, 1]
 * @param rows positives and negatives, each at least 1
 * @param level confidence in (0, 1)
 * @returns low and high in [0, 1]
 * Cost: 2 × 60 steps
 * @source Newcombe 2006, Statistics in Medicine 25:559, method 5: the variance of Hanley and McNeil 1982 at the limit
 * @matches nothing in scikit-learn
 * @example aucInterval(0.5, { positives: 1, negatives: 1 }, 1e-9).low.toFixed(6) // '0.500000'
 */
export function aucInterval(
  auc: number,
  rows: { positives: number; negatives: number },
  level: number,
): { low: number; high: number } {
  const { positives, negatives } = rows;
  const z2 = normalQuantile((1 + level) / 2) ** 2;
  const half = (positives + negatives) / 2 - 1;
  const variance = (at: number) =>
    (at * (1 - at) * (1 + (half * (1 - at)) / (2 - at) + (half * at) / (1 + at))) / (positives * negatives);
  /** The point towards `end` where the area seen is just as far off as chance allows. */
  const solve = (end: 0 | 1) => {
    let [near, far] = [auc, end as number];
    for (let step = 0; step < 60; step++) {
      const middle = (near + far) / 2;
      if ((middle - auc) ** 2 <= z2 * variance(middle)) near = middle;
      else far = middle;
    }
    return near;
  };
  return { low: solve(0), high: solve(1) };
}
