import { binarySearch, quantileOfSorted } from './sorted';
import { shareAbove, type Tail, tailOf, valueAbove } from './tail';

const MEMORY_ROWS = 8_000;
const REFIT_ROWS = 100;
const TAIL_FROM = 0.98;
const EXCESSES_MIN = 10;
/** A row less probable than this enters the memory as if it were just so: one wild row must not blind the tail. */
const CAP = 1e-5;

type Fitted = { sorted: Float64Array; tail: Tail; share: number };

/**
 * The probability of a score as high as each row's, by the rows before it: counted in the body, generalised Pareto in the
 * tail. 1 for the first `warmRows`.
 *
 * @param scaleMin the least scale of the tail, in the unit of the score: where the past never moved, this much is nothing
 */
export function ownTail(
  score: Float64Array,
  { warmRows, scaleMin }: { warmRows: number; scaleMin: number },
): Float64Array {
  const memory: number[] = [];
  let fitted: Fitted | null = null;
  return score.map((value, i) => {
    if (i < warmRows) {
      memory.push(value);
      return 1;
    }
    if (!fitted || (i - warmRows) % REFIT_ROWS === 0) fitted = learn(memory.slice(-MEMORY_ROWS), scaleMin);
    const probability = probabilityOf(fitted, value);
    const { tail, share } = fitted;
    memory.push(probability < CAP ? valueAbove(tail, Math.min(1, CAP / share)) : value);
    return probability;
  });
}

function learn(values: readonly number[], scaleMin: number): Fitted {
  const sorted = Float64Array.from(values).sort();
  const from = quantileOfSorted(sorted, TAIL_FROM);
  const above = [...sorted.subarray(binarySearch(sorted, from))].filter((value) => value > from);
  const found = above.length >= EXCESSES_MIN ? tailOf(above, from) : null;
  const tail = found ?? { from, shape: 0, scale: deviationOf(sorted), peaks: above.length };
  return {
    sorted,
    tail: { ...tail, scale: Math.max(tail.scale, scaleMin) },
    share: Math.max(above.length, 1) / sorted.length,
  };
}

function probabilityOf({ sorted, tail, share }: Fitted, value: number): number {
  if (value > tail.from) return Math.max(share * shareAbove(tail, value), Number.MIN_VALUE);
  return 1 - binarySearch(sorted, value) / (sorted.length + 1);
}

/** Standard deviation (ddof 0). */
export function deviationOf(values: Float64Array): number {
  let [mean, n] = [0, 0];
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    n += 1;
    mean += (value - mean) / n;
  }
  let sum = 0;
  for (const value of values) if (!Number.isNaN(value)) sum += (value - mean) ** 2;
  return n > 0 ? Math.sqrt(sum / n) : 0;
}
