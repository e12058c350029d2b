/** A generalised Pareto tail of peaks above `from`. */
export type Tail = { from: number; shape: number; scale: number; peaks: number };

const SHAPE_MAX = 0.5;

/**
 * The tail of peaks by probability-weighted moments; the shape is held in [-0.5, 0.5], where few peaks say anything of it.
 * Null for fewer than two peaks.
 *
 * @source Hosking and Wallis 1987, Parameter and quantile estimation for the generalized Pareto distribution
 */
export function tailOf(peaks: readonly number[], from: number): Tail | null {
  const n = peaks.length;
  if (n < 2) return null;
  const excess = Float64Array.from(peaks, (peak) => peak - from).sort();
  let [mean, weighted] = [0, 0];
  for (let i = 0; i < n; i++) {
    mean += (excess[i] as number) / n;
    weighted += (((n - 1 - i) / (n - 1)) * (excess[i] as number)) / n;
  }
  const spread = mean - 2 * weighted;
  if (!(spread > 1e-300)) return { from, shape: 0, scale: Math.max(mean, 1e-12), peaks: n };
  const shape = Math.min(SHAPE_MAX, Math.max(-SHAPE_MAX, 2 - mean / spread));
  return { from, shape, scale: Math.max((2 * mean * weighted) / spread, 1e-12), peaks: n };
}

/** The share of peaks above x, for x at least `from`. */
export function shareAbove({ from, shape, scale }: Tail, x: number): number {
  const y = (x - from) / scale;
  if (Math.abs(shape) < 1e-6) return Math.exp(-y);
  const base = 1 + shape * y;
  return base > 0 ? base ** (-1 / shape) : 0;
}

/** The value that this share of peaks lies above; share in (0, 1]. */
export function valueAbove({ from, shape, scale }: Tail, share: number): number {
  if (Math.abs(shape) < 1e-6) return from - scale * Math.log(share);
  return from + (scale / shape) * (share ** -shape - 1);
}
