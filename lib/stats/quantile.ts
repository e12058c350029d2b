import { type NotComputable, notComputable } from './notComputable';

/** Plotting positions [alpha, beta] of the methods that interpolate. */
const POSITIONS = {
  linear: [1, 1],
  weibull: [0, 0],
  hazen: [1 / 2, 1 / 2],
  median_unbiased: [1 / 3, 1 / 3],
  normal_unbiased: [3 / 8, 3 / 8],
  interpolated_inverted_cdf: [0, 1],
} as const;

/** numpy's names. `lower`, `higher`, `nearest` and `midpoint` pick from the two values that `linear` lies between. */
export type QuantileMethod = keyof typeof POSITIONS | 'lower' | 'higher' | 'nearest' | 'midpoint';

/**
 * Quantile of values by one of the usual methods.
 *
 * What for: the median, p95 and so on of values at hand; from a tally there is `quantileFromBins`.
 *
 * @param sorted values in ascending order
 * @param q in [0, 1]
 * @param method `linear` (type 7) is what most tools mean; `median_unbiased` (type 8) is best where the law is unknown
 * @returns between the smallest and the largest value; not computable without values or with q outside [0, 1]
 * @source Hyndman and Fan 1996, Sample quantiles in statistical packages
 * @matches numpy.quantile
 * @example quantile([1, 2, 4], 0.75, 'linear') // 3
 */
export function quantile(
  sorted: ArrayLike<number>,
  q: number,
  method: QuantileMethod = 'linear',
): number | NotComputable {
  const n = sorted.length;
  if (n === 0) return notComputable('no values');
  if (!(q >= 0 && q <= 1)) return notComputable(`${q} is not a share`);
  const place = placeOf(n, q, method);
  const held = Math.min(Math.max(place, 0), n - 1);
  const [low, high] = [sorted[Math.floor(held)] ?? 0, sorted[Math.ceil(held)] ?? 0];
  // Not low + part * (high - low), which is NaN between two infinities.
  if (low === high) return low;
  const [part, gap] = [held - Math.floor(held), high - low];
  // From the nearer end, as numpy does, so that rounding falls on the same side of a value.
  return part < 0.5 || gap === Number.POSITIVE_INFINITY ? low + gap * part : high - gap * (1 - part);
}

/** Where the quantile lies among the values, counted from 0. */
function placeOf(n: number, q: number, method: QuantileMethod): number {
  const plain = q * (n - 1);
  if (method === 'lower') return Math.floor(plain);
  if (method === 'higher') return Math.ceil(plain);
  if (method === 'midpoint') return (Math.floor(plain) + Math.ceil(plain)) / 2;
  if (method === 'nearest') return halfToEven(plain);
  if (method === 'linear') return plain;
  const [alpha, beta] = POSITIONS[method];
  return n * q + alpha + q * (1 - alpha - beta) - 1;
}

function halfToEven(value: number): number {
  const low = Math.floor(value);
  if (value - low !== 0.5) return Math.round(value);
  return low % 2 === 0 ? low : low + 1;
}
