import * as z from 'zod';
import {
  directionParam,
  found,
  noAnswer,
  range,
  sizeOf,
  smallestSwingParam,
  tooFew,
  unvaried,
  windowsIn,
} from '@/lib/blocks/analysing';
import { defineAnalyser, formatValue, type SeriesPoint } from '@/lib/blocks/block';
import { figure, percent } from '@/lib/blocks/words';
import { type HoltWinters, holtWinters } from '@/lib/stats/holtWinters';
import { isComputable } from '@/lib/stats/notComputable';
import { quantile } from '@/lib/stats/quantile';

const params = z.strictObject({
  season: z.enum(['none', 'day', 'week']).default('none').meta({ title: 'Season' }),
  periods: z.int().min(3).max(30).default(4).meta({
    title: 'Earlier periods',
    unit: 'periods',
    description: 'How many days or weeks it learns from; without a season as many times 25 windows.',
  }),
  level: z.number().min(0.5).max(0.999).default(0.95).meta({
    title: 'Interval holds',
    description: 'The share of earlier windows that lay within the interval of their forecast.',
  }),
  direction: directionParam,
  smallestSwing: smallestSwingParam,
});
type Params = z.output<typeof params>;

const UNSEASONED = 25;
/** Of these weights those whose forecasts were nearest are taken. */
const weightsWith = (gammas: readonly number[]) =>
  [0.05, 0.15, 0.3, 0.6].flatMap((alpha) =>
    [0, 0.05].flatMap((beta) => gammas.map((gamma) => ({ alpha, beta, gamma }))),
  );
const WEIGHTS = weightsWith([0.1, 0.3]);
const UNSEASONED_WEIGHTS = weightsWith([0]);

/**
 * How far a value lies from what was forecast for it, in half widths of the forecast's interval: 1 is its edge. The
 * forecast is Holt-Winters' from the windows before; the interval is as wide as a share of the earlier forecasts needed.
 */
export const forecast = defineAnalyser({
  type: 'forecast',
  title: 'Forecast',
  summary: 'Forecasts each window from those before, and says how far the value lies outside the interval.',
  when: 'Reach for it when a series has a trend or a rhythm. Above 1 is outside the interval; 1.5 rings more rarely.',
  synonyms: [
    'holt-winters',
    'exponential smoothing',
    'prediction interval',
    'expected value',
    'trend',
    'anomaly',
  ],
  sources: ['Winters 1960, Forecasting sales by exponentially weighted moving averages'],
  unit: 'score',
  worse: 'higher',
  params,
  example: { season: 'day', periods: 4 },
  run: (p) => ({
    sentence: `Against a forecast${p.season === 'none' ? '' : ` by ${p.season}`}`,
    lookback(everyMs) {
      const period = periodOf(p, everyMs);
      return typeof period === 'number' ? spanOf(p, period) + 1 : period;
    },
    analyse({ points, everyMs, unit, name }) {
      const period = periodOf(p, everyMs);
      if (typeof period !== 'number') return noAnswer(period.message);
      const earlier = filled(points.slice(0, -1), period);
      const least = period === 1 ? 2 * UNSEASONED : 2 * period;
      const short = tooFew(least + 1, earlier.length + 1);
      if (short) return short;
      const fit = bestFit(earlier, period);
      if (!fit) return noAnswer('no forecast could be made');
      const expected = fit.forecast[0] ?? 0;
      const half = Math.max(p.smallestSwing, reachOf(earlier, fit, { period, level: p.level }));
      if (!(half > 0)) return noAnswer(unvaried(expected));
      const now = points.at(-1)?.value ?? 0;
      const far = (now - expected) / half;
      const interval = range(expected - half, expected + half, unit);
      const times = `${figure(Number(Math.abs(far).toPrecision(2)))} times as far`;
      const sentence = `${name} is ${times} from its forecast as ${percent(p.level)} of earlier windows: ${formatValue(now, unit)}, forecast ${interval}`;
      return found(sizeOf(far, p.direction), sentence, { label: name, usual: expected, now, unit });
    },
  }),
});

const periodOf = (p: Params, everyMs: number) => (p.season === 'none' ? 1 : windowsIn(p.season, everyMs));

const spanOf = (p: Params, period: number) => p.periods * (period === 1 ? UNSEASONED : period);

/** Values without gaps: a missing one is taken from one period before, else from the window before. */
function filled(points: readonly SeriesPoint[], period: number): number[] {
  const values: number[] = [];
  for (const { value } of points) {
    const instead = values.at(-period) ?? values.at(-1);
    if (value !== null) values.push(value);
    else if (instead !== undefined) values.push(instead);
  }
  return values;
}

function bestFit(values: readonly number[], period: number): HoltWinters | null {
  let best: HoltWinters | null = null;
  for (const weights of period === 1 ? UNSEASONED_WEIGHTS : WEIGHTS) {
    const fit = holtWinters(values, { ...weights, period, ahead: 1 });
    if (isComputable(fit) && fit.sse < (best?.sse ?? Infinity)) best = fit;
  }
  return best;
}

/** How far from the forecast a share of the earlier windows lay; the first period, fitted to itself, left out. */
function reachOf(
  values: readonly number[],
  { fitted }: HoltWinters,
  { period, level }: { period: number; level: number },
): number {
  const errors = values.map((value, i) => Math.abs(value - (fitted[i] ?? value))).slice(period);
  const reach = quantile(
    errors.sort((a, b) => a - b),
    level,
  );
  return isComputable(reach) ? reach : 0;
}
