import { type NotComputable, notComputable } from './notComputable';

export type Moments = {
  mean: number;
  /** Standard deviation of these values (ddof 0). */
  std: number;
  /** Standard deviation of what they are a sample of (ddof 1). */
  sampleStd: number | NotComputable;
  /** Third moment over std cubed: above 0 where the long tail is at the high end. */
  skewness: number | NotComputable;
  /** Fourth moment over std to the fourth, minus 3: 0 for a normal law, high for heavy tails. */
  excessKurtosis: number | NotComputable;
};

/** Spread below this share of the mean is rounding; scipy's limit. */
const ROUNDING = 1e-15;

/**
 * Mean, standard deviation, skewness and excess kurtosis.
 *
 * What for: the shape of a column in four numbers.
 *
 * @param values finite, in any order
 * @returns biased moments (no correction for n); not computable without values or where one is missing or infinite
 * @matches numpy.std, scipy.stats.skew, scipy.stats.kurtosis
 * @example moments([1, 2, 3]).std // 0.816496580927726
 */
export function moments(values: ArrayLike<number>): Moments | NotComputable {
  const n = values.length;
  if (n === 0) return notComputable('no values');
  const mean = meanOf(values, (value) => value);
  if (!Number.isFinite(mean)) return notComputable('a value is missing or infinite');
  const central = (power: number) => meanOf(values, (value) => (value - mean) ** power);
  const square = central(2);
  const flat = square <= (ROUNDING * mean) ** 2;
  const std = Math.sqrt(square);
  return {
    mean,
    std,
    sampleStd: n > 1 ? std * Math.sqrt(n / (n - 1)) : notComputable('one value alone'),
    skewness: flat ? notComputable('all values are equal') : central(3) / square ** 1.5,
    excessKurtosis: flat ? notComputable('all values are equal') : central(4) / square ** 2 - 3,
  };
}

function meanOf(values: ArrayLike<number>, term: (value: number) => number): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += term(values[i] ?? 0);
  return total / values.length;
}
