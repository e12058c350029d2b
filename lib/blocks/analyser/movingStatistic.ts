import * as z from 'zod';
import { found, noAnswer, tooFew, valuesOf, windowsParam } from '@/lib/blocks/analysing';
import { defineAnalyser, formatValue } from '@/lib/blocks/block';
import { moments } from '@/lib/stats/moments';
import { isComputable, type NotComputable } from '@/lib/stats/notComputable';
import { robust } from '@/lib/stats/robust';

const params = z.strictObject({
  statistic: z
    .enum(['mean', 'median', 'lowest', 'highest', 'spread'])
    .default('mean')
    .meta({ title: 'Statistic', description: 'Spread is the standard deviation.' }),
  windows: windowsParam(5, { min: 2, max: 1_000 }),
});
type Statistic = z.output<typeof params>['statistic'];

/** One number for the last windows together. At least half of them must have a value. */
export const movingStatistic = defineAnalyser({
  type: 'moving_statistic',
  title: 'Moving statistic',
  summary: 'Gives the mean, median, lowest, highest or spread of the last few windows.',
  when: 'Reach for it when single windows jump about and only the calmer line, or the jumping itself, matters.',
  synonyms: ['rolling mean', 'moving average', 'rolling median', 'smoothing', 'rolling max', 'volatility'],
  unit: 'input',
  worse: 'input',
  params,
  example: { statistic: 'median', windows: 5 },
  run: ({ statistic, windows }) => ({
    sentence: `${words[statistic]} of ${windows} windows`,
    ...(statistic === 'spread' ? { worse: 'higher' as const } : {}),
    lookback: () => windows,
    analyse({ points, unit, name }) {
      const values = valuesOf(points);
      const short = tooFew(windows, points.length) ?? tooFew(Math.ceil(windows / 2), values.length);
      if (short) return short;
      const value = statistics[statistic](values);
      if (!isComputable(value)) return noAnswer(value.notComputable);
      const now = values.at(-1) ?? 0;
      const sentence = `the ${words[statistic].toLowerCase()} of ${name} over ${windows} windows is ${formatValue(value, unit)}, the last one ${formatValue(now, unit)}`;
      return found(value, sentence, { label: name, usual: value, now, unit });
    },
  }),
});

const words: Record<Statistic, string> = {
  mean: 'Mean',
  median: 'Median',
  lowest: 'Lowest',
  highest: 'Highest',
  spread: 'Spread',
};

const statistics: Record<Statistic, (values: readonly number[]) => number | NotComputable> = {
  mean: (values) => part(moments(values), 'mean'),
  median: (values) => part(robust(values), 'median'),
  lowest: (values) => Math.min(...values),
  highest: (values) => Math.max(...values),
  spread: (values) => part(moments(values), 'std'),
};

function part<K extends string>(all: Record<K, number | NotComputable> | NotComputable, name: K) {
  return isComputable(all) ? all[name] : all;
}
