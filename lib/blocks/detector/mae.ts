import { defineDetector } from '@/lib/blocks/block';
import { errorParams, errorRun } from '@/lib/blocks/regressionErrors';
import { meanFromSum } from '@/lib/stats/meanFromSum';

/** How far predicted numbers are off on average. Needs labels. */
export const mae = defineDetector({
  type: 'mae',
  title: 'MAE',
  category: 'model performance',
  unit: 'column',
  worse: 'higher',
  summary: 'How far predicted numbers are off on average.',
  when: 'Reach for it to judge a forecast or a price in its own unit; a few wild rows do not rule it. It needs the true values, which may come later.',
  synonyms: ['mean absolute error', 'mean error', 'forecast error', 'regression'],
  sources: ['Willmott and Matsuura 2005'],
  params: errorParams,
  example: { prediction: 'age', label: 'hours_per_week' },
  run: (params) =>
    errorRun(params, {
      name: 'MAE',
      measures: ({ absolute }) => [{ of: 'sum', column: absolute }],
      value: ({ rows, values }) => meanFromSum(values[0] ?? null, rows),
      sentence: (value) => `predictions are off by ${value} on average`,
    }),
});
