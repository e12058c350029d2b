import { fillEmptyShares } from './fillEmptyShares';
import { isComputable, type NotComputable } from './notComputable';
import { shares } from './shares';

/**
 * Kullback-Leibler divergence of two sets of counts over the same bins or categories, in nats: the sum of
 * p ln(p / q), p the shares of the reference.
 *
 * What for: how surprising the reference would be to someone who knows only the current shares. Not the same both
 * ways. Empty shares are replaced as in `psi` with `replace`, and each side is scaled to sum 1 again.
 *
 * @param reference counts per bin, at least 0, same length as `current`
 * @param current counts per bin
 * @returns at least 0, no upper bound; not computable where either side has no rows
 * @source Kullback and Leibler 1951
 * @matches Evidently's kl_div; scipy.stats.entropy(p, q) where no share is 0
 * @example klDivergence([50, 50], [25, 75]) // 0.143841036226
 */
export function klDivergence(
  reference: readonly number[],
  current: readonly number[],
): number | NotComputable {
  const sides = shares(reference, current);
  if (!isComputable(sides)) return sides;
  const p = scaled(fillEmptyShares(sides.p, 'replace'));
  const q = scaled(fillEmptyShares(sides.q, 'replace'));
  const total = p.reduce((sum, share, i) => sum + share * Math.log(share / (q[i] ?? share)), 0);
  // Rounding can leave the divergence of equal shares just below 0.
  return Math.max(0, total);
}

function scaled(values: readonly number[]): number[] {
  const total = values.reduce((a, b) => a + b, 0);
  return values.map((value) => value / total);
}
