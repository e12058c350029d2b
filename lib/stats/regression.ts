import { type ErrorSums, errorsFromSums, type MeanErrors } from './errorsFromSums';
import { isComputable, type NotComputable, notComputable } from './notComputable';
import { type LossName, pinballLoss, rowLoss } from './rowLoss';

/** True and predicted values of the same rows. */
export type Predictions = { truth: readonly number[]; predicted: readonly number[] };

/**
 * Errors of a regression from its rows: MAE, MSE, RMSE, bias, R², explained variance.
 *
 * What for: how far predictions are off, in the unit of what is predicted.
 *
 * @returns as `errorsFromSums`; not computable also where a value is missing or infinite
 * @matches sklearn.metrics.mean_absolute_error, mean_squared_error, r2_score, explained_variance_score
 * @example regressionErrors({ truth: [1, 3], predicted: [1, 5] }).bias // 1
 */
export function regressionErrors(rows: Predictions): MeanErrors | NotComputable {
  const { truth, predicted } = rows;
  const missing = whyUnusable(rows);
  if (missing) return missing;
  const centre = truth.reduce((a, b) => a + b, 0) / truth.length;
  const sums = { rows: truth.length, error: 0, absolute: 0, squared: 0, truth: 0, truthSquared: 0 };
  for (const [i, value] of truth.entries()) add(sums, (predicted[i] ?? 0) - value, value - centre);
  return errorsFromSums(sums);
}

function add(sums: ErrorSums, error: number, fromCentre: number): void {
  sums.error += error;
  sums.absolute += Math.abs(error);
  sums.squared += error * error;
  sums.truth += fromCentre;
  sums.truthSquared += fromCentre * fromCentre;
}

/** Which loss, and what becomes of a percentage of 0: no answer, or the huge number that scikit-learn has. */
export type LossChoice = { loss: LossName; zeros?: 'refused' | 'as in scikit-learn' };

/**
 * One kind of loss, row by row.
 *
 * What for: what a model of losses is trained on.
 *
 * @returns at least 0 each; not computable without rows, where a value is missing or infinite, or, for squared log,
 *   negative, or, for percentage, a true value is 0
 * @matches the terms of sklearn.metrics.mean_absolute_error and its kin
 * @example Array.from(rowLosses({ truth: [4, 2], predicted: [5, 2] }, { loss: 'percentage' })) // [0.25, 0]
 */
export function rowLosses(
  rows: Predictions,
  { loss, zeros = 'refused' }: LossChoice,
): Float64Array | NotComputable {
  const { truth, predicted } = rows;
  const missing = whyUnusable(rows);
  if (missing) return missing;
  if (loss === 'squaredLog' && (truth.some((y) => y < 0) || predicted.some((y) => y < 0))) {
    return notComputable('a value is negative');
  }
  if (loss === 'percentage' && zeros === 'refused' && truth.includes(0)) {
    return notComputable('a true value is 0');
  }
  return Float64Array.from(truth, (value, i) => rowLoss(loss, value, predicted[i] ?? 0));
}

/**
 * Mean over rows of one kind of loss: MAPE, sMAPE, MSLE and so on.
 *
 * What for: errors as a share of the value (percentage), or of amounts that grow (squared log).
 *
 * @returns at least 0; not computable where `rowLosses` is not
 * @matches sklearn.metrics.mean_absolute_percentage_error, mean_squared_log_error
 * @example meanLoss({ truth: [4, 2], predicted: [5, 2] }, { loss: 'percentage' }) // 0.125
 */
export function meanLoss(rows: Predictions, choice: LossChoice): number | NotComputable {
  const losses = rowLosses(rows, choice);
  return isComputable(losses) ? losses.reduce((a, b) => a + b, 0) / losses.length : losses;
}

/**
 * Mean pinball loss of predictions of a quantile.
 *
 * What for: whether a forecast of, say, the p90 is any good.
 *
 * @param q in (0, 1)
 * @returns at least 0; not computable without rows or where a value is missing or infinite
 * @source Koenker and Bassett 1978
 * @matches sklearn.metrics.mean_pinball_loss(alpha=q)
 * @example meanPinballLoss({ truth: [5, 1], predicted: [3, 1] }, 0.75) // 0.75
 */
export function meanPinballLoss(rows: Predictions, q: number): number | NotComputable {
  const missing = whyUnusable(rows);
  if (missing) return missing;
  const { truth, predicted } = rows;
  return truth.reduce((sum, value, i) => sum + pinballLoss(q, value, predicted[i] ?? 0), 0) / truth.length;
}

/**
 * Median and largest absolute error.
 *
 * What for: the usual and the worst miss; the median does not feel a few wild rows.
 *
 * @returns both at least 0; not computable without rows or where a value is missing or infinite; O(n log n)
 * @matches sklearn.metrics.median_absolute_error, max_error
 * @example outerErrors({ truth: [1, 2, 3], predicted: [1, 4, 9] }) // { median: 2, max: 6 }
 */
export function outerErrors(rows: Predictions): { median: number; max: number } | NotComputable {
  const missing = whyUnusable(rows);
  if (missing) return missing;
  const errors = Float64Array.from(rows.truth, (value, i) =>
    Math.abs((rows.predicted[i] ?? 0) - value),
  ).sort();
  const [low = 0, high = 0] = [errors[Math.floor((errors.length - 1) / 2)], errors[errors.length >> 1]];
  return { median: (low + high) / 2, max: errors.at(-1) ?? 0 };
}

function whyUnusable({ truth, predicted }: Predictions): NotComputable | null {
  if (truth.length === 0) return notComputable('no rows');
  if (truth.length !== predicted.length) return notComputable('not every true value has a prediction');
  const whole = truth.every(Number.isFinite) && predicted.every(Number.isFinite);
  return whole ? null : notComputable('a value is missing or infinite');
}
