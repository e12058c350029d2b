import { defineDetector } from '@/lib/blocks/block';
import { errorParams, errorRun } from '@/lib/blocks/regressionErrors';
import { rootMeanFromSum } from '@/lib/stats/meanFromSum';

/** How far predicted numbers are off, large errors counting more. Needs labels. */
export const rmse = defineDetector({
  type: 'rmse',
  title: 'RMSE',
  category: 'model performance',
  unit: 'column',
  worse: 'higher',
  summary: 'How far predicted numbers are off, large errors counting more.',
  when: 'Reach for it when one large error is worse than many small ones; it is in the unit of what is predicted. It needs the true values, which may come later.',
  synonyms: ['root mean squared error', 'mse', 'mean squared error', 'forecast error', 'regression'],
  sources: ['Gauss 1823'],
  params: errorParams,
  example: { prediction: 'age', label: 'hours_per_week' },
  run: (params) =>
    errorRun(params, {
      name: 'RMSE',
      measures: ({ error }) => [{ of: 'sum_of_squares', column: error }],
      value: ({ rows, values }) => rootMeanFromSum(values[0] ?? null, rows),
      sentence: (value) => `predictions are off by ${value} as the root of the mean square`,
    }),
});
