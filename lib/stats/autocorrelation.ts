import { checkSeries } from './checkSeries';
import { type NotComputable, notComputable } from './notComputable';

/**
 * Autocorrelation: how much a series resembles itself, so many steps earlier.
 *
 * What for: to see whether values follow a daily or weekly rhythm, and whether neighbours can count as independent.
 *
 * @param values finite, in the order of time
 * @param lagMax a whole number of steps, at least 0; lags beyond the series are left out
 * @returns a correlation in [-1, 1] for each lag from 0, each sum divided by n; no answer for a constant series. Cost n times `lagMax`
 * @matches statsmodels.tsa.stattools.acf(nlags, adjusted=False)
 * @source Box and Jenkins 1976
 * @example autocorrelation([1, -1, 1, -1], 1) // [1, -0.75]
 */
export function autocorrelation(values: readonly number[], lagMax: number): number[] | NotComputable {
  const wrong = checkSeries(values);
  if (wrong) return wrong;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const away = values.map((value) => value - mean);
  const squares = away.reduce((sum, value) => sum + value * value, 0);
  if (values.every((value) => value === values[0]) || squares === 0)
    return notComputable('all values are the same');
  const lags = Math.min(lagMax, values.length - 1);
  return Array.from({ length: lags + 1 }, (_, lag) => {
    let sum = 0;
    for (let i = lag; i < away.length; i++) sum += (away[i] ?? 0) * (away[i - lag] ?? 0);
    return sum / squares;
  });
}
