import type { ClassScores } from './multiclassAuc';
import { type NotComputable, notComputable } from './notComputable';

/**
 * Share of rows whose true class is among the k with the highest scores.
 *
 * What for: models with many classes, where a short list is shown.
 *
 * @param k at least 1; of equal scores the class that comes later goes first
 * @returns in [0, 1], 1 where k is at least the number of classes; not computable without rows
 * @matches sklearn.metrics.top_k_accuracy_score
 * @example topKAccuracy({ truth: [0, 2], scores: [[0.5, 0.3, 0.2], [0.4, 0.5, 0.1]] }, 2) // 0.5
 */
export function topKAccuracy({ truth, scores }: ClassScores, k: number): number | NotComputable {
  if (truth.length === 0) return notComputable('no rows');
  const hits = truth.filter((label, i) => {
    const row = scores[i] ?? [];
    const own = row[label] ?? Number.NEGATIVE_INFINITY;
    return row.filter((score, at) => score > own || (score === own && at > label)).length < k;
  });
  return hits.length / truth.length;
}
