import { type NotComputable, notComputable } from './notComputable';
import type { LossName } from './rowLoss';

/** The loss of a row that each metric averages, and whether the root is taken of the mean. */
export const ERROR_METRICS = {
  mae: { loss: 'absolute', root: false },
  mape: { loss: 'percentage', root: false },
  mse: { loss: 'squared', root: false },
  rmse: { loss: 'squared', root: true },
  msle: { loss: 'squaredLog', root: false },
  rmsle: { loss: 'squaredLog', root: true },
} as const satisfies Record<string, { loss: LossName; root: boolean }>;
export type ErrorMetric = keyof typeof ERROR_METRICS;

/**
 * Direct loss estimation: an error metric from the losses of rows, be they known or predicted by a model of losses.
 *
 * What for: the error of a regression before labels arrive. A model of losses (`boosting`, `leastSquares`) learns on a
 * reference which rows are hard to predict; it holds as long as they stay so.
 *
 * @param losses of rows; one below 0, which a model may predict, counts as 0
 * @param weights how many rows each stands for; 1 each by default
 * @returns at least 0, in the unit of the metric; not computable without rows
 * @source NannyML, direct loss estimation
 * @matches nannyml.DLE, given the same model of losses
 * @example errorFromLosses('rmse', [16, 4, -3, 16]) // 3
 */
export function errorFromLosses(
  metric: ErrorMetric,
  losses: ArrayLike<number>,
  weights?: ArrayLike<number>,
): number | NotComputable {
  let [sum, rows] = [0, 0];
  for (let i = 0; i < losses.length; i++) {
    const weight = weights?.[i] ?? 1;
    sum += weight * Math.max(0, losses[i] ?? 0);
    rows += weight;
  }
  if (!(rows > 0)) return notComputable('no rows');
  return ERROR_METRICS[metric].root ? Math.sqrt(sum / rows) : sum / rows;
}

/**
 * How far an error metric over a window of rows strays by chance alone: its standard error, from a reference.
 *
 * What for: to tell a change of the error from the luck of a small window.
 *
 * @param losses mean and standard deviation (ddof 0) of the reference's losses
 * @param rows of the window
 * @returns at least 0, falls with the root of the rows; not computable without rows, or for a root where all losses
 *   are 0
 * @source NannyML, sampling error; the delta method for roots
 * @matches nannyml.sampling_error.regression
 * @example errorSamplingError('rmse', { mean: 4, std: 8 }, 100) // 0.2
 */
export function errorSamplingError(
  metric: ErrorMetric,
  losses: { mean: number; std: number },
  rows: number,
): number | NotComputable {
  if (!(rows > 0)) return notComputable('no rows');
  const plain = losses.std / Math.sqrt(rows);
  if (!ERROR_METRICS[metric].root) return plain;
  return losses.mean > 0 ? plain / (2 * Math.sqrt(losses.mean)) : notComputable('every loss is 0');
}
