import { quantileRanks } from './quantileRanks';

/** Rows between two values; `low` and `high` are equal where the values themselves are known. */
export type RangeCount = { low: number; high: number; count: number };

/**
 * Confidence interval of a quantile, whatever the distribution.
 *
 * What for: how far the p95 of the process may lie from that of these rows. From bins it goes from the lower end of the
 * one bin to the upper end of the other, so that binning cannot make it too narrow.
 *
 * @param bins in ascending order, not overlapping; a value on its own is a bin with count 1
 * @param options q in [0, 1], level in (0, 1)
 * @returns ends in the unit of the values; null on a side that these rows do not bound, such as above a p99 of 50 rows
 * @source Conover 1999, Practical nonparametric statistics, 3.2
 * @matches the order statistics at scipy.stats.binom.ppf(tail, n, q) and binom.ppf(1 - tail, n, q) + 1
 * @example quantileInterval([{ low: 0, high: 10, count: 50 }, { low: 10, high: 20, count: 50 }], { q: 0.5, level: 0.95 }) // { low: 0, high: 20 }
 */
export function quantileInterval(
  bins: readonly RangeCount[],
  { q, level }: { q: number; level: number },
): { low: number | null; high: number | null } {
  const rows = bins.reduce((total, bin) => total + bin.count, 0);
  const ranks = quantileRanks(rows, q, level);
  return {
    low: ranks.low === null ? null : (binAt(bins, ranks.low)?.low ?? null),
    high: ranks.high === null ? null : (binAt(bins, ranks.high)?.high ?? null),
  };
}

/** The bin of the row at a place counted from 1. */
function binAt(bins: readonly RangeCount[], place: number): RangeCount | undefined {
  let before = 0;
  return bins.find((bin) => {
    before += bin.count;
    return before >= place;
  });
}
