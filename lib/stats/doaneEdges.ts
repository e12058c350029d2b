import { equalEdges } from './equalEdges';
import { type NotComputable, notComputable } from './notComputable';

/**
 * Edges of equal bins of a sample by Doane's rule: Sturges' number of bins, and more where the values are skewed.
 *
 * What for: bins of the reference as NannyML takes them for Jensen-Shannon and Hellinger.
 *
 * @param values finite numbers in any order
 * @returns edges from the smallest to the largest value; one bin where the values do not vary or are fewer than three;
 *   not computable without values or where one is not finite
 * @source Doane 1976, Aesthetic frequency classifications
 * @matches numpy.histogram_bin_edges(values, bins='doane')
 * @example doaneEdges([1, 2, 3, 4]) // [1, 2, 3, 4]
 */
export function doaneEdges(values: ArrayLike<number>): number[] | NotComputable {
  const n = values.length;
  if (n === 0) return notComputable('no values');
  let [low, high] = [Infinity, -Infinity];
  for (let i = 0; i < n; i++) {
    low = Math.min(low, values[i] ?? 0);
    high = Math.max(high, values[i] ?? 0);
  }
  const range = high - low;
  if (!Number.isFinite(range)) return notComputable('a value is not finite');
  const skewness = n > 2 ? skewnessOf(values, range) : null;
  if (skewness === null) return equalEdges(low, high, 1);
  const spread = Math.sqrt((6 * (n - 2)) / ((n + 1) * (n + 3)));
  const width = range / (1 + Math.log2(n) + Math.log2(1 + Math.abs(skewness) / spread));
  return equalEdges(low, high, Math.max(1, Math.ceil(range / width)));
}

/** Mean cube of the standardised values; null where they do not vary. */
function skewnessOf(values: ArrayLike<number>, range: number): number | null {
  if (!(range > 0)) return null;
  const n = values.length;
  const meanOf = (part: (value: number) => number) => {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += part(values[i] ?? 0);
    return sum / n;
  };
  const mean = meanOf((value) => value);
  // In units of the range, so that no square overflows or vanishes.
  const std = Math.sqrt(meanOf((value) => ((value - mean) / range) ** 2));
  return std > 0 ? meanOf((value) => ((value - mean) / range / std) ** 3) : null;
}
