/** Losses of one row that are averaged over rows. `pinball` asks for a quantile. */
export type LossName = 'absolute' | 'squared' | 'percentage' | 'symmetricPercentage' | 'squaredLog';

/** The smallest true value that a percentage is taken of in scikit-learn: the machine epsilon. */
const LEAST = 2 ** -52;

/**
 * What one prediction costs.
 *
 * What for: the mean over rows is MAE (absolute), MSE (squared), MAPE (percentage), sMAPE (symmetric percentage) and
 * MSLE (squared log); a tally sums it as a computed column.
 *
 * @param name percentage: |e| / max(|truth|, 2^-52); symmetric: 2 |e| / (|truth| + |predicted|), 0 where both are 0;
 *   squared log: (ln(1 + truth) - ln(1 + predicted))^2, for values at least 0
 * @returns at least 0; symmetric percentage at most 2
 * @matches the terms of sklearn.metrics.mean_absolute_error and its kin
 * @example rowLoss('percentage', 4, 5) // 0.25
 */
export function rowLoss(name: LossName, truth: number, predicted: number): number {
  const error = Math.abs(predicted - truth);
  if (name === 'absolute') return error;
  if (name === 'squared') return error * error;
  if (name === 'percentage') return error / Math.max(Math.abs(truth), LEAST);
  if (name === 'squaredLog') return (Math.log1p(truth) - Math.log1p(predicted)) ** 2;
  return error === 0 ? 0 : (2 * error) / (Math.abs(truth) + Math.abs(predicted));
}

/**
 * What one prediction of a quantile costs: too low costs q, too high 1 - q of the distance.
 *
 * What for: forecasts that should be exceeded in a given share of cases; lowest for the true quantile.
 *
 * @param q in (0, 1); 0.5 is half the absolute error
 * @returns at least 0
 * @source Koenker and Bassett 1978
 * @matches the terms of sklearn.metrics.mean_pinball_loss(alpha=q)
 * @example pinballLoss(0.75, 5, 3) // 1.5
 */
export function pinballLoss(q: number, truth: number, predicted: number): number {
  return truth >= predicted ? q * (truth - predicted) : (1 - q) * (predicted - truth);
}
