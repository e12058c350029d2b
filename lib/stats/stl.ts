import { checkSeries } from './checkSeries';
import { type NotComputable, notComputable } from './notComputable';

/** A series in three parts that add up to it. */
export type Stl = { seasonal: number[]; trend: number[]; residual: number[] };
/** `robust`: values far off count less, so that they stay in the rest instead of bending level and rhythm. */
export type StlOptions = { period: number; robust: boolean };

const SEASONAL = 7;

/**
 * Seasonal and trend decomposition by local regression (STL).
 *
 * What for: to take the daily or weekly rhythm and the slow level out of a series, so that what is left can be judged.
 *
 * @param values finite, in the order of time, at least two periods
 * @param options `period` in values, a whole number of at least 2
 * @returns three series of the same length; seasonal smoother 7, trend smoother the next odd number from
 *   1.5 period / (1 - 1.5 / 7), low-pass the next odd number above the period, all of degree 1; 5 rounds, or 16 times
 *   2 where robust. Cost n times the period
 * @matches statsmodels.tsa.seasonal.STL(period, seasonal=7, robust).fit()
 * @source Cleveland, Cleveland, McRae and Terpenning 1990, STL
 * @example stl([5, 5, 5, 5], { period: 2, robust: false }).trend // [5, 5, 5, 5]
 */
export function stl(values: readonly number[], { period, robust }: StlOptions): Stl | NotComputable {
  if (!Number.isInteger(period) || period < 2) return notComputable('a period has at least 2 values');
  const wrong = checkSeries(values, 2 * period);
  if (wrong) return wrong;
  const [rounds, passes] = robust ? [2, 16] : [5, 1];
  let weights: number[] | null = null;
  let [seasonal, trend] = [values.map(() => 0), values.map(() => 0)];
  for (let pass = 0; pass < passes; pass++) {
    const before: number[] | null = weights;
    for (let round = 0; round < rounds; round++) {
      const level = trend;
      const cycle = cycleOf(minus(values, level), before, period);
      const low = lowPass(cycle, period);
      seasonal = cycle.slice(period, period + values.length).map((value, i) => value - (low[i] ?? 0));
      const length = odd(Math.ceil((1.5 * period) / (1 - 1.5 / SEASONAL)));
      trend = smooth({ values: minus(values, seasonal), weights: before }, length);
    }
    weights = robustWeights(minus(minus(values, trend), seasonal));
  }
  return { seasonal, trend, residual: minus(minus(values, seasonal), trend) };
}

const odd = (n: number): number => (n % 2 === 0 ? n + 1 : n);
const minus = (a: readonly number[], b: readonly number[]): number[] =>
  a.map((value, i) => value - (b[i] ?? 0));

/** Values that the smoother reads; null weights count 1 each. */
type Weighted = { values: readonly number[]; weights: readonly number[] | null };

/** Each place of the period smoothed over its own rounds, and carried on by one round at both ends. */
function cycleOf(values: readonly number[], weights: readonly number[] | null, period: number): number[] {
  const cycle = new Array<number>(values.length + 2 * period).fill(0);
  for (let place = 0; place < period; place++) {
    const every = (list: readonly number[]) => list.filter((_, i) => i % period === place);
    const part: Weighted = { values: every(values), weights: weights && every(weights) };
    const n = part.values.length;
    const inner = smooth(part, SEASONAL);
    const before = fitAt(part, { at: 0, from: 1, to: Math.min(SEASONAL, n), length: SEASONAL });
    const after = fitAt(part, { at: n + 1, from: Math.max(1, n - SEASONAL + 1), to: n, length: SEASONAL });
    const whole = [before ?? inner[0] ?? 0, ...inner, after ?? inner.at(-1) ?? 0];
    for (const [round, value] of whole.entries()) cycle[round * period + place] = value;
  }
  return cycle;
}

/** What is left of the level in the cycle: three moving averages, then a local regression. */
function lowPass(cycle: readonly number[], period: number): number[] {
  const averaged = movingMean(movingMean(movingMean(cycle, period), period), 3);
  return smooth({ values: averaged, weights: null }, odd(period + 1));
}

function movingMean(values: readonly number[], length: number): number[] {
  const means: number[] = [];
  let sum = 0;
  for (const [i, value] of values.entries()) {
    sum += value - (i >= length ? (values[i - length] ?? 0) : 0);
    if (i >= length - 1) means.push(sum / length);
  }
  return means;
}

/** Local regression at every place, over the `length` nearest values. */
function smooth(series: Weighted, length: number): number[] {
  const n = series.values.length;
  const half = Math.floor((length + 2) / 2);
  let [from, to] = [1, Math.min(length, n)];
  return series.values.map((value, i) => {
    if (length < n && i + 1 > half && to !== n) {
      from += 1;
      to += 1;
    }
    return (n < 2 ? null : fitAt(series, { at: i + 1, from, to, length })) ?? value;
  });
}

/** Places are counted from 1; `from` and `to` are the first and the last value used. */
type Fit = { at: number; from: number; to: number; length: number };

/** The local line at one place, by tricube weights; null where no value has a weight. */
function fitAt({ values, weights }: Weighted, { at, from, to, length }: Fit): number | null {
  const n = values.length;
  const reach = Math.max(at - from, to - at) + (length > n ? Math.floor((length - n) / 2) : 0);
  let [total, sumX, sumXx, sumY, sumXy] = [0, 0, 0, 0, 0];
  for (let place = from; place <= to; place++) {
    const weight = tricube(Math.abs(place - at), reach) * (weights ? (weights[place - 1] ?? 0) : 1);
    const [x, y] = [place - at, values[place - 1] ?? 0];
    total += weight;
    sumX += weight * x;
    sumXx += weight * x * x;
    sumY += weight * y;
    sumXy += weight * x * y;
  }
  if (total <= 0) return null;
  const [meanX, meanY] = [sumX / total, sumY / total];
  const spread = Math.max(0, sumXx / total - meanX * meanX);
  if (reach <= 0 || Math.sqrt(spread) <= 0.001 * (n - 1)) return meanY;
  return meanY - (meanX * (sumXy / total - meanX * meanY)) / spread;
}

function tricube(distance: number, reach: number): number {
  if (distance > 0.999 * reach) return 0;
  return distance <= 0.001 * reach ? 1 : (1 - (distance / reach) ** 3) ** 3;
}

/** Bisquare weights: 1 for values that fit, 0 from six median distances on. */
function robustWeights(residual: readonly number[]): number[] {
  const far = residual.map(Math.abs);
  const sorted = [...far].sort((a, b) => a - b);
  const middle = Math.floor(far.length / 2);
  const limit = 3 * ((sorted[middle] ?? 0) + (sorted[far.length - middle - 1] ?? 0));
  return far.map((distance) => {
    if (limit === 0 || distance <= 0.001 * limit) return 1;
    return distance <= 0.999 * limit ? (1 - (distance / limit) ** 2) ** 2 : 0;
  });
}
