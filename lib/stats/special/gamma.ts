/*
 * Special functions of the statistics, to near double precision and far into the tails. Our own, because the package
 * that has them (@stdlib) brings over 220 packages for six functions, and lib goes into the browser bundle.
 */

const HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);
/** From here on the series of `stirlingError` is exact to the last digit. */
const SERIES_FROM = 10;

/**
 * What Stirling's formula leaves of ln gamma(x + 1): ln gamma(x + 1) - ((x + 1/2) ln x - x + ln(2 pi)/2).
 *
 * @param x above 0
 * @source DLMF 5.11.1; Loader 2000, Fast and accurate computation of binomial probabilities
 */
export function stirlingError(x: number): number {
  if (x < SERIES_FROM) return stirlingError(x + 1) + (x + 0.5) * Math.log1p(1 / x) - 1;
  const s = 1 / (x * x);
  return (1 / 12 - s * (1 / 360 - s * (1 / 1260 - s * (1 / 1680 - s * (1 / 1188 - (s * 691) / 360360))))) / x;
}

/**
 * ln gamma(x).
 *
 * @param x above 0
 * @source DLMF 5.11.1
 */
export function logGamma(x: number): number {
  return stirlingError(x) + (x - 0.5) * Math.log(x) - x + HALF_LOG_TWO_PI;
}

/**
 * x ln(x / mean) + mean - x, without cancellation where x is near the mean.
 *
 * @param x at least 0
 * @param mean above 0
 * @source Loader 2000, Fast and accurate computation of binomial probabilities (bd0)
 */
export function deviance(x: number, mean: number): number {
  if (x === 0) return mean;
  const gap = x - mean;
  // Turned round, so that NaN and infinity leave here too.
  if (!(Math.abs(gap) < 0.1 * (x + mean))) return x * Math.log(x / mean) - gap;
  const v = gap / (x + mean);
  let sum = gap * v;
  let term = 2 * x * v;
  for (let k = 1; ; k++) {
    term *= v * v;
    const next = sum + term / (2 * k + 1);
    if (next === sum) return sum;
    sum = next;
  }
}

/**
 * mean^x e^-mean / gamma(x + 1): the Poisson probability, also for x that is no whole number.
 *
 * @param x above 0
 * @param mean above 0
 * @source Loader 2000
 */
export function poissonDensity(x: number, mean: number): number {
  return Math.exp(-stirlingError(x) - deviance(x, mean)) / Math.sqrt(2 * Math.PI * x);
}

/** a and b successes and failures where their shares are x and y = 1 - x. */
export type BetaPoint = { a: number; b: number; x: number; y: number };

/**
 * gamma(a + b + 1) / (gamma(a + 1) gamma(b + 1)) x^a y^b: the binomial probability, also for a and b that are no
 * whole numbers.
 *
 * @param point a and b above 0, x and y above 0 with sum 1 (both given, so that neither loses digits)
 * @source Loader 2000
 */
export function binomialDensity({ a, b, x, y }: BetaPoint): number {
  const n = a + b;
  const exponent =
    stirlingError(n) - stirlingError(a) - stirlingError(b) - deviance(a, n * x) - deviance(b, n * y);
  return Math.exp(exponent) * Math.sqrt(n / (2 * Math.PI * a * b));
}
