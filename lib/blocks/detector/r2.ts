import { defineDetector } from '@/lib/blocks/block';
import type { Sums } from '@/lib/blocks/regressionErrors';
import { errorParams, errorRun } from '@/lib/blocks/regressionErrors';
import { figure } from '@/lib/blocks/words';
import { errorsFromSums } from '@/lib/stats/errorsFromSums';
import { isComputable, type NotComputable, notComputable } from '@/lib/stats/notComputable';

/** How much of the variation of the true values the predictions explain: 1 is perfect, 0 no better than their mean. Needs labels. */
export const r2 = defineDetector({
  type: 'r2',
  title: 'R²',
  category: 'model performance',
  unit: 'score',
  worse: 'lower',
  summary:
    'How much of the variation of the true values the predictions explain: 1 is perfect, 0 no better than their mean.',
  when: 'Reach for it to compare models of different things. It falls when the true values vary less, so look at RMSE as well. It needs the true values, which may come later.',
  synonyms: [
    'r-squared',
    'coefficient of determination',
    'explained variance',
    'goodness of fit',
    'regression',
  ],
  sources: ['Wright 1921'],
  params: errorParams,
  example: { prediction: 'age', label: 'hours_per_week' },
  run: (params) =>
    errorRun(params, {
      name: 'R²',
      measures: ({ error, absolute, centred }) => [
        { of: 'sum_of_squares', column: error },
        { of: 'sum', column: error },
        { of: 'sum', column: absolute },
        { of: 'sum', column: centred },
        { of: 'sum_of_squares', column: centred },
      ],
      value: r2Of,
      sentence: (value) => `predictions explain ${value} of the variation of the true values`,
      words: figure,
    }),
});

function r2Of({ rows, values }: Sums): number | NotComputable {
  const [squared, error, absolute, truth, truthSquared] = values;
  if (![squared, error, absolute, truth, truthSquared].every((sum) => Number.isFinite(sum)))
    return notComputable('the numbers are too large to add up');
  const found = errorsFromSums({
    rows,
    squared: squared ?? 0,
    error: error ?? 0,
    absolute: absolute ?? 0,
    truth: truth ?? 0,
    truthSquared: truthSquared ?? 0,
  });
  return isComputable(found) ? found.r2 : found;
}
