import { defineDetector } from '@/lib/blocks/block';
import { errorParams, errorRun } from '@/lib/blocks/regressionErrors';
import { meanFromSum } from '@/lib/stats/meanFromSum';

/** Whether predicted numbers are too high or too low on average. Needs labels. */
export const bias = defineDetector({
  type: 'bias',
  title: 'Bias',
  category: 'model performance',
  unit: 'column',
  worse: 'either',
  summary: 'Whether predicted numbers are too high or too low on average.',
  when: 'Reach for it when errors should cancel out: stock, budgets, energy. Above 0 is too high. It needs the true values, which may come later.',
  synonyms: [
    'mean error',
    'mean bias error',
    'systematic error',
    'over-forecast',
    'under-forecast',
    'regression',
  ],
  sources: ['Hyndman and Koehler 2006, Another look at measures of forecast accuracy'],
  params: errorParams,
  example: { prediction: 'age', label: 'hours_per_week' },
  run: (params) =>
    errorRun(params, {
      name: 'Bias',
      measures: ({ error }) => [{ of: 'sum', column: error }],
      value: ({ rows, values }) => meanFromSum(values[0] ?? null, rows),
      sentence: (value) => `prediction less truth is ${value} on average`,
    }),
});
