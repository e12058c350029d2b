import { type NotComputable, notComputable } from './notComputable';
import { normalQuantile, normalTail } from './special/normal';
import { solveIncreasing } from './special/solveIncreasing';

export type PlannedTest = {
  /** Both shares in [0, 1]. */
  from: number;
  to: number;
  /** Share of false alarms, by default 0.05. */
  alpha?: number;
  /** Share of such changes that are found, by default 0.8. */
  power?: number;
};

/**
 * Rows that each of two windows needs so that a change of a share is found.
 *
 * What for: to say before a monitor runs how long its window must be.
 *
 * @param planned the change to find, alpha in (0, 1), power above alpha and below 1
 * @returns rows per window, not rounded; not computable where the shares are equal or the limits leave (0, 1)
 * @source Cohen 1988, Statistical power analysis (effect size by arcsine)
 * @matches statsmodels NormalIndPower().solve_power(proportion_effectsize(p1, p2), ratio=1, two-sided)
 * @example sampleSizeTwoProportions({ from: 0.1, to: 0.12 }) // 3834.59573988
 */
export function sampleSizeTwoProportions(planned: PlannedTest): number | NotComputable {
  const { from, to, alpha = 0.05, power = 0.8 } = planned;
  const inside = (share: number) => share >= 0 && share <= 1;
  if (!inside(from) || !inside(to)) return notComputable('a share is not in [0, 1]');
  if (from === to) return notComputable('the two shares are the same');
  if (!(alpha > 0 && power > alpha && power < 1)) return notComputable('power is not between alpha and 1');
  const effect = Math.abs(2 * Math.asin(Math.sqrt(from)) - 2 * Math.asin(Math.sqrt(to)));
  const z = -normalQuantile(alpha / 2);
  const found = (n: number) => {
    const shift = effect * Math.sqrt(n / 2);
    return normalTail(z - shift) + normalTail(z + shift);
  };
  // Enough for the side on which the change lies, so enough for both.
  const most = 2 * ((z + normalQuantile(power)) / effect) ** 2;
  return solveIncreasing((n) => found(n) - power, 0, most * (1 + 1e-9));
}
