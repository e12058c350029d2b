import { checkSeries } from './checkSeries';
import { type NotComputable, notComputable } from './notComputable';

/** Weights in [0, 1] of the newest value in level, trend and rhythm; `period` in values; `ahead` values to forecast. */
export type HoltWintersOptions = {
  period: number;
  alpha: number;
  beta: number;
  gamma: number;
  ahead: number;
};

/** `fitted` holds what was forecast for each value one step before it; `sse` is their squared errors added up. */
export type HoltWinters = { fitted: number[]; sse: number; forecast: number[] };

/**
 * Holt-Winters' additive exponential smoothing, with weights given.
 *
 * What for: what comes next in a series with a level, a trend and a rhythm.
 *
 * @param values finite, in the order of time, at least one period
 * @param options the level starts at the mean of the first period, the trend at 0, the rhythm at the first period
 *   less that mean; with `period` 1 there is no rhythm
 * @returns in the unit of the values; the first period is fitted to itself
 * @matches statsmodels ExponentialSmoothing(trend='add', seasonal='add') with these weights and starting values fixed
 * @source Winters 1960, Forecasting sales by exponentially weighted moving averages
 * @example holtWinters([1, 3, 1, 3], { period: 2, alpha: 0.5, beta: 0.1, gamma: 0.1, ahead: 2 }) // { fitted: [1, 3, 1, 3], sse: 0, forecast: [1, 3] }
 */
export function holtWinters(
  values: readonly number[],
  { period, alpha, beta, gamma, ahead }: HoltWintersOptions,
): HoltWinters | NotComputable {
  if (!Number.isInteger(period) || period < 1) return notComputable('a period has at least 1 value');
  const wrong = checkSeries(values, period);
  if (wrong) return wrong;
  const start = values.slice(0, period);
  let level = start.reduce((sum, value) => sum + value, 0) / period;
  let trend = 0;
  const rhythm = start.map((value) => (period === 1 ? 0 : value - level));
  let sse = 0;
  const fitted = values.map((value, i) => {
    const place = i % period;
    const usual = rhythm[place] ?? 0;
    const expected = level + trend;
    const next = alpha * (value - usual) + (1 - alpha) * expected;
    if (period > 1) rhythm[place] = gamma * (value - expected) + (1 - gamma) * usual;
    trend = beta * (next - level) + (1 - beta) * trend;
    level = next;
    sse += (value - expected - usual) ** 2;
    return expected + usual;
  });
  const forecast = Array.from({ length: ahead }, (_, step) => {
    return level + (step + 1) * trend + (rhythm[(values.length + step) % period] ?? 0);
  });
  return { fitted, sse, forecast };
}
