import { type NotComputable, notComputable } from './notComputable';

/**
 * Mean from a sum.
 *
 * What for: MAE, bias, MAPE and pinball loss from a tally, which sums a loss over rows.
 *
 * @param sum null where no row had a value
 * @returns not computable without rows
 * @matches numpy.mean
 * @example meanFromSum(6, 4) // 1.5
 */
export function meanFromSum(sum: number | null, rows: number): number | NotComputable {
  return sum !== null && rows > 0 ? sum / rows : notComputable('no usable row');
}

/**
 * Square root of the mean from a sum of squares.
 *
 * What for: RMSE and RMSLE from a tally.
 *
 * @param squares null where no row had a value
 * @returns at least 0; not computable without rows
 * @matches numpy.sqrt(numpy.mean(squares))
 * @example rootMeanFromSum(36, 4) // 3
 */
export function rootMeanFromSum(squares: number | null, rows: number): number | NotComputable {
  return squares !== null && rows > 0 ? Math.sqrt(squares / rows) : notComputable('no usable row');
}
