import { type NotComputable, notComputable } from './notComputable';

/** Sums over rows, e the prediction minus the truth. `truth` and `truthSquared` are needed for R² alone. */
export type ErrorSums = {
  rows: number;
  /** Σ e */
  error: number;
  /** Σ |e| */
  absolute: number;
  /** Σ e² */
  squared: number;
  /** Σ (y - c) and Σ (y - c)² of the truth y for any c: 0, or near the mean to keep all digits. */
  truth: number;
  truthSquared: number;
};

export type MeanErrors = {
  mae: number;
  mse: number;
  rmse: number;
  /** Mean of prediction minus truth: above 0 is too high. */
  bias: number;
  /** 1 is perfect, 0 as good as the mean of the truth, no lower bound. */
  r2: number | NotComputable;
  /** R² of the predictions less their bias. */
  explainedVariance: number | NotComputable;
};

/** Below this share of its raw sum, a sum of squares about the mean is rounding. */
const ROUNDING = 1e-14;

/**
 * Errors of a regression from sums over its rows.
 *
 * What for: MAE, RMSE, bias and R² from a tally, which has sums and not rows.
 *
 * @returns not computable without rows; R² and explained variance where there is one row or all true values are equal
 *   (scikit-learn: NaN for one row; 1 where perfect, else 0)
 * @matches sklearn.metrics.mean_absolute_error, mean_squared_error, r2_score, explained_variance_score
 * @example errorsFromSums({ rows: 2, error: 2, absolute: 2, squared: 4, truth: 4, truthSquared: 10 }) // { mae: 1, mse: 2, rmse: 1.4142135623730951, bias: 1, r2: -1, explainedVariance: 0 }
 */
export function errorsFromSums(sums: ErrorSums): MeanErrors | NotComputable {
  const { rows } = sums;
  if (rows === 0) return notComputable('no rows');
  const mse = sums.squared / rows;
  const spread = sums.truthSquared - sums.truth ** 2 / rows;
  const unexplained = sums.squared - sums.error ** 2 / rows;
  const explained = (left: number) => {
    if (rows < 2) return notComputable('one row alone');
    if (!(spread > ROUNDING * sums.truthSquared)) return notComputable('all true values are equal');
    return 1 - left / spread;
  };
  return {
    mae: sums.absolute / rows,
    mse,
    rmse: Math.sqrt(mse),
    bias: sums.error / rows,
    r2: explained(sums.squared),
    explainedVariance: explained(unexplained),
  };
}
