import { isComputable, type NotComputable } from './notComputable';
import { shares } from './shares';

/**
 * Total variation distance of two sets of counts over the same bins or categories.
 *
 * What for: the share of rows that would have to change their category to undo the drift. The easiest distance to
 * explain.
 *
 * @param reference counts per bin or category, at least 0, same length as `current`
 * @param current counts per bin or category
 * @returns in [0, 1]; not computable where either side has no rows
 * @source Levin, Peres and Wilmer 2009, Markov chains and mixing times, 4.1
 * @matches 0.5 * numpy.abs(p - q).sum()
 * @example totalVariation([50, 50], [25, 75]) // 0.25
 */
export function totalVariation(
  reference: readonly number[],
  current: readonly number[],
): number | NotComputable {
  const sides = shares(reference, current);
  if (!isComputable(sides)) return sides;
  const { p, q } = sides;
  return Math.min(1, p.reduce((total, share, i) => total + Math.abs(share - (q[i] ?? 0)), 0) / 2);
}
