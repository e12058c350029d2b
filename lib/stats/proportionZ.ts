import { type NotComputable, notComputable } from './notComputable';
import { normalTwoSided } from './special/normal';

/** So many of so many rows. */
export type Share = { count: number; n: number };

/**
 * Two-sided z-test that two shares are the same, with the pooled share in the standard error.
 *
 * What for: whether a rate changed between two windows, or differs between two groups.
 *
 * @param first count in [0, n] of n rows
 * @param second the same
 * @returns z, above 0 where the first share is larger, and the p-value; not computable without rows on a side, or
 *   where both shares are 0 or both are 1
 * @source Fleiss, Levin and Paik 2003, Statistical methods for rates and proportions
 * @matches statsmodels.stats.proportion.proportions_ztest
 * @example proportionZ({ count: 45, n: 100 }, { count: 60, n: 110 }) // { statistic: -1.38169855942, pValue: 0.167064276915 }
 */
export function proportionZ(
  first: Share,
  second: Share,
): { statistic: number; pValue: number } | NotComputable {
  if (!(first.n > 0 && second.n > 0)) return notComputable('a side has no rows');
  const pooled = (first.count + second.count) / (first.n + second.n);
  const variance = pooled * (1 - pooled) * (1 / first.n + 1 / second.n);
  if (!(variance > 0)) return notComputable('every row of both sides is the same');
  const statistic = (first.count / first.n - second.count / second.n) / Math.sqrt(variance);
  return { statistic, pValue: normalTwoSided(statistic) };
}
