import { type NotComputable, notComputable } from './notComputable';

export type FisherResult = {
  /** a d / (b c); infinite where b c is 0. */
  oddsRatio: number;
  /** Two-sided, in [0, 1]. */
  pValue: number;
};
/** Tables as likely as the one seen count as well; products of rounded factors tell them apart by this much. */
const ROUNDING = 1e-9;

/**
 * Fisher's exact test of a table of two rows and two columns.
 *
 * What for: whether two shares differ where counts are too small for the chi-square test.
 *
 * @param first counts of the first row
 * @param second counts of the second row
 * @returns the share of all tables with these margins that are at most as likely; not computable where a row or a
 *   column has no counts; cost in proportion to the smallest margin
 * @source Fisher 1922
 * @matches scipy.stats.fisher_exact
 * @example fisherExact([8, 2], [1, 5]) // { oddsRatio: 20, pValue: 0.034965034965 }
 */
export function fisherExact(
  [a, b]: readonly [number, number],
  [c, d]: readonly [number, number],
): FisherResult | NotComputable {
  if (![a, b, c, d].every((count) => Number.isInteger(count) && count >= 0)) {
    return notComputable('a count is no whole number of at least 0');
  }
  if ([a + b, c + d, a + c, b + d].includes(0)) return notComputable('a row or a column has no counts');
  const oddsRatio = b * c > 0 ? (a * d) / (b * c) : Number.POSITIVE_INFINITY;
  // Likelihoods relative to the table that was seen, each from its neighbour.
  let [rare, all] = [1, 1];
  const add = (likelihood: number) => {
    all += likelihood;
    if (likelihood <= 1 + ROUNDING) rare += likelihood;
  };
  for (let [likelihood, k] = [1, 1]; k <= Math.min(b, c); k++) {
    likelihood *= ((b - k + 1) * (c - k + 1)) / ((a + k) * (d + k));
    add(likelihood);
  }
  for (let [likelihood, k] = [1, 1]; k <= Math.min(a, d); k++) {
    likelihood *= ((a - k + 1) * (d - k + 1)) / ((b + k) * (c + k));
    add(likelihood);
  }
  return { oddsRatio, pValue: Math.min(1, rare / all) };
}
