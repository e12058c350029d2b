import { type NotComputable, notComputable } from './notComputable';
import { normalQuantile } from './special/normal';

/** A straight line, and the slopes that the data still allow. */
export type Trend = { slope: number; low: number; high: number; intercept: number };

/**
 * Robust straight line: the median of the slopes between all pairs of points.
 *
 * What for: a trend that a few odd points cannot bend, such as how fast a disk fills. Its interval takes the points for
 * independent; where neighbours depend on each other, the truth is less sure than it says.
 *
 * @param points x and y finite
 * @param level confidence in (0, 1)
 * @returns slope with its interval, and the value at x = 0 (median y minus slope times median x); not computable with
 *   fewer than two points that differ in x
 * Cost: quadratic in the points
 * @source Theil 1950; Sen 1968
 * @matches scipy.stats.theilslopes(y, x, level)
 * @example theilSen([0, 1, 2, 3, 4, 5].map((x) => ({ x, y: 2 * x + 1 })), 0.95) // { slope: 2, low: 2, high: 2, intercept: 1 }
 */
export function theilSen(points: readonly { x: number; y: number }[], level: number): Trend | NotComputable {
  const slopes: number[] = [];
  points.forEach((a, i) => {
    for (const b of points.slice(i + 1)) if (a.x !== b.x) slopes.push((b.y - a.y) / (b.x - a.x));
  });
  if (slopes.length === 0) return notComputable('fewer than two points apart');
  const sorted = Float64Array.from(slopes).sort();
  const slope = medianOf(sorted);
  if (!Number.isFinite(slope)) return notComputable('the numbers are too large');
  const n = points.length;
  const pairs = (size: number) => size * (size - 1) * (2 * size + 5);
  const tied = (of: 'x' | 'y') =>
    runsOf(points.map((point) => point[of])).reduce((sum, k) => sum + pairs(k), 0);
  const sigma = Math.sqrt(Math.max(0, (pairs(n) - tied('x') - tied('y')) / 18));
  const reach = normalQuantile((1 + level) / 2) * sigma;
  const highest = Math.min(Math.round((sorted.length + reach) / 2), sorted.length - 1);
  const lowest = Math.max(Math.round((sorted.length - reach) / 2) - 1, 0);
  const middle = (of: 'x' | 'y') => medianOf(Float64Array.from(points, (point) => point[of]).sort());
  return {
    slope,
    low: sorted[lowest] ?? slope,
    high: sorted[highest] ?? slope,
    intercept: middle('y') - slope * middle('x'),
  };
}

function medianOf(sorted: Float64Array): number {
  const half = sorted.length >> 1;
  const [below, above] = [sorted[half - 1] ?? 0, sorted[half] ?? 0];
  return sorted.length % 2 ? above : below + (above - below) / 2;
}

/** How many values share each value that comes more than once. */
function runsOf(values: readonly number[]): number[] {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts.values()].filter((count) => count > 1);
}
