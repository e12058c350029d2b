import * as z from 'zod';
import { defineDetector } from '@/lib/blocks/block';
import { errorParams, errorRun } from '@/lib/blocks/regressionErrors';
import { meanFromSum } from '@/lib/stats/meanFromSum';

/** How good predictions of a quantile are, such as a forecast of the p90. Needs labels. */
export const quantileLoss = defineDetector({
  type: 'quantile_loss',
  title: 'Quantile loss',
  category: 'model performance',
  unit: 'column',
  worse: 'higher',
  summary: 'How good predictions of a quantile are, such as a forecast of the p90.',
  when: 'Reach for it when the model answers what should be exceeded in a given share of cases: too low costs q, too high 1 less q of the distance. It needs the true values, which may come later.',
  synonyms: ['pinball loss', 'quantile regression', 'tilted loss', 'probabilistic forecast', 'regression'],
  sources: ['Koenker and Bassett 1978, Regression quantiles'],
  params: errorParams.extend({
    q: z
      .number()
      .min(0.001)
      .max(0.999)
      .default(0.5)
      .meta({ title: 'Quantile', description: '0.9 is a forecast that one case in ten should exceed.' }),
  }),
  example: { prediction: 'age', label: 'hours_per_week', q: 0.9 },
  run: ({ q, ...params }) =>
    errorRun(params, {
      name: 'Quantile loss',
      measures: ({ label, prediction }) => {
        const over = { op: 'sub' as const, a: label, b: prediction };
        const [low, high] = [
          { op: 'mul' as const, a: over, b: q },
          { op: 'mul' as const, a: over, b: q - 1 },
        ];
        return [{ of: 'sum', column: { op: 'max', a: low, b: high } }];
      },
      value: ({ rows, values }) => meanFromSum(values[0] ?? null, rows),
      sentence: (value) => `the quantile loss at ${q} is ${value}`,
    }),
});
