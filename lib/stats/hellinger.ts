import { isComputable, type NotComputable } from './notComputable';
import { shares } from './shares';

/**
 * Hellinger distance of two sets of counts over the same bins or categories.
 *
 * What for: a distance with an end (1: nothing in common) that is more sensitive to changes of small shares than
 * total variation. Empty bins need no correction.
 *
 * @param reference counts per bin or category, at least 0, same length as `current`
 * @param current counts per bin or category
 * @returns sqrt(sum (sqrt p - sqrt q)^2 / 2), which is sqrt(1 - sum sqrt(p q)), in [0, 1]; not computable where
 *   either side has no rows
 * @source Hellinger 1909; Le Cam and Yang 2000
 * @matches NannyML's and Evidently's hellinger, given the same bins
 * @example hellinger([1, 1], [1, 0]) // 0.541196100146
 */
export function hellinger(reference: readonly number[], current: readonly number[]): number | NotComputable {
  const sides = shares(reference, current);
  if (!isComputable(sides)) return sides;
  const { p, q } = sides;
  const squares = p.reduce((total, share, i) => total + (Math.sqrt(share) - Math.sqrt(q[i] ?? 0)) ** 2, 0);
  return Math.min(1, Math.sqrt(squares / 2));
}
