import { isComputable, type NotComputable } from './notComputable';
import { shares } from './shares';

/**
 * Jensen-Shannon distance of two sets of counts over the same bins or categories.
 *
 * What for: how far a distribution has moved, on a scale with an end: 0 is the same shares, 1 is nothing in common.
 * Empty bins need no correction. It is the square root of the divergence, so it obeys the triangle inequality.
 * Joining bins never makes it larger.
 *
 * @param reference counts per bin, at least 0, same length as `current`
 * @param current counts per bin
 * @param unit of the divergence: bits (base 2, the default) or nats (natural logarithm, as Evidently)
 * @returns in [0, 1] in bits, in [0, sqrt(ln 2)] in nats; not computable where either side has no rows
 * @source Lin 1991; Endres and Schindelin 2003
 * @matches scipy.spatial.distance.jensenshannon on shares, with base=2 for bits
 * @example jensenShannon([10, 0], [0, 3]) // 1
 */
export function jensenShannon(
  reference: readonly number[],
  current: readonly number[],
  unit: 'bits' | 'nats' = 'bits',
): number | NotComputable {
  const sides = shares(reference, current);
  if (!isComputable(sides)) return sides;
  const { p, q } = sides;
  let divergence = 0;
  for (const [i, share] of p.entries()) {
    const other = q[i] ?? 0;
    const middle = (share + other) / 2;
    divergence += (information(share, middle) + information(other, middle)) / 2;
  }
  // Rounding can leave the divergence of equal shares just below 0, and that of disjoint ones just above 1.
  const bits = Math.sqrt(Math.min(1, Math.max(0, divergence)));
  return unit === 'bits' ? bits : bits * Math.sqrt(Math.LN2);
}

function information(share: number, middle: number): number {
  return share > 0 ? share * Math.log2(share / middle) : 0;
}
