import { continuedFraction } from './continuedFraction';
import { logGamma, poissonDensity } from './gamma';
import { solveIncreasing } from './solveIncreasing';

/** Both tails of a law, each to its own last digits; they add up to 1. */
export type Tails = { lower: number; upper: number };

/**
 * The regularised incomplete gamma functions P(a, x) and Q(a, x).
 *
 * @param a above 0
 * @param x at least 0
 * @returns relative error about 1e-14 in both tails; about sqrt(a) terms
 * @source DLMF 8.7.1 and 8.9.2
 */
export function incompleteGamma(a: number, x: number): Tails {
  if (x <= 0) return { lower: 0, upper: 1 };
  if (x === Number.POSITIVE_INFINITY) return { lower: 1, upper: 0 };
  const density = poissonDensity(a, x);
  if (x < a + 1) {
    const lower = Math.min(1, density * series(a, x));
    return { lower, upper: 1 - lower };
  }
  const fraction = continuedFraction(x + 1 - a, (k) => [-k * (k - a), x + 1 - a + 2 * k]);
  const upper = Math.min(1, density * a * fraction);
  return { lower: 1 - upper, upper };
}

function series(a: number, x: number): number {
  let [sum, term] = [1, 1];
  for (let k = 1; term > 1e-17 * sum; k++) {
    term *= x / (a + k);
    sum += term;
  }
  return sum;
}

/**
 * Where the tails of `incompleteGamma` are these.
 *
 * @param a above 0
 * @param tails of which the smaller one counts; both in (0, 1)
 * @source the incomplete gamma functions, solved in logarithms
 */
export function inverseIncompleteGamma(a: number, { lower, upper }: Tails): number {
  if (lower <= upper) {
    // P(a, x) is at most x^a / gamma(a + 1), which gives a start below.
    const low = (Math.log(lower) + logGamma(a + 1)) / a;
    const gap = (u: number) => Math.log(incompleteGamma(a, Math.exp(u)).lower / lower);
    return Math.exp(solveIncreasing(gap, low, upwards(gap, low)));
  }
  const gap = (x: number) => Math.log(upper / incompleteGamma(a, x).upper);
  return solveIncreasing(gap, 0, upwards(gap, 0));
}

function upwards(f: (x: number) => number, from: number): number {
  let step = 1;
  while (f(from + step) < 0) step *= 2;
  return from + step;
}
