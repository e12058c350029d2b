import * as z from 'zod';
import {
  against,
  besideUsual,
  directionParam,
  found,
  noAnswer,
  sizeOf,
  smallestSwingParam,
  tooFew,
  valuesOf,
  windowsParam,
} from '@/lib/blocks/analysing';
import { type Analysed, type AnalyserInput, defineAnalyser, formatValue } from '@/lib/blocks/block';
import { figure } from '@/lib/blocks/words';
import { ewma as average } from '@/lib/stats/ewma';
import { ewmaChart } from '@/lib/stats/ewmaChart';
import { isComputable } from '@/lib/stats/notComputable';

const params = z.strictObject({
  measure: z.enum(['distance', 'average']).default('distance').meta({
    title: 'Gives',
    description: 'How far the average has moved, in standard deviations of its own, or the average itself.',
  }),
  weight: z
    .number()
    .min(0.01)
    .max(1)
    .default(0.2)
    .meta({ title: 'Weight of the newest', description: 'Less is smoother, and slower to notice.' }),
  windows: windowsParam(100, { min: 10, max: 2_000 }),
  direction: directionParam,
  smallestSwing: smallestSwingParam,
});
type Params = z.output<typeof params>;

/** An exponentially weighted average, or how far it has left the place where it stays when nothing has changed. */
export const ewma = defineAnalyser({
  type: 'ewma',
  title: 'EWMA',
  summary: 'Smooths a series so that newer windows count more, and says how far that average has moved.',
  when: 'Reach for it to notice a small shift that lasts, which single windows hide. Above 3 is the usual limit. Where values follow a daily rhythm, put it behind a seasonal residual.',
  synonyms: [
    'exponentially weighted moving average',
    'control chart',
    'exponential smoothing',
    'ewm',
    'shift',
  ],
  sources: ['Roberts 1959, Control chart tests based on geometric moving averages'],
  unit: 'score',
  worse: 'higher',
  params,
  example: { weight: 0.2, windows: 100 },
  run: (p) => ({
    sentence:
      p.measure === 'average'
        ? `Weighted average, ${p.weight} for the newest`
        : 'How far the weighted average has moved',
    ...(p.measure === 'average' ? { unit: 'input' as const, worse: 'input' as const } : {}),
    lookback: () => p.windows,
    analyse: (input) => (p.measure === 'average' ? averageOf(p, input) : distanceOf(p, input)),
  }),
});

function averageOf(p: Params, { points, unit, name }: AnalyserInput): Analysed {
  const values = valuesOf(points);
  const short = tooFew(2, values.length);
  if (short) return short;
  const smooth = average(values, { alpha: p.weight, adjust: true });
  if (!isComputable(smooth)) return noAnswer(smooth.notComputable);
  const [value, now] = [smooth.at(-1) ?? 0, values.at(-1) ?? 0];
  const sentence = `the weighted average of ${name} is ${formatValue(value, unit)}, the last window ${formatValue(now, unit)}`;
  return found(value, sentence, { label: name, usual: value, now, unit });
}

function distanceOf(p: Params, { points, unit, name }: AnalyserInput): Analysed {
  return besideUsual(points, p, ({ values, usual }) => {
    const options = { mean: usual.centre, std: usual.swing, lambda: p.weight, width: 1 };
    const chart = ewmaChart(values, options);
    if (!isComputable(chart)) return noAnswer(chart.notComputable);
    const last = chart.at(-1) ?? { value: usual.centre, upper: usual.centre + 1 };
    const far = (last.value - usual.centre) / (last.upper - usual.centre);
    const size = figure(Number(Math.abs(far).toPrecision(2)));
    const moved = `${size} of its standard deviations ${far < 0 ? 'below' : 'above'}`;
    const shown = against(last.value, usual, unit);
    const sentence = `the average of ${name} is ${moved} where it usually is: ${shown}`;
    const beside = { label: name, usual: usual.centre, now: last.value, unit };
    return found(sizeOf(far, p.direction), sentence, beside);
  });
}
