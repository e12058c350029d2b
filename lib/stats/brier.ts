import { type NotComputable, notComputable } from './notComputable';
import type { ScorePoint } from './scorePoints';

/**
 * Brier score: mean squared distance of the score from what came true (1 or 0).
 *
 * What for: whether scores can be read as probabilities and tell the classes apart; lower is better.
 *
 * @param points scores in [0, 1], in any order
 * @returns in [0, 1]; not computable without rows or with a score outside [0, 1]. From bins: off by no more than twice
 *   the largest distance of a row's score from that of its bin
 * @source Brier 1950
 * @matches sklearn.metrics.brier_score_loss
 * @example brier([{ score: 0.5, positives: 1, negatives: 1 }, { score: 1, positives: 2, negatives: 0 }]) // 0.125
 */
export function brier(points: readonly ScorePoint[]): number | NotComputable {
  let [rows, total] = [0, 0];
  for (const { score, positives, negatives } of points) {
    if (!(score >= 0 && score <= 1)) return notComputable(`a score of ${score} is not a probability`);
    rows += positives + negatives;
    total += positives * (1 - score) ** 2 + negatives * score ** 2;
  }
  return rows > 0 ? total / rows : notComputable('no rows');
}
