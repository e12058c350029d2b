import { defineDetector } from '@/lib/blocks/block';
import { errorParams, errorRun } from '@/lib/blocks/regressionErrors';
import { figure } from '@/lib/blocks/words';
import { rootMeanFromSum } from '@/lib/stats/meanFromSum';
import { notComputable } from '@/lib/stats/notComputable';

/** How far predicted amounts are off as a factor, large and small ones alike. Needs labels. */
export const rmsle = defineDetector({
  type: 'rmsle',
  title: 'RMSLE',
  category: 'model performance',
  unit: 'score',
  worse: 'higher',
  summary: 'How far predicted amounts are off as a factor, large and small ones alike.',
  when: 'Reach for it for amounts that span orders of magnitude, such as visits or prices: twice as much is as bad at 10 as at 10,000. Values must not be below 0. It needs the true values, which may come later.',
  synonyms: ['root mean squared logarithmic error', 'log error', 'msle', 'regression'],
  sources: ['scikit-learn, mean_squared_log_error'],
  params: errorParams,
  example: { prediction: 'age', label: 'hours_per_week' },
  run: (params) =>
    errorRun(params, {
      name: 'RMSLE',
      measures: ({ prediction, label }) => [
        {
          of: 'sum_of_squares',
          column: { op: 'sub', a: { op: 'log1p', a: prediction }, b: { op: 'log1p', a: label } },
        },
        { of: 'min', column: { op: 'min', a: prediction, b: label } },
      ],
      value: ({ rows, values: [squares = null, least = null] }) =>
        least !== null && least < 0
          ? notComputable(`a value is negative (${figure(least)})`)
          : rootMeanFromSum(squares, rows),
      sentence: (value) => `predictions are off by ${value} in natural logarithms`,
    }),
});
