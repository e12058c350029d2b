import * as z from 'zod';
import {
  against,
  besideUsual,
  directionParam,
  found,
  sizeOf,
  smallestSwingParam,
  swings,
  windowsParam,
} from '@/lib/blocks/analysing';
import { defineAnalyser } from '@/lib/blocks/block';

/** How far the current value lies from the median of those before it, in units of their usual swing. */
export const robustZScore = defineAnalyser({
  type: 'robust_z_score',
  title: 'Robust z-score',
  summary: 'Says how many usual swings a value lies away from the median of the windows before it.',
  when: 'Reach for it to find single windows that stand out, when you know no limit. Above 3.5 is a common choice.',
  synonyms: ['z-score', 'outlier', 'spike', 'mad', 'median absolute deviation', 'hampel', 'anomaly'],
  sources: ['Iglewicz and Hoaglin 1993, How to detect and handle outliers'],
  unit: 'score',
  worse: 'higher',
  params: z.strictObject({
    windows: windowsParam(50, { min: 10, max: 2_000 }),
    direction: directionParam,
    smallestSwing: smallestSwingParam,
  }),
  example: { windows: 50, direction: 'up' },
  run: (p) => ({
    sentence: `Usual swings away from the median of ${p.windows} windows`,
    lookback: () => p.windows,
    analyse: ({ points, unit, name }) =>
      besideUsual(points, p, ({ now, usual }) => {
        const far = (now - usual.centre) / usual.swing;
        const sentence = `${name} is ${swings(far)} its median: ${against(now, usual, unit)}`;
        return found(sizeOf(far, p.direction), sentence, { label: name, usual: usual.centre, now, unit });
      }),
  }),
});
