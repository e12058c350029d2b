import { type NotComputable, notComputable } from './notComputable';

/** So many rows at one value. */
export type WeightedValue = { value: number; count: number };

/**
 * Integral over all values x of a function of the gap |F(x) - G(x)| between the cumulative shares of two weighted
 * samples.
 *
 * What for: what the Wasserstein distance (the gap itself) and the energy distance (its square) have in common.
 *
 * @param reference finite values with counts at least 0, in any order; in ascending order nothing is sorted
 * @param current the same
 * @param of what is integrated, 0 for a gap of 0
 * @returns at least 0; not computable where either side has no rows, or where it is no finite number; cost n + m, or
 *   n log n + m log m out of order
 * @matches scipy.stats._stats_py._cdf_distance, before its last root
 * @example gapIntegral([{ value: 0, count: 2 }], [{ value: 3, count: 5 }], (gap) => gap) // 3
 */
export function gapIntegral(
  reference: readonly WeightedValue[],
  current: readonly WeightedValue[],
  of: (gap: number) => number,
): number | NotComputable {
  const [then, now] = [ascending(reference), ascending(current)];
  const [n, m] = [rowsOf(then), rowsOf(now)];
  if (!(n > 0)) return notComputable('the reference has no rows');
  if (!(m > 0)) return notComputable('the current data has no rows');
  let [j, below, belowNow, area] = [0, 0, 0, 0];
  let last = Math.min(then[0]?.value ?? 0, now[0]?.value ?? 0);
  const moveTo = (value: number) => {
    area += areaBetween(last, value, of(Math.abs(below / n - belowNow / m)));
    last = value;
  };
  const takeCurrent = (isTaken: (value: number) => boolean) => {
    for (let point = now[j]; point && isTaken(point.value); point = now[j]) {
      moveTo(point.value);
      belowNow += point.count;
      j += 1;
    }
  };
  for (const { value, count } of then) {
    takeCurrent((other) => other < value);
    moveTo(value);
    below += count;
  }
  takeCurrent(() => true);
  return Number.isFinite(area) ? Math.max(0, area) : notComputable('a value is not finite');
}

/** Two far ends may lie further apart than a number can say, though the area is not that large. */
function areaBetween(from: number, to: number, height: number): number {
  const width = to - from;
  return Number.isFinite(width) ? height * width : height * to - height * from;
}

function ascending(points: readonly WeightedValue[]): readonly WeightedValue[] {
  const isInOrder = points.every((point, i) => i === 0 || (points[i - 1]?.value ?? 0) <= point.value);
  return isInOrder ? points : [...points].sort((a, b) => a.value - b.value);
}

const rowsOf = (points: readonly WeightedValue[]) => points.reduce((total, { count }) => total + count, 0);
