import { type NotComputable, notComputable } from './notComputable';
import { quantile } from './quantile';

export type Robust = {
  median: number;
  /** Median distance from the median, as it is; times 1.4826 it estimates the standard deviation of a normal law. */
  mad: number;
  /** Upper quartile minus lower, by linear interpolation. */
  iqr: number;
  /** Tukey's fences: 1.5 IQR beyond the quartiles. */
  fences: { low: number; high: number };
  /** Mean without the lowest and the highest tenth of the values. */
  trimmedMean: number;
};

/**
 * Where values lie and how far they spread, without feeling a few wild ones.
 *
 * What for: limits and scales on data with outliers.
 *
 * @param values finite, in any order
 * @returns not computable without values or where one is missing or infinite; O(n log n)
 * @source Tukey 1977, Exploratory data analysis; Hampel 1974
 * @matches scipy.stats.median_abs_deviation, iqr, trim_mean(0.1)
 * @example robust([1, 2, 3, 4, 100]).mad // 1
 */
export function robust(values: ArrayLike<number>): Robust | NotComputable {
  const sorted = Float64Array.from(values).sort();
  const n = sorted.length;
  if (n === 0) return notComputable('no values');
  if (!sorted.every(Number.isFinite)) return notComputable('a value is missing or infinite');
  const median = medianOf(sorted);
  const [low, high] = [at(sorted, 0.25), at(sorted, 0.75)];
  const cut = Math.floor(n / 10);
  const kept = sorted.subarray(cut, n - cut);
  return {
    median,
    mad: medianOf(sorted.map((value) => Math.abs(value - median)).sort()),
    iqr: high - low,
    fences: { low: low - 1.5 * (high - low), high: high + 1.5 * (high - low) },
    trimmedMean: kept.reduce((a, b) => a + b, 0) / kept.length,
  };
}

const medianOf = (sorted: Float64Array) => at(sorted, 0.5);

function at(sorted: Float64Array, q: number): number {
  const found = quantile(sorted, q);
  return typeof found === 'number' ? found : 0;
}
