import * as z from 'zod';
import {
  besideUsual,
  directionParam,
  found,
  noAnswer,
  sizeOf,
  smallestSwingParam,
  swings,
  windowsParam,
} from '@/lib/blocks/analysing';
import { defineAnalyser, formatValue } from '@/lib/blocks/block';
import { adwin as adapt } from '@/lib/stats/adwin';
import { isComputable } from '@/lib/stats/notComputable';

const params = z.strictObject({
  windows: windowsParam(300, { min: 30, max: 2_000 }),
  falseAlarms: z.number().min(0.0001).max(0.2).default(0.002).meta({
    title: 'False alarms',
    description: 'The chance to see a change where there is none.',
  }),
  recent: z.int().min(1).max(500).default(20).meta({
    title: 'Still news for',
    unit: 'windows',
    description: 'How long after it was found a change counts; then the new mean is the usual one.',
  }),
  direction: directionParam,
  smallestSwing: smallestSwingParam,
});

/** How far the mean of the windows that belong together lies from that of those that were dropped as older. */
export const adwin = defineAnalyser({
  type: 'adwin',
  title: 'ADWIN',
  summary: 'Keeps as many windows as share one mean, and says how far that lies from the mean before.',
  when: 'Reach for it when you know neither how large a change is nor how long it lasts. Above 1 is a clear change.',
  synonyms: ['adaptive windowing', 'concept drift', 'change of mean', 'streaming drift'],
  sources: ['Bifet and Gavaldà 2007, Learning from time-changing data with adaptive windowing'],
  unit: 'score',
  worse: 'higher',
  params,
  example: { windows: 300 },
  run: (p) => ({
    sentence: `A change of mean within ${p.windows} windows`,
    lookback: () => p.windows,
    analyse: ({ points, unit, name }) =>
      besideUsual(points, p, ({ values, now, usual }) => {
        const scaled = values.map((value) => (value - usual.centre) / usual.swing);
        const kept = adapt(scaled, { delta: p.falseAlarms, testEach: 1 });
        if (!isComputable(kept)) return noAnswer(kept.notComputable);
        const isNews = values.length - (kept.detections.at(-1) ?? -Infinity) <= p.recent;
        if (!isNews || kept.newLevel === null) {
          const mean = meanOf(values.slice(-kept.width));
          const sentence = `${name} has one mean over ${kept.width} windows, ${formatValue(mean, unit)}`;
          return found(0, sentence, { label: name, usual: mean, now, unit });
        }
        const [old, recent] = [values.slice(0, kept.newLevel), values.slice(kept.newLevel)];
        const [before, after] = [meanOf(old), meanOf(recent)];
        const far = (after - before) / usual.swing;
        const moved = `${swings(far)} that of those before`;
        const shown = `${formatValue(after, unit)} against ${formatValue(before, unit)}`;
        const sentence = `the mean of the last ${recent.length} windows of ${name} is ${moved}: ${shown}`;
        return found(sizeOf(far, p.direction), sentence, { label: name, usual: before, now: after, unit });
      }),
  }),
});

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value / Math.max(1, values.length), 0);
