/** What is kept of the rows of one bin. */
export type Sums = { count: number; sum: number; sumOfSquares: number };

/**
 * Mean and standard deviation of rows of which only the sums per bin are known, with ddof 0.
 *
 * What for: the scale of a column from its tally. The spread between bins is taken from their means and that
 * within bins from their sums of squares, so a large offset (times, ids) does not eat the figures.
 *
 * @param bins counts at least 0, sums of finite values
 * @returns mean and std in the unit of the values, std at least 0; null where there are no rows or no finite result
 * @source Chan, Golub and LeVeque 1983, Algorithms for computing the sample variance
 * @matches numpy.std (ddof 0)
 * @example stdFromSums([{ count: 2, sum: 4, sumOfSquares: 10 }]) // { mean: 2, std: 1 }
 */
export function stdFromSums(bins: readonly Sums[]): { mean: number; std: number } | null {
  const filled = bins.filter((bin) => bin.count > 0);
  const count = filled.reduce((total, bin) => total + bin.count, 0);
  if (count === 0) return null;
  const mean = filled.reduce((total, bin) => total + bin.sum, 0) / count;
  let squares = 0;
  for (const bin of filled) {
    const own = bin.sum / bin.count;
    squares += bin.count * (own - mean) ** 2 + Math.max(0, bin.sumOfSquares - bin.sum * own);
  }
  const std = Math.sqrt(squares / count);
  return Number.isFinite(mean) && Number.isFinite(std) ? { mean, std } : null;
}
