/** Smaller than any number that matters, so that a vanishing denominator does not divide by 0. */
const TINY = 1e-300;
const TERMS_MAX = 100_000;

/**
 * 1 / (b0 + a1 / (b1 + a2 / (b2 + …))) by the modified Lentz method.
 *
 * @param b0 the first denominator
 * @param term the k-th numerator and denominator, k from 1
 * @source Thompson and Barnett 1986; DLMF 3.10(iii)
 */
export function continuedFraction(b0: number, term: (k: number) => readonly [a: number, b: number]): number {
  let c = 1 / TINY;
  let d = 1 / (b0 || TINY);
  let value = d;
  for (let k = 1; k < TERMS_MAX; k++) {
    const [a, b] = term(k);
    d = 1 / (b + a * d || TINY);
    c = b + a / c || TINY;
    const factor = c * d;
    value *= factor;
    if (Math.abs(factor - 1) < 2e-16) break;
  }
  return value;
}
