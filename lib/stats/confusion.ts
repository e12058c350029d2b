/** Rows by what was predicted and what was true, seen from the positive class. Counts, at least 0. */
export type Confusion = {
  truePositives: number;
  falsePositives: number;
  falseNegatives: number;
  trueNegatives: number;
};

/**
 * Share of rows that were predicted right.
 *
 * What for: one number when the classes are about equally common; with rare positives look at precision and recall.
 *
 * @returns in [0, 1]; null where there are no rows
 * @matches sklearn.metrics.accuracy_score
 * @example accuracyOf({ truePositives: 1, falsePositives: 0, falseNegatives: 1, trueNegatives: 2 }) // 0.75
 */
export function accuracyOf(c: Confusion): number | null {
  const right = c.truePositives + c.trueNegatives;
  return ratio(right, right + c.falsePositives + c.falseNegatives);
}

/**
 * Of the rows predicted positive, the share that were.
 *
 * What for: how much a positive can be trusted: false alarms cost.
 *
 * @returns in [0, 1]; null where nothing was predicted positive (scikit-learn answers 0 there, which no one could tell from a bad model)
 * @matches sklearn.metrics.precision_score elsewhere
 * @example precisionOf({ truePositives: 3, falsePositives: 1, falseNegatives: 0, trueNegatives: 0 }) // 0.75
 */
export function precisionOf(c: Confusion): number | null {
  return ratio(c.truePositives, c.truePositives + c.falsePositives);
}

/**
 * Of the rows that were positive, the share predicted so. Also called sensitivity or true positive rate.
 *
 * What for: how much is caught: misses cost.
 *
 * @returns in [0, 1]; null where no row was positive (scikit-learn answers 0)
 * @matches sklearn.metrics.recall_score elsewhere
 * @example recallOf({ truePositives: 3, falsePositives: 0, falseNegatives: 1, trueNegatives: 0 }) // 0.75
 */
export function recallOf(c: Confusion): number | null {
  return ratio(c.truePositives, c.truePositives + c.falseNegatives);
}

/**
 * Harmonic mean of precision and recall.
 *
 * What for: one number when both false alarms and misses cost.
 *
 * @returns in [0, 1]; null where nothing was positive and nothing predicted so (scikit-learn answers 0)
 * @source van Rijsbergen 1979
 * @matches sklearn.metrics.f1_score elsewhere
 * @example f1Of({ truePositives: 3, falsePositives: 1, falseNegatives: 1, trueNegatives: 5 }) // 0.75
 */
export function f1Of(c: Confusion): number | null {
  return ratio(2 * c.truePositives, 2 * c.truePositives + c.falsePositives + c.falseNegatives);
}

function ratio(part: number, whole: number): number | null {
  return whole > 0 ? part / whole : null;
}
