import { isComputable, type NotComputable } from './notComputable';
import { shares } from './shares';

/**
 * L-infinity distance of two sets of counts over the same bins or categories: the largest change of a share.
 *
 * What for: to catch one category that grows or vanishes, however many others stay as they were.
 *
 * @param reference counts per bin or category, at least 0, same length as `current`
 * @param current counts per bin or category
 * @returns in [0, 1]; not computable where either side has no rows
 * @source TensorFlow Data Validation, l_infinity_norm of a skew or drift comparator
 * @matches numpy.abs(p - q).max()
 * @example lInfinity([50, 30, 20], [60, 25, 15]) // 0.1
 */
export function lInfinity(reference: readonly number[], current: readonly number[]): number | NotComputable {
  const sides = shares(reference, current);
  if (!isComputable(sides)) return sides;
  const { p, q } = sides;
  return p.reduce((most, share, i) => Math.max(most, Math.abs(share - (q[i] ?? 0))), 0);
}
