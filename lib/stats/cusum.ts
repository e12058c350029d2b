import { checkSeries } from './checkSeries';
import { type NotComputable, notComputable } from './notComputable';

/** `slack` and `limit` in standard deviations: half the shift to be found, and the sum that is an alarm. */
export type CusumOptions = { mean: number; std: number; slack: number; limit: number };

/** `upper` and `lower` are the sums before the restart that an alarm brings; `alarms` are places in the series. */
export type Cusum = { upper: number[]; lower: number[]; alarms: number[] };

/**
 * Two-sided tabular cumulative sum of how far values lie from their mean.
 *
 * What for: a small shift that lasts: each value adds a little, until the sum is beyond what chance brings.
 *
 * @param values finite, in the order of time
 * @param options `std` above 0; usual are `slack` 0.5 and `limit` 4 to 8
 * @returns the sums in standard deviations, at least 0, and the places where either is above `limit`; both then
 *   restart at 0
 * @matches qcc::cusum, with a restart after each alarm
 * @source Page 1954, Continuous inspection schemes; Montgomery, chapter 9
 * @example cusum([0, 2, 2], { mean: 0, std: 1, slack: 0.5, limit: 2 }) // { upper: [0, 1.5, 3], lower: [0, 0, 0], alarms: [2] }
 */
export function cusum(
  values: readonly number[],
  { mean, std, slack, limit }: CusumOptions,
): Cusum | NotComputable {
  const wrong = checkSeries(values);
  if (wrong) return wrong;
  if (!(std > 0) || !Number.isFinite(mean)) return notComputable('the values it starts from do not vary');
  const found: Cusum = { upper: [], lower: [], alarms: [] };
  let [up, down] = [0, 0];
  for (const [i, value] of values.entries()) {
    const far = (value - mean) / std;
    up = Math.max(0, up + far - slack);
    down = Math.max(0, down - far - slack);
    found.upper.push(up);
    found.lower.push(down);
    if (up <= limit && down <= limit) continue;
    found.alarms.push(i);
    [up, down] = [0, 0];
  }
  return found;
}
