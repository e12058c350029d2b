import * as z from 'zod';
import { columnRef, defineDetector, type Score, type ScoreInput, scored, unscored } from '@/lib/blocks/block';
import { durationParam, lengthOf } from '@/lib/blocks/durationParam';
import { capacityParam } from '@/lib/blocks/objective';
import { duration, figure } from '@/lib/blocks/words';
import { DAY_MS, type Millis } from '@/lib/core/time';
import { isComputable } from '@/lib/stats/notComputable';
import { type Trend, theilSen } from '@/lib/stats/theilSen';
import { EVENT_TIME } from '@/lib/tally/column';
import type { Tally } from '@/lib/tally/tally';

const LEVEL = 0.95;
/** The interval of a slope of fewer points says nothing. */
const POINTS_MIN = 6;
/** Slopes are taken between all pairs; more points are joined. */
const POINTS_MAX = 400;

const params = z.strictObject({
  column: columnRef({ wants: 'number', title: 'Used' }),
  capacity: capacityParam,
  step: durationParam({
    title: 'One point for each',
    description: 'The trend goes through the means of these steps of time, of the reference too.',
  }).default('1h'),
  horizon: durationParam({
    title: 'Look ahead',
    description: 'What does not fill within this time answers with it.',
    advanced: true,
  }).default('90d'),
});
type Params = z.output<typeof params>;

/**
 * Time until a robust straight line through the means of steps of time reaches the capacity, from the end of the window.
 * The reference's steps before the window count too. What does not fill within the horizon answers with the horizon.
 */
export const saturationForecast = defineDetector({
  type: 'saturation_forecast',
  title: 'Saturation forecast',
  category: 'resources',
  unit: 'ms',
  worse: 'lower',
  summary: 'When a resource will be full if it goes on filling as it does.',
  when: 'Reach for it for disks, quotas and tables that fill slowly: a limit below 7d leaves a week to act. It draws a straight line, so take a window that is longer than the daily ups and downs.',
  synonyms: [
    'disk full',
    'capacity planning',
    'forecast',
    'time to full',
    'exhaustion',
    'trend',
    'predict_linear',
  ],
  sources: ['Theil 1950; Sen 1968 (slope and its interval)'],
  params,
  example: { column: 'latency_ms', capacity: 2000, step: '5m' },
  run: (choice) => ({
    reference: 'unused',
    profiles: [],
    needs: () => ({
      keys: [
        { column: choice.column, bin: { kind: 'presence' } },
        { column: EVENT_TIME, bin: { kind: 'step', width: lengthOf(choice.step) } },
      ],
      measures: [{ of: 'sum', column: choice.column }],
    }),
    score: (input) => forecastScore(choice, input),
  }),
});

type Point = { x: Millis; y: number; rows: number };

function forecastScore(p: Params, { current, reference, span }: ScoreInput): Score {
  const stepMs = lengthOf(p.step);
  const own = pointsOf(current, { stepMs, end: span.to });
  const rows = own.reduce((total, point) => total + point.rows, 0);
  if (rows === 0) return unscored(`${p.column} has no usable value in this window`);
  const known = new Set(own.map(({ x }) => x));
  const before = reference ? pointsOf(reference, { stepMs, end: span.to }) : [];
  const points = [...before.filter(({ x }) => x < 0 && !known.has(x)), ...own].sort((a, b) => a.x - b.x);
  if (points.length < POINTS_MIN) {
    return unscored(`only ${points.length} points of ${p.step}, and a trend needs ${POINTS_MIN}`, rows);
  }
  const trend = theilSen(thinned(points), LEVEL);
  if (!isComputable(trend)) return unscored(`no trend: ${trend.notComputable}`, rows);
  const horizonMs = lengthOf(p.horizon);
  const value = Math.min(horizonMs, timeToFull(p.capacity, trend.intercept, trend.slope));
  const sentence = sentenceOf(p, trend, { value, horizonMs });
  return scored(value, rows, { sentence: `${sentence}, by ${points.length} points of ${p.step}`, parts: [] });
}

/** The mean of each step, its time counted from the end of the window to the step's middle. */
function pointsOf(tally: Tally, { stepMs, end }: { stepMs: Millis; end: Millis }): Point[] {
  return tally.cells.flatMap(({ key, count, values }) => {
    const [present, step] = key;
    const sum = values[0] ?? null;
    if (present !== 0 || typeof step !== 'number' || sum === null || !Number.isFinite(sum)) return [];
    return step * stepMs < end ? [{ x: (step + 0.5) * stepMs - end, y: sum / count, rows: count }] : [];
  });
}

/** Neighbours joined until there are few enough. */
function thinned(points: readonly Point[]): Point[] {
  const size = Math.ceil(points.length / POINTS_MAX);
  if (size === 1) return [...points];
  const mean = (part: readonly Point[], of: 'x' | 'y') =>
    part.reduce((sum, point) => sum + point[of], 0) / part.length;
  return Array.from({ length: Math.ceil(points.length / size) }, (_, i) => {
    const part = points.slice(i * size, (i + 1) * size);
    return { x: mean(part, 'x'), y: mean(part, 'y'), rows: 0 };
  });
}

/** From the level at the end of the window; infinite where it does not grow. */
function timeToFull(capacity: number, level: number, slope: number): Millis {
  if (level >= capacity) return 0;
  return slope > 0 ? (capacity - level) / slope : Number.POSITIVE_INFINITY;
}

function sentenceOf(
  p: Params,
  trend: Trend,
  { value, horizonMs }: { value: Millis; horizonMs: Millis },
): string {
  const { intercept: level, slope, low, high } = trend;
  const aDay = figure(Math.abs(slope) * DAY_MS);
  const moves =
    slope > 0 ? `grows by ${aDay} a day` : slope < 0 ? `shrinks by ${aDay} a day` : 'does not grow';
  const state = `${p.column} is at ${figure(level)} of ${figure(p.capacity)} and ${moves}`;
  if (value === 0) return `${state}: full now`;
  const soonest = timeToFull(p.capacity, level, high);
  const latest = timeToFull(p.capacity, level, low);
  const bound =
    latest > horizonMs ? `from ${duration(soonest)} on` : `${duration(soonest)} to ${duration(latest)}`;
  const interval = soonest > horizonMs ? '' : ` (95 % interval ${bound})`;
  return value >= horizonMs
    ? `${state}: not full within ${duration(horizonMs)}${interval}`
    : `${state}: full in ${duration(value)}${interval}`;
}
