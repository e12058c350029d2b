import { isComputable, type NotComputable } from './notComputable';
import { sideRows } from './shares';

/**
 * Two-sample Cramér-von Mises distance of two sets of counts over the same ordered bins: the mean squared gap
 * between the cumulative shares over all rows, times n m / (n + m).
 *
 * What for: how far a distribution has moved, over the whole of its range and not only at the widest gap. It grows
 * with the rows; compare it with what is usual by chance.
 *
 * @param reference counts per bin, at least 0, in the order of the values, same length as `current`
 * @param current counts per bin
 * @returns at least 0, and 0 for equal shares; not computable where either side has no rows
 * @source Anderson 1962, On the distribution of the two-sample Cramér-von Mises criterion
 * @matches scipy.stats.cramervonmises_2samp (statistic) where no two rows share a value and each has a bin
 * @example cramerVonMisesDistance([1, 1, 0, 0], [0, 0, 1, 1]) // 0.375
 */
export function cramerVonMisesDistance(
  reference: readonly number[],
  current: readonly number[],
): number | NotComputable {
  const sides = sideRows(reference, current);
  if (!isComputable(sides)) return sides;
  const { n, m } = sides;
  let [below, belowNow, total] = [0, 0, 0];
  for (let bin = 0; bin < reference.length; bin++) {
    const [own, ownNow] = [reference[bin] ?? 0, current[bin] ?? 0];
    below += own;
    belowNow += ownNow;
    total += (own + ownNow) * (below / n - belowNow / m) ** 2;
  }
  return ((n / (n + m)) * m * total) / (n + m);
}
