import { equalEdges } from './equalEdges';
import type { NotComputable } from './notComputable';

/**
 * Edges of equal bins by Sturges' rule: ceil(log2 n + 1) of them.
 *
 * What for: bins as Evidently takes them, over the range of both sides together.
 *
 * @param low smallest value, finite
 * @param high largest value, finite
 * @param n how many values there are, at least 1
 * @returns edges from low to high; one bin where the range is empty; not computable where it is not finite
 * @source Sturges 1926, The choice of a class interval
 * @matches numpy.histogram_bin_edges(values, bins='sturges')
 * @example sturgesEdges(0, 3, 4) // [0, 1, 2, 3]
 */
export function sturgesEdges(low: number, high: number, n: number): number[] | NotComputable {
  const range = high - low;
  if (!(range > 0)) return equalEdges(low, high, 1);
  const width = range / (Math.log2(n) + 1);
  return equalEdges(low, high, Math.ceil(range / width));
}
