import { type NotComputable, notComputable } from './notComputable';
import { pearsonFromSums } from './pearsonFromSums';

/** Two columns of the same rows. */
export type Pairs = { x: readonly number[]; y: readonly number[] };

/**
 * Pearson's correlation of two columns.
 *
 * What for: how near their relation is to a straight line.
 *
 * @returns in [-1, 1]; not computable with fewer than two rows or where a column is constant
 * @source Pearson 1895
 * @matches scipy.stats.pearsonr
 * @example pearson({ x: [1, 2, 3], y: [2, 1, 3] }) // 0.5
 */
export function pearson({ x, y }: Pairs): number | NotComputable {
  const n = x.length;
  if (n < 2) return notComputable('fewer than 2 rows have both values');
  const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / n;
  const [meanX, meanY] = [mean(x), mean(y)];
  const sums = { n, x: 0, y: 0, xx: 0, yy: 0, xy: 0 };
  for (let i = 0; i < n; i++) {
    const [dx, dy] = [at(x, i) - meanX, at(y, i) - meanY];
    sums.x += dx;
    sums.y += dy;
    sums.xx += dx * dx;
    sums.yy += dy * dy;
    sums.xy += dx * dy;
  }
  return Number.isFinite(sums.xx + sums.yy)
    ? pearsonFromSums(sums)
    : notComputable('a value is missing or infinite');
}

/**
 * Spearman's rank correlation: Pearson's of the mid-ranks.
 *
 * What for: whether one column rises with the other, in whatever shape.
 *
 * @returns in [-1, 1]; not computable with fewer than two rows or where a column is constant; O(n log n)
 * @source Spearman 1904
 * @matches scipy.stats.spearmanr
 * @example spearman({ x: [1, 2, 3], y: [10, 5, 1000] }) // 0.5
 */
export function spearman({ x, y }: Pairs): number | NotComputable {
  if (![...x, ...y].every(Number.isFinite)) return notComputable('a value is missing or infinite');
  return pearson({ x: midRanks(x), y: midRanks(y) });
}

/**
 * Kendall's tau-b: pairs of rows in the same order less pairs in the opposite order, less what ties leave open.
 *
 * What for: rank agreement that reads as a share of pairs.
 *
 * @returns in [-1, 1]; not computable with fewer than two rows or where a column is constant; O(n log n)
 * @source Kendall 1945; Knight 1966 for the algorithm
 * @matches scipy.stats.kendalltau
 * @example kendall({ x: [1, 2, 3, 4], y: [1, 2, 4, 3] }) // 0.6666666666666666
 */
export function kendall({ x, y }: Pairs): number | NotComputable {
  const n = x.length;
  if (n < 2) return notComputable('fewer than 2 rows have both values');
  if (![...x, ...y].every(Number.isFinite)) return notComputable('a value is missing or infinite');
  const order = x.map((_, i) => i).sort((a, b) => at(x, a) - at(x, b) || at(y, a) - at(y, b));
  const tiedBoth = tiedPairs(order, (a, b) => at(x, a) === at(x, b) && at(y, a) === at(y, b));
  const tiedX = tiedPairs(order, (a, b) => at(x, a) === at(x, b));
  const sorted = Float64Array.from(order, (i) => at(y, i));
  const swaps = sortCounting(sorted);
  const tiedY = tiedPairs(sorted, (a, b) => a === b);
  const pairs = (n * (n - 1)) / 2;
  if (tiedX === pairs || tiedY === pairs) return notComputable('a column does not vary');
  const surplus = pairs - tiedX - tiedY + tiedBoth - 2 * swaps;
  return held(surplus / Math.sqrt(pairs - tiedX) / Math.sqrt(pairs - tiedY));
}

/** Rounding must not leave [-1, 1]. */
const held = (value: number) => Math.max(-1, Math.min(1, value));

const at = (values: readonly number[], i: number) => values[i] ?? 0;

/** Ranks from 1; equal values share the mean of theirs. */
function midRanks(values: readonly number[]): number[] {
  const order = values.map((_, i) => i).sort((a, b) => at(values, a) - at(values, b));
  const ranks = new Array<number>(values.length).fill(0);
  for (let from = 0, to = 0; from < order.length; from = to) {
    while (to < order.length && at(values, at(order, to)) === at(values, at(order, from))) to += 1;
    for (let i = from; i < to; i++) ranks[at(order, i)] = (from + to + 1) / 2;
  }
  return ranks;
}

/** Pairs within runs of neighbours that are the same. */
function tiedPairs(items: ArrayLike<number>, same: (a: number, b: number) => boolean): number {
  let [pairs, run] = [0, 1];
  for (let i = 1; i <= items.length; i++) {
    if (i < items.length && same(items[i - 1] ?? 0, items[i] ?? 0)) run += 1;
    else {
      pairs += (run * (run - 1)) / 2;
      run = 1;
    }
  }
  return pairs;
}

/** Merge sort in place; returns how many pairs were in strictly falling order. */
function sortCounting(values: Float64Array<ArrayBuffer>): number {
  let swaps = 0;
  let source = values;
  let target = new Float64Array(values.length);
  for (let width = 1; width < values.length; width *= 2) {
    for (let from = 0; from < values.length; from += 2 * width) {
      swaps += merge(source, target, [from, from + width, from + 2 * width]);
    }
    [source, target] = [target, source];
  }
  if (source !== values) values.set(source);
  return swaps;
}

function merge(source: Float64Array, target: Float64Array, [from, middle, end]: [number, number, number]) {
  const [leftEnd, rightEnd] = [Math.min(middle, source.length), Math.min(end, source.length)];
  let [left, right, swaps] = [from, leftEnd, 0];
  for (let i = from; i < rightEnd; i++) {
    const takesLeft = right >= rightEnd || (left < leftEnd && (source[left] ?? 0) <= (source[right] ?? 0));
    if (!takesLeft) swaps += leftEnd - left;
    target[i] = (takesLeft ? source[left++] : source[right++]) ?? 0;
  }
  return swaps;
}
