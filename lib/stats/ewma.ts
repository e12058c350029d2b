import { checkSeries } from './checkSeries';
import { type NotComputable, notComputable } from './notComputable';

/** `adjust`: the first values get weights that add up to 1 among themselves, instead of starting at the first value. */
export type EwmaOptions = { alpha: number; adjust: boolean };

/**
 * Exponentially weighted moving average.
 *
 * What for: a smoothed series in which the newest value counts `alpha` and older ones fade.
 *
 * @param values finite, in the order of time
 * @param options `alpha` in (0, 1]; without `adjust` y_0 = x_0, y_t = alpha x_t + (1 - alpha) y_(t-1); with it the
 *   mean weighted by (1 - alpha)^age
 * @returns one value for each value, in their unit
 * @matches pandas.Series.ewm(alpha, adjust).mean()
 * @source Roberts 1959, Control chart tests based on geometric moving averages
 * @example ewma([0, 4], { alpha: 0.25, adjust: false }) // [0, 1]
 */
export function ewma(values: readonly number[], { alpha, adjust }: EwmaOptions): number[] | NotComputable {
  const wrong = checkSeries(values);
  if (wrong) return wrong;
  if (!(alpha > 0 && alpha <= 1)) return notComputable('alpha must be above 0 and at most 1');
  let [sum, weight] = [0, 0];
  let last = values[0] ?? 0;
  return values.map((value) => {
    if (!adjust) {
      last = alpha * value + (1 - alpha) * last;
      return last;
    }
    sum = value + (1 - alpha) * sum;
    weight = 1 + (1 - alpha) * weight;
    return sum / weight;
  });
}
