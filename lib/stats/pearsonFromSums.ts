import { type NotComputable, notComputable } from './notComputable';

/** Sums over the rows in which both columns have a finite number. */
export type PairSums = { n: number; x: number; y: number; xx: number; yy: number; xy: number };

/** Variance below this share of the sum of squares is the arithmetic's, not the data's. */
const ROUNDING = 1e-12;

/**
 * Pearson correlation of two columns from sums that can be added up.
 *
 * What for: how closely two columns move together, over any window, without its rows. Centre and scale both columns
 * roughly first: sums of squares of numbers far from 0 lose digits.
 *
 * @param sums count, sums, sums of squares and sum of products, over the same rows
 * @returns in [-1, 1]; not computable under 2 rows or where a column does not vary
 * @matches scipy.stats.pearsonr and numpy.corrcoef, to the rounding of the sums
 * @source Pearson 1895, Notes on regression and inheritance in the case of two parents
 * @example pearsonFromSums({ n: 3, x: 6, y: 12, xx: 14, yy: 56, xy: 28 }) // 1
 */
export function pearsonFromSums({ n, x, y, xx, yy, xy }: PairSums): number | NotComputable {
  if (n < 2) return notComputable('fewer than 2 rows have both values');
  const varX = xx - (x * x) / n;
  const varY = yy - (y * y) / n;
  if (!(varX > ROUNDING * xx) || !(varY > ROUNDING * yy)) return notComputable('a column does not vary');
  const r = (xy - (x * y) / n) / Math.sqrt(varX * varY);
  return Number.isFinite(r) ? Math.min(1, Math.max(-1, r)) : notComputable('the sums are too large');
}
