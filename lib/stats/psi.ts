import { type EmptyShares, fillEmptyShares } from './fillEmptyShares';
import { isComputable, type NotComputable } from './notComputable';
import { shares } from './shares';

/**
 * Population stability index of two sets of counts over the same bins: the sum of (q - p) ln(q / p).
 *
 * What for: how far a distribution has moved, in one number that credit risk has used for decades.
 *
 * @param reference counts per bin, at least 0, same length as `current`
 * @param current counts per bin
 * @param empty what stands for an empty share: shares below 1e-4 raised to it, or only empty ones replaced
 * @returns at least 0, no upper bound; not computable where either side has no rows
 * @source Yurdakul 2018, Statistical properties of population stability index
 * @matches Evidently's psi with `replace`, given the same bins
 * @example psi([50, 50], [25, 75]) // 0.274653072167
 */
export function psi(
  reference: readonly number[],
  current: readonly number[],
  empty: EmptyShares = 'raise',
): number | NotComputable {
  const sides = shares(reference, current);
  if (!isComputable(sides)) return sides;
  const p = fillEmptyShares(sides.p, empty);
  const q = fillEmptyShares(sides.q, empty);
  return p.reduce((total, share, i) => total + term(share, q[i] ?? share), 0);
}

const term = (p: number, q: number) => (q - p) * Math.log(q / p);
