import * as z from 'zod';
import {
  against,
  besideUsual,
  directionParam,
  found,
  noAnswer,
  smallestSwingParam,
  sumThatCounts,
  windowsParam,
} from '@/lib/blocks/analysing';
import { defineAnalyser } from '@/lib/blocks/block';
import { figure } from '@/lib/blocks/words';
import { cusum as sums } from '@/lib/stats/cusum';
import { isComputable } from '@/lib/stats/notComputable';

const params = z.strictObject({
  windows: windowsParam(200, { min: 20, max: 2_000 }),
  slack: z
    .number()
    .min(0)
    .max(5)
    .default(0.5)
    .meta({ title: 'Slack', unit: 'swings', description: 'Half of the shift that is worth finding.' }),
  direction: directionParam,
  smallestSwing: smallestSwingParam,
});

/** Differences from the usual level added up, beyond a slack; the larger of the sums upwards and downwards. */
export const cusum = defineAnalyser({
  type: 'cusum',
  title: 'CUSUM',
  summary: 'Adds up how far windows lie from the usual level, so that a small lasting shift shows.',
  when: 'Reach for it to notice a small shift early. Above 5 is a common limit; 8 rings less often for nothing. Where values follow a daily rhythm, put it behind a seasonal residual.',
  synonyms: ['cumulative sum', 'shift', 'control chart', 'drift of the mean', 'page'],
  sources: ['Page 1954, Continuous inspection schemes'],
  unit: 'score',
  worse: 'higher',
  params,
  example: { windows: 200, slack: 0.5 },
  run: (p) => ({
    sentence: `Added distances from the level of ${p.windows} windows`,
    lookback: () => p.windows,
    analyse: ({ points, unit, name }) =>
      besideUsual(points, p, ({ values, now, usual }) => {
        const options = { mean: usual.centre, std: usual.swing, slack: p.slack, limit: Infinity };
        const both = sums(values, options);
        if (!isComputable(both)) return noAnswer(both.notComputable);
        const ends = { up: both.upper.at(-1) ?? 0, down: both.lower.at(-1) ?? 0 };
        const { rises, value } = sumThatCounts(ends, p.direction);
        const words = wordsOf(rises ? both.upper : both.lower, rises);
        const sentence = `${name} ${words}: ${against(now, usual, unit)}`;
        return found(value, sentence, { label: name, usual: usual.centre, now, unit });
      }),
  }),
});

/** `has run above its level for 3 windows, 9.2 usual swings added up`. */
function wordsOf(sum: readonly number[], rises: boolean): string {
  const value = sum.at(-1) ?? 0;
  const length = sum.length - 1 - sum.lastIndexOf(0);
  if (value === 0) return 'has not left its level';
  const time = length === 1 ? '1 window' : `${length} windows`;
  const added = figure(Number(value.toPrecision(2)));
  return `has run ${rises ? 'above' : 'below'} its level for ${time}, ${added} usual swings added up`;
}
