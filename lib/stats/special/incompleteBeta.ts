import { continuedFraction } from './continuedFraction';
import { type BetaPoint, binomialDensity } from './gamma';
import type { Tails } from './incompleteGamma';
import { solveIncreasing } from './solveIncreasing';

/**
 * The regularised incomplete beta function I_x(a, b) and its complement.
 *
 * @param point a and b above 0, x in [0, 1] and y = 1 - x (both given, so that neither loses digits)
 * @returns relative error about 1e-13 in both tails; about sqrt(max(a, b)) terms
 * @source DLMF 8.17.22
 */
export function incompleteBeta({ a, b, x, y }: BetaPoint): Tails {
  if (x <= 0) return { lower: 0, upper: 1 };
  if (y <= 0) return { lower: 1, upper: 0 };
  const density = (binomialDensity({ a, b, x, y }) * a * b) / (a + b);
  if (x < (a + 1) / (a + b + 2)) {
    const lower = Math.min(1, (density * fraction(a, b, x)) / a);
    return { lower, upper: 1 - lower };
  }
  const upper = Math.min(1, (density * fraction(b, a, y)) / b);
  return { lower: 1 - upper, upper };
}

function fraction(a: number, b: number, x: number): number {
  return continuedFraction(1, (k) => {
    const m = k >> 1;
    if (k % 2 === 1) return [(-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1)), 1];
    return [(m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m)), 1];
  });
}

/** The smallest logarithm of a share that is looked at. */
const LOG_MIN = -740;

/**
 * The x at which the tails of `incompleteBeta` are these: a quantile of the beta law.
 *
 * @param shape a and b above 0
 * @param tails of which the smaller one counts; both in (0, 1)
 * @source the incomplete beta function, solved in logarithms
 */
export function inverseIncompleteBeta({ a, b }: { a: number; b: number }, tails: Tails): number {
  const middle = incompleteBeta({ a, b, x: 0.5, y: 0.5 });
  return middle.lower >= tails.lower
    ? lowHalf(a, b, tails)
    : 1 - lowHalf(b, a, { lower: tails.upper, upper: tails.lower });
}

function lowHalf(a: number, b: number, { lower, upper }: Tails): number {
  const gap = (u: number) => {
    const x = Math.exp(u);
    const found = incompleteBeta({ a, b, x, y: -Math.expm1(u) });
    return lower <= upper ? Math.log(found.lower / lower) : Math.log(upper / found.upper);
  };
  return Math.exp(solveIncreasing(gap, LOG_MIN, Math.log(0.5)));
}
