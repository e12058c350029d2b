import { isComputable, type NotComputable, notComputable } from './notComputable';
import { shares } from './shares';

export type CramerVonMises = { statistic: number; n: number; m: number };

/**
 * Two-sample Cramér-von Mises statistic of counts over the same ordered bins; the rows of a bin are ties.
 *
 * What for: how far two distributions differ over their whole range, not only where the gap is largest as for KS.
 * `cramerVonMisesPValue` says how unusual that is.
 *
 * @param reference counts per bin, at least 0, in the order of the values, same length as `current`
 * @param current counts per bin
 * @returns T of Anderson (1962) over mid-ranks, above -1, near 1/6 where nothing changed; not computable with fewer
 *   than two rows on a side
 * @source Anderson 1962, On the distribution of the two-sample Cramér-von Mises criterion
 * @matches scipy.stats.cramervonmises_2samp (statistic) where every distinct value is a bin
 * @example cramerVonMisesFromBins([3, 1], [1, 3]) // { statistic: 0.25, n: 4, m: 4 }
 */
export function cramerVonMisesFromBins(
  reference: readonly number[],
  current: readonly number[],
): CramerVonMises | NotComputable {
  const sides = shares(reference, current);
  if (!isComputable(sides)) return sides;
  const { n, m } = sides;
  if (n < 2 || m < 2) return notComputable('a side has fewer than two rows');
  let [below, belowNow, sum, sumNow] = [0, 0, 0, 0];
  for (const [i, count] of reference.entries()) {
    const now = current[i] ?? 0;
    const rank = below + belowNow + (count + now + 1) / 2;
    sum += squares(count, rank - below);
    sumNow += squares(now, rank - belowNow);
    below += count;
    belowNow += now;
  }
  const pairs = n * m;
  const u = n * sum + m * sumNow;
  return { statistic: u / (pairs * (n + m)) - (4 * pairs - 1) / (6 * (n + m)), n, m };
}

/** The sum of (gap - i)^2 over i from 1 to count. */
function squares(count: number, gap: number): number {
  return count * (gap - (count + 1) / 2) ** 2 + (count * (count * count - 1)) / 12;
}
