export type RocAuc = {
  /** Area under the ROC curve, in [0, 1]. */
  auc: number;
  /** The AUC of the rows lies within this of `auc`: half the share of pairs that fall into one bin. */
  errorMax: number;
};

/**
 * Area under the ROC curve from counts of positives and negatives over the same ordered score bins.
 *
 * What for: how well a score ranks positives above negatives, whatever the cut-off. It is the share of pairs of a
 * positive and a negative that are in the right order; pairs in one bin count half, as ties do.
 *
 * @param positives counts per bin in the order of the scores, same length as `negatives`
 * @param negatives counts per bin
 * @returns null where one class has no rows: no pair can be in any order (scikit-learn raises)
 * @source Hanley and McNeil 1982
 * @matches sklearn.metrics.roc_auc_score within `errorMax`; to 1e-9 where every distinct score is a bin
 * @example rocAucFromBins([1, 3], [3, 1]) // { auc: 0.75, errorMax: 0.1875 }
 */
export function rocAucFromBins(positives: readonly number[], negatives: readonly number[]): RocAuc | null {
  const pairs = sum(positives) * sum(negatives);
  if (pairs === 0) return null;
  let [below, right, together] = [0, 0, 0];
  for (let i = 0; i < positives.length; i++) {
    const [positive, negative] = [positives[i] ?? 0, negatives[i] ?? 0];
    right += positive * below;
    together += positive * negative;
    below += negative;
  }
  return { auc: (right + together / 2) / pairs, errorMax: together / 2 / pairs };
}

function sum(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0);
}
