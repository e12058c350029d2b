import { checkSeries } from './checkSeries';
import { type NotComputable, notComputable } from './notComputable';

/** A series in parts that add up to it; null where the moving average has too few neighbours. */
export type Decomposed = { seasonal: number[]; trend: (number | null)[]; residual: (number | null)[] };

/**
 * Seasonal decomposition by moving averages: level, rhythm and rest.
 *
 * What for: a quick look at how much of a series is its daily or weekly rhythm.
 *
 * @param values finite, in the order of time, at least two periods
 * @param period values in one round of the rhythm, a whole number of at least 2
 * @returns three series of the same length; the seasonal part has mean 0 over a period
 * @matches statsmodels.tsa.seasonal.seasonal_decompose(model='additive', two_sided=True)
 * @source Kendall and Stuart 1983, The Advanced Theory of Statistics
 * @example seasonalDecompose([1, 3, 1, 3], 2) // { seasonal: [-1, 1, -1, 1], trend: [null, 2, 2, null], residual: [null, 0, 0, null] }
 */
export function seasonalDecompose(values: readonly number[], period: number): Decomposed | NotComputable {
  const wrong = checkSeries(values, 2 * period);
  if (wrong) return wrong;
  if (!Number.isInteger(period) || period < 2) return notComputable('a period has at least 2 values');
  const trend = values.map((_, i) => centredMean(values, i, period));
  const rhythm = Array.from({ length: period }, (_, place) => meanAt({ values, trend }, place, period));
  const level = rhythm.reduce((sum, value) => sum + value, 0) / period;
  const seasonal = values.map((_, i) => (rhythm[i % period] ?? 0) - level);
  const residual = values.map((value, i) => {
    const at = trend[i] ?? null;
    return at === null ? null : value - at - (seasonal[i] ?? 0);
  });
  return { seasonal, trend, residual };
}

/** Mean over a period around a place; where the period is even, its two ends count half. */
function centredMean(values: readonly number[], at: number, period: number): number | null {
  const half = Math.floor(period / 2);
  if (at - half < 0 || at + half >= values.length) return null;
  let sum = 0;
  for (let i = at - half; i <= at + half; i++) {
    const isEnd = i === at - half || i === at + half;
    sum += (values[i] ?? 0) * (isEnd && period % 2 === 0 ? 0.5 : 1);
  }
  return sum / period;
}

type Trended = { values: readonly number[]; trend: readonly (number | null)[] };

function meanAt({ values, trend }: Trended, place: number, period: number): number {
  let [sum, count] = [0, 0];
  for (let i = place; i < values.length; i += period) {
    const level = trend[i] ?? null;
    if (level === null) continue;
    sum += (values[i] ?? 0) - level;
    count += 1;
  }
  return sum / count;
}
