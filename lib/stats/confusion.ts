import { type NotComputable, notComputable } from './notComputable';

/** Rows by what was predicted and what was true, seen from the positive class. Counts, at least 0. */
export type Confusion = {
  truePositives: number;
  falsePositives: number;
  falseNegatives: number;
  trueNegatives: number;
};

/** A metric of one class against the rest. */
export type ConfusionMetric = (c: Confusion) => number | NotComputable;

/**
 * Share of rows that were predicted right.
 *
 * What for: one number when the classes are about equally common; with rare positives look at precision and recall.
 *
 * @returns in [0, 1]; not computable where there are no rows
 * @matches sklearn.metrics.accuracy_score
 * @example accuracyOf({ truePositives: 1, falsePositives: 0, falseNegatives: 1, trueNegatives: 2 }) // 0.75
 */
export function accuracyOf(c: Confusion): number | NotComputable {
  const right = c.truePositives + c.trueNegatives;
  return share(right, right + c.falsePositives + c.falseNegatives, 'no rows');
}

/**
 * Of the rows predicted positive, the share that were. Also called positive predictive value.
 *
 * What for: how much a positive can be trusted: false alarms cost.
 *
 * @returns in [0, 1]; not computable where nothing was predicted positive (scikit-learn answers 0 there, which no one
 *   could tell from a bad model)
 * @matches sklearn.metrics.precision_score elsewhere
 * @example precisionOf({ truePositives: 3, falsePositives: 1, falseNegatives: 0, trueNegatives: 0 }) // 0.75
 */
export function precisionOf(c: Confusion): number | NotComputable {
  return share(c.truePositives, c.truePositives + c.falsePositives, 'nothing was predicted positive');
}

/**
 * Of the rows that were positive, the share predicted so. Also called sensitivity or true positive rate.
 *
 * What for: how much is caught: misses cost.
 *
 * @returns in [0, 1]; not computable where no row was positive (scikit-learn answers 0)
 * @matches sklearn.metrics.recall_score elsewhere
 * @example recallOf({ truePositives: 3, falsePositives: 0, falseNegatives: 1, trueNegatives: 0 }) // 0.75
 */
export function recallOf(c: Confusion): number | NotComputable {
  return share(c.truePositives, c.truePositives + c.falseNegatives, 'no row was positive');
}

/**
 * Of the rows that were negative, the share predicted so. Also called true negative rate.
 *
 * What for: how well negatives are left alone.
 *
 * @returns in [0, 1]; not computable where no row was negative (scikit-learn answers 0)
 * @matches sklearn.metrics.recall_score(pos_label=0) elsewhere
 * @example specificityOf({ truePositives: 0, falsePositives: 1, falseNegatives: 0, trueNegatives: 3 }) // 0.75
 */
export function specificityOf(c: Confusion): number | NotComputable {
  return share(c.trueNegatives, c.trueNegatives + c.falsePositives, 'no row was negative');
}

/**
 * Of the rows predicted negative, the share that were. NPV for short.
 *
 * What for: how much an all-clear can be trusted.
 *
 * @returns in [0, 1]; not computable where nothing was predicted negative
 * @matches sklearn.metrics.precision_score(pos_label=0) elsewhere
 * @example negativePredictiveValueOf({ truePositives: 0, falsePositives: 0, falseNegatives: 1, trueNegatives: 3 }) // 0.75
 */
export function negativePredictiveValueOf(c: Confusion): number | NotComputable {
  return share(c.trueNegatives, c.trueNegatives + c.falseNegatives, 'nothing was predicted negative');
}

/**
 * Of the rows that were negative, the share predicted positive. Also called fall-out; 1 - specificity.
 *
 * What for: how often an innocent row is flagged.
 *
 * @returns in [0, 1]; not computable where no row was negative
 * @matches fairlearn.metrics.false_positive_rate elsewhere (0 there)
 * @example falsePositiveRateOf({ truePositives: 0, falsePositives: 1, falseNegatives: 0, trueNegatives: 3 }) // 0.25
 */
export function falsePositiveRateOf(c: Confusion): number | NotComputable {
  return share(c.falsePositives, c.trueNegatives + c.falsePositives, 'no row was negative');
}

/**
 * Of the rows that were positive, the share predicted negative. Also called miss rate; 1 - recall.
 *
 * What for: how often a positive row slips through.
 *
 * @returns in [0, 1]; not computable where no row was positive
 * @matches fairlearn.metrics.false_negative_rate elsewhere (0 there)
 * @example falseNegativeRateOf({ truePositives: 3, falsePositives: 0, falseNegatives: 1, trueNegatives: 0 }) // 0.25
 */
export function falseNegativeRateOf(c: Confusion): number | NotComputable {
  return share(c.falseNegatives, c.truePositives + c.falseNegatives, 'no row was positive');
}

/**
 * Weighted harmonic mean of precision and recall, in which recall counts beta times as much.
 *
 * What for: one number when both false alarms and misses cost: beta 1 weighs them alike, 2 minds misses more, 0.5
 * false alarms.
 *
 * @param beta above 0
 * @returns in [0, 1]; not computable where nothing was positive and nothing predicted so (scikit-learn answers 0)
 * @source van Rijsbergen 1979
 * @matches sklearn.metrics.fbeta_score elsewhere
 * @example fBetaOf({ truePositives: 3, falsePositives: 1, falseNegatives: 1, trueNegatives: 5 }, 1) // 0.75
 */
export function fBetaOf(c: Confusion, beta: number): number | NotComputable {
  const hits = (1 + beta * beta) * c.truePositives;
  const misses = beta * beta * c.falseNegatives;
  return share(hits, hits + misses + c.falsePositives, 'nothing was positive or predicted so');
}

/**
 * Harmonic mean of precision and recall.
 *
 * What for: one number when both false alarms and misses cost.
 *
 * @returns in [0, 1]; not computable where nothing was positive and nothing predicted so (scikit-learn answers 0)
 * @source van Rijsbergen 1979
 * @matches sklearn.metrics.f1_score elsewhere
 * @example f1Of({ truePositives: 3, falsePositives: 1, falseNegatives: 1, trueNegatives: 5 }) // 0.75
 */
export function f1Of(c: Confusion): number | NotComputable {
  return fBetaOf(c, 1);
}

/**
 * Of the rows that were positive or predicted so, the share that were both. Also called critical success index.
 *
 * What for: overlap of two sets; like F1, but stricter.
 *
 * @returns in [0, 1], F1 / (2 - F1); not computable where nothing was positive and nothing predicted so
 * @source Jaccard 1912
 * @matches sklearn.metrics.jaccard_score elsewhere (0 there)
 * @example jaccardOf({ truePositives: 3, falsePositives: 1, falseNegatives: 2, trueNegatives: 5 }) // 0.5
 */
export function jaccardOf(c: Confusion): number | NotComputable {
  const either = c.truePositives + c.falsePositives + c.falseNegatives;
  return share(c.truePositives, either, 'nothing was positive or predicted so');
}

function share(part: number, whole: number, why: string): number | NotComputable {
  return whole > 0 ? part / whole : notComputable(why);
}
