import { type NotComputable, notComputable } from './notComputable';

/** Rows that share a score, or a bin of scores: how many of them were positive and how many negative. */
export type ScorePoint = { score: number; positives: number; negatives: number };

/**
 * Rows with a score and a label as points: one for each distinct score, in rising order.
 *
 * What for: what ROC AUC, log loss, calibration error and so on are computed from. A tally gives the same with a point
 * for each bin.
 *
 * @param labels whether each row was positive
 * @param scores one for each label
 * @returns rising distinct scores; not computable where there are no rows or a score is missing; O(n log n)
 * @matches nothing: libraries take rows
 * @example scorePoints([true, false, true], [0.7, 0.2, 0.2]) // [{ score: 0.2, positives: 1, negatives: 1 }, { score: 0.7, positives: 1, negatives: 0 }]
 */
export function scorePoints(
  labels: readonly boolean[],
  scores: readonly number[],
): ScorePoint[] | NotComputable {
  if (labels.length === 0) return notComputable('no rows');
  if (scores.some((score) => !Number.isFinite(score))) return notComputable('a score is missing or infinite');
  const points = new Map<number, ScorePoint>();
  labels.forEach((positive, i) => {
    const score = scores[i] ?? 0;
    const point = points.get(score) ?? { score, positives: 0, negatives: 0 };
    point[positive ? 'positives' : 'negatives'] += 1;
    points.set(score, point);
  });
  return [...points.values()].sort((a, b) => a.score - b.score);
}
