import { type NotComputable, notComputable } from './notComputable';
import type { ScorePoint } from './scorePoints';

export type RocAuc = {
  /** Area under the ROC curve, in [0, 1]. */
  auc: number;
  /** Gini coefficient, 2 auc - 1, in [-1, 1]. */
  gini: number;
  /** The AUC of the rows lies within this of `auc`: half the share of pairs that fall into one point. */
  errorMax: number;
};

/**
 * Area under the ROC curve.
 *
 * What for: how well a score ranks positives above negatives, whatever the cut-off. It is the share of pairs of a
 * positive and a negative that are in the right order; pairs in one point count half, as ties do.
 *
 * @param points in rising order of the score; their scores are not read otherwise
 * @returns not computable where one class has no rows: no pair can be in any order (scikit-learn raises)
 * @source Hanley and McNeil 1982
 * @matches sklearn.metrics.roc_auc_score where every distinct score is a point, else within `errorMax`
 * @example rocAuc([{ score: 0.2, positives: 1, negatives: 3 }, { score: 0.7, positives: 3, negatives: 1 }]) // { auc: 0.75, gini: 0.5, errorMax: 0.1875 }
 */
export function rocAuc(points: readonly ScorePoint[]): RocAuc | NotComputable {
  let [below, above, right, together] = [0, 0, 0, 0];
  for (const { positives, negatives } of points) {
    right += positives * below;
    together += positives * negatives;
    below += negatives;
    above += positives;
  }
  if (above === 0) return notComputable('no row was positive');
  if (below === 0) return notComputable('no row was negative');
  const auc = (right + together / 2) / above / below;
  return { auc, gini: 2 * auc - 1, errorMax: together / 2 / above / below };
}
