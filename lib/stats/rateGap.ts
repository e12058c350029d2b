import { isComputable, type NotComputable, notComputable } from './notComputable';

export type RateGap = {
  /** Highest rate minus lowest, in [0, 1]; 0 is equal. */
  difference: number;
  /** Lowest rate over highest, in [0, 1]; 1 is equal. Not computable where every rate is 0. */
  ratio: number | NotComputable;
};

/** How groups are treated that have no rate: left out, or counted as 0 as in fairlearn. */
export type GapOptions = { undefinedAs?: 'left out' | 0 };

/**
 * How far apart the rates of groups lie, as a difference and as a ratio.
 *
 * What for: what every measure of group fairness comes down to, whatever the rate.
 *
 * @param rates shares in [0, 1], one for each group
 * @returns not computable with fewer than two groups that have a rate (fairlearn answers 0 and 1, as if something had
 *   been compared)
 * @source Agarwal et al. 2018
 * @matches fairlearn.metrics.MetricFrame(…).difference() and ratio() with `undefinedAs: 0`
 * @example rateGap([0.4, 0.2, 0.3]) // { difference: 0.2, ratio: 0.5 }
 */
export function rateGap(
  rates: readonly (number | NotComputable)[],
  { undefinedAs = 'left out' }: GapOptions = {},
): RateGap | NotComputable {
  const known = rates.flatMap((rate) => {
    if (isComputable(rate)) return [rate];
    return undefinedAs === 0 ? [0] : [];
  });
  if (known.length < 2) return notComputable('fewer than two groups have a rate');
  const high = Math.max(...known);
  const low = Math.min(...known);
  return { difference: high - low, ratio: high > 0 ? low / high : notComputable('every rate is 0') };
}
