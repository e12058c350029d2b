import { isComputable, type NotComputable } from './notComputable';
import { sideRows } from './shares';

/**
 * Two-sample Anderson-Darling distance of two sets of counts over the same ordered bins: squared gaps between the
 * cumulative shares, each divided by the variance that chance gives it there.
 *
 * What for: like Cramér-von Mises, but a change in the tails counts as much as one in the middle. It grows with the
 * rows; compare it with what is usual by chance.
 *
 * @param reference counts per bin, at least 0, in the order of the values, same length as `current`
 * @param current counts per bin
 * @returns A² before it is normalised, at least 0, and 0 for equal shares; not computable where either side has no rows
 * @source Scholz and Stephens 1987, K-sample Anderson-Darling tests, equation 6
 * @matches scipy.stats.anderson_ksamp(midrank=False) before it takes off its mean and divides by its spread
 * @example andersonDarlingDistance([1, 1, 0, 0], [0, 0, 1, 1]) // 1.66666666667
 */
export function andersonDarlingDistance(
  reference: readonly number[],
  current: readonly number[],
): number | NotComputable {
  const sides = sideRows(reference, current);
  if (!isComputable(sides)) return sides;
  const { n, m } = sides;
  const all = n + m;
  let [below, belowNow, total] = [0, 0, 0];
  for (let bin = 0; bin < reference.length; bin++) {
    const [own, ownNow] = [reference[bin] ?? 0, current[bin] ?? 0];
    below += own;
    belowNow += ownNow;
    const pooled = (below + belowNow) / all;
    // At the last value both sides are whole: no gap, and no variance to divide by.
    if (pooled > 0 && pooled < 1)
      total += ((own + ownNow) / all) * ((below / n - belowNow / m) ** 2 / (pooled * (1 - pooled)));
  }
  return (n / all) * m * total;
}
