import type { ClassScores } from './multiclassAuc';
import { type NotComputable, notComputable } from './notComputable';

/** How near to 0 and 1 a score may come: the machine epsilon, as in scikit-learn. */
const NEAREST = 2 ** -52;

/**
 * Log loss of a model with any number of classes: mean of -ln of the score given to the true class.
 *
 * What for: what a probabilistic classifier is trained on; sure and wrong costs most.
 *
 * @param rows scores are held in [2^-52, 1 - 2^-52], then each row is scaled to sum 1
 * @returns at least 0, ln of the classes for a guess; not computable without rows or with a missing score
 * @source Good 1952
 * @matches sklearn.metrics.log_loss (1.2)
 * @example multiclassLogLoss({ truth: [0, 1], scores: [[0.5, 0.25, 0.25], [0.25, 0.5, 0.25]] }) // 0.6931471805599453
 */
export function multiclassLogLoss({ truth, scores }: ClassScores): number | NotComputable {
  if (truth.length === 0) return notComputable('no rows');
  let total = 0;
  for (let i = 0; i < truth.length; i++) {
    const held = (scores[i] ?? []).map((score) => Math.min(Math.max(score, NEAREST), 1 - NEAREST));
    total -= Math.log((held[truth[i] ?? -1] ?? Number.NaN) / held.reduce((a, b) => a + b, 0));
  }
  return Number.isNaN(total) ? notComputable('a score is missing') : total / truth.length;
}
