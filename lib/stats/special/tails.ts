import { incompleteBeta } from './incompleteBeta';
import { incompleteGamma } from './incompleteGamma';

/**
 * Share of the chi-square law above x.
 *
 * @param x at least 0
 * @param degrees at least 0; with none the law is the number 0, so the share at or above 0 is 1
 * @source DLMF 8.2.4
 */
export function chiSquareTail(x: number, degrees: number): number {
  if (degrees === 0) return x > 0 ? 0 : 1;
  return incompleteGamma(degrees / 2, x / 2).upper;
}

/**
 * Share of Student's t law beyond t or -t.
 *
 * @param degrees above 0, need not be whole
 * @source Abramowitz and Stegun 26.7.1
 */
export function studentTwoSided(t: number, degrees: number): number {
  const total = degrees + t * t;
  return incompleteBeta({ a: degrees / 2, b: 0.5, x: degrees / total, y: (t * t) / total }).lower;
}

/**
 * Share of the F law above x.
 *
 * @param x at least 0
 * @param degrees of the numerator and of the denominator, above 0
 * @source Abramowitz and Stegun 26.6.2
 */
export function fTail(x: number, [top, bottom]: readonly [number, number]): number {
  const total = bottom + top * x;
  return incompleteBeta({ a: bottom / 2, b: top / 2, x: bottom / total, y: (top * x) / total }).lower;
}
