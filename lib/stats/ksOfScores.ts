import { type NotComputable, notComputable } from './notComputable';
import type { ScorePoint } from './scorePoints';

/**
 * Kolmogorov-Smirnov statistic of a score: the largest gap between the true and the false positive rate.
 *
 * What for: how well the best cut-off separates the classes, as credit scoring reports it.
 *
 * @param points in rising order of the score
 * @returns `ks` in [0, 1]; `cutOff` is the score from which on rows are called positive there, null where no cut-off is
 *   better than none; not computable where one class has no rows. From bins: too small by at most the largest share of
 *   one class in one bin
 * @matches max(tpr - fpr) of sklearn.metrics.roc_curve
 * @example ksOfScores([{ score: 0.2, positives: 1, negatives: 3 }, { score: 0.7, positives: 3, negatives: 1 }]) // { ks: 0.5, cutOff: 0.7 }
 */
export function ksOfScores(
  points: readonly ScorePoint[],
): { ks: number; cutOff: number | null } | NotComputable {
  const positives = points.reduce((total, point) => total + point.positives, 0);
  const negatives = points.reduce((total, point) => total + point.negatives, 0);
  if (positives === 0) return notComputable('no row was positive');
  if (negatives === 0) return notComputable('no row was negative');
  const best: { ks: number; cutOff: number | null } = { ks: 0, cutOff: null };
  let [caught, flagged] = [0, 0];
  for (const point of [...points].reverse()) {
    caught += point.positives;
    flagged += point.negatives;
    const gap = caught / positives - flagged / negatives;
    if (gap > best.ks) Object.assign(best, { ks: gap, cutOff: point.score });
  }
  return best;
}
