import { type NotComputable, notComputable } from './notComputable';

/** Rows with a score s in [0, 1], by what came true. `logOfTruth` is Σ ln of the score given to what came true. */
export type ScoreSums = {
  positives: { rows: number; sum: number; squares: number };
  negatives: { rows: number; sum: number; squares: number };
  logOfTruth: number;
};

/**
 * Brier score and log loss from sums over rows.
 *
 * What for: the exact answer from a tally, which has sums and not rows: no bin blurs it.
 *
 * @param sums Σ s and Σ s² of the rows that were positive and of those that were not
 * @returns both at least 0, the Brier score at most 1; not computable without rows
 * @source Brier 1950; Good 1952
 * @matches sklearn.metrics.brier_score_loss, log_loss, with rounding in the last digits
 * @example lossFromSums({ positives: { rows: 1, sum: 0.5, squares: 0.25 }, negatives: { rows: 1, sum: 0.5, squares: 0.25 }, logOfTruth: -2 }) // { brier: 0.25, logLoss: 1 }
 */
export function lossFromSums(sums: ScoreSums): { brier: number; logLoss: number } | NotComputable {
  const { positives, negatives, logOfTruth } = sums;
  const rows = positives.rows + negatives.rows;
  if (rows === 0) return notComputable('no rows');
  const squares = positives.rows - 2 * positives.sum + positives.squares + negatives.squares;
  return { brier: Math.max(0, squares / rows), logLoss: -logOfTruth / rows };
}
