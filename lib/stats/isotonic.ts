import { type NotComputable, notComputable } from './notComputable';
import type { ScorePoint } from './scorePoints';

/** A rising line through points: scores in rising order, and the share of positives at each. */
export type Isotonic = { scores: Float64Array; shares: Float64Array };

/**
 * Isotonic regression of the label on the score: the rising line nearest to the data.
 *
 * What for: to turn scores into probabilities, whatever their scale, without changing their order.
 *
 * @param points in rising order of the score
 * @returns knots; read it with `isotonicAt`; not computable without rows
 * @source Ayer et al. 1955, pool adjacent violators; Zadrozny and Elkan 2002 for calibration
 * @matches sklearn.isotonic.IsotonicRegression(out_of_bounds='clip'); from bins, that of rows at the bins' scores
 * @example Array.from(isotonic([{ score: 0.2, positives: 1, negatives: 0 }, { score: 0.4, positives: 0, negatives: 1 }, { score: 0.6, positives: 2, negatives: 0 }]).shares) // [0.5, 0.5, 1]
 */
export function isotonic(points: readonly ScorePoint[]): Isotonic | NotComputable {
  const filled = points.filter((point) => point.positives + point.negatives > 0);
  if (filled.length === 0) return notComputable('no rows');
  const blocks = pooled(filled);
  // Between the first and the last score of a block the line is flat: those two are all it takes.
  const knots = blocks.flatMap(({ from, to, positives, rows }) => {
    const share = positives / rows;
    return from === to
      ? [[from, share]]
      : [
          [from, share],
          [to, share],
        ];
  });
  return {
    scores: Float64Array.from(knots, ([score]) => score ?? 0),
    shares: Float64Array.from(knots, ([, share]) => share ?? 0),
  };
}

type Block = { from: number; to: number; positives: number; rows: number };

/** Neighbours are joined as long as their shares fall. */
function pooled(points: readonly ScorePoint[]): Block[] {
  const blocks: Block[] = [];
  for (const { score, positives, negatives } of points) {
    const block = { from: score, to: score, positives, rows: positives + negatives };
    for (let last = blocks.at(-1); last && fallsTo(last, block); last = blocks.at(-1)) {
      blocks.pop();
      block.from = last.from;
      block.positives += last.positives;
      block.rows += last.rows;
    }
    blocks.push(block);
  }
  return blocks;
}

const fallsTo = (before: Block, after: Block) =>
  before.positives * after.rows >= after.positives * before.rows;

/**
 * The share that an isotonic line gives to a score: between knots by a straight line, outside them the nearest.
 *
 * What for: the calibrated probability of a score.
 *
 * @returns in [0, 1], rising with the score; O(log knots)
 * @matches sklearn.isotonic.IsotonicRegression(out_of_bounds='clip').predict
 * @example isotonicAt({ scores: [0.2, 0.6], shares: [0.1, 0.5] }, 0.3) // 0.2
 */
export function isotonicAt(line: Isotonic, score: number): number {
  const { scores, shares } = line;
  let [low, high] = [0, scores.length - 1];
  if (score <= (scores[low] ?? 0)) return shares[low] ?? 0;
  if (score >= (scores[high] ?? 0)) return shares[high] ?? 0;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((scores[middle] ?? 0) <= score) low = middle;
    else high = middle;
  }
  const [left, right] = [scores[low] ?? 0, scores[high] ?? 0];
  const [start, end] = [shares[low] ?? 0, shares[high] ?? 0];
  return start + ((end - start) * (score - left)) / (right - left);
}
