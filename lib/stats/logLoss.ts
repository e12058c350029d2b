import { type NotComputable, notComputable } from './notComputable';
import type { ScorePoint } from './scorePoints';

/** How near to 0 and 1 a score may come: the machine epsilon, as in scikit-learn. */
const NEAREST = 2 ** -52;

/**
 * Log loss, also called cross-entropy: mean of -ln of the score given to what came true.
 *
 * What for: what a probabilistic model is trained on; sure and wrong costs most.
 *
 * @param points in any order; scores are held in [2^-52, 1 - 2^-52], so that one sure mistake costs 36 and not infinity
 * @returns at least 0, ln 2 for a coin; not computable without rows. From bins: a row's share is off by about the
 *   distance of its score from that of its bin, divided by the score given to what came true
 * @source Good 1952
 * @matches sklearn.metrics.log_loss (1.2)
 * @example logLoss([{ score: 0.5, positives: 1, negatives: 1 }]) // 0.6931471805599453
 */
export function logLoss(points: readonly ScorePoint[]): number | NotComputable {
  let [rows, total] = [0, 0];
  for (const { score, positives, negatives } of points) {
    const held = Math.min(Math.max(score, NEAREST), 1 - NEAREST);
    rows += positives + negatives;
    total -= positives * Math.log(held) + negatives * Math.log(1 - held);
  }
  return rows > 0 ? total / rows : notComputable('no rows');
}
