/**
 * How many episodes to expect in a stretch of time, from those seen in another: Poisson with a Gamma prior (Jeffreys),
 * so negative binomial, its variance multiplied by `dispersion`.
 *
 * @param seen episodes seen, at least 0
 * @param ratio length of the stretch to come over the length of the one seen
 * @param dispersion how many times more they vary than by chance, at least 1
 */
export function countInterval(
  { seen, ratio, dispersion }: { seen: number; ratio: number; dispersion: number },
  level: number,
): { low: number; high: number } {
  const mean = (seen + 0.5) * ratio;
  const variance = mean * (1 + ratio) * Math.max(1, dispersion);
  const law = { size: (mean * mean) / (variance - mean), success: mean / variance };
  const outside = (1 - level) / 2;
  return { low: negativeBinomialQuantile(law, outside), high: negativeBinomialQuantile(law, 1 - outside) };
}

/** The least count whose cumulative probability reaches `q`. Cost: linear in the answer. */
export function negativeBinomialQuantile(
  { size, success }: { size: number; success: number },
  q: number,
): number {
  // In logarithms, because the first probabilities of a large count are too small for a double.
  let log = size * Math.log(success);
  let total = Math.exp(log);
  let k = 0;
  while (total < q && k < 10_000_000) {
    log += Math.log(((k + size) / (k + 1)) * (1 - success));
    k += 1;
    total += Math.exp(log);
  }
  return k;
}
