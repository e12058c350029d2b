import { type NotComputable, notComputable } from './notComputable';

/**
 * Edges of bins of equal width.
 *
 * What for: histograms over a range that is known.
 *
 * @param low where the first bin begins, finite
 * @param high where the last bin ends, finite, at least `low`
 * @param bins how many, at least 1
 * @returns bins + 1 edges; half a unit to both sides where the range is empty; not computable where it is not finite
 * @matches numpy.histogram_bin_edges(bins=bins)
 * @example equalEdges(0, 1, 4) // [0, 0.25, 0.5, 0.75, 1]
 */
export function equalEdges(low: number, high: number, bins: number): number[] | NotComputable {
  if (low === high) return equalEdges(low - 0.5, high + 0.5, bins);
  const step = (high - low) / bins;
  if (!Number.isFinite(step)) return notComputable('the range is not finite');
  return Array.from({ length: bins + 1 }, (_, i) => (i < bins ? i * step + low : high));
}
