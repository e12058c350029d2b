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
  scores: ArrayLike<number>,
): ScorePoint[] | NotComputable {
  if (labels.length === 0) return notComputable('no rows');
  if (labels.length !== scores.length) return notComputable('not every label has a score');
  const sides = [true, false].map((side) => sortedScores(labels, scores, side));
  const [positive = new Float64Array(), negative = new Float64Array()] = sides;
  // Sorted as numbers, a score that is NaN or infinite comes first or last.
  if (sides.some((side) => side.length > 0 && !Number.isFinite((side[0] ?? 0) + (side.at(-1) ?? 0)))) {
    return notComputable('a score is missing or infinite');
  }
  const points: ScorePoint[] = [];
  let [p, n] = [0, 0];
  while (p < positive.length || n < negative.length) {
    const score = Math.min(positive[p] ?? Number.POSITIVE_INFINITY, negative[n] ?? Number.POSITIVE_INFINITY);
    const point = { score, positives: 0, negatives: 0 };
    for (; positive[p] === score; p++) point.positives += 1;
    for (; negative[n] === score; n++) point.negatives += 1;
    points.push(point);
  }
  return points;
}

/** The scores of one class in rising order. Native sorting of numbers is what makes a million rows take no time. */
function sortedScores(labels: readonly boolean[], scores: ArrayLike<number>, side: boolean): Float64Array {
  const found = new Float64Array(labels.length);
  let size = 0;
  labels.forEach((label, i) => {
    if (label === side) found[size++] = scores[i] ?? Number.NaN;
  });
  return found.subarray(0, size).sort();
}
