import { defineDetector } from '@/lib/blocks/block';
import { errorParams, errorRun } from '@/lib/blocks/regressionErrors';
import { percent, rowCount } from '@/lib/blocks/words';
import { meanFromSum } from '@/lib/stats/meanFromSum';

/** How far predicted numbers are off on average, as a share of the true ones. Needs labels. */
export const mape = defineDetector({
  type: 'mape',
  title: 'MAPE',
  category: 'model performance',
  unit: 'ratio',
  worse: 'higher',
  summary: 'How far predicted numbers are off on average, as a share of the true ones.',
  when: 'Reach for it when 10 off of 100 is as bad as 1 off of 10. True values near 0 make it huge, and those of 0 are left out. It needs the true values, which may come later.',
  synonyms: ['mean absolute percentage error', 'percentage error', 'forecast error', 'regression'],
  sources: ['Hyndman and Koehler 2006, Another look at measures of forecast accuracy'],
  params: errorParams,
  example: { prediction: 'age', label: 'hours_per_week' },
  run: (params) =>
    errorRun(params, {
      name: 'MAPE',
      measures: ({ absolute, label }) => [
        { of: 'sum', column: { op: 'div', a: absolute, b: { op: 'abs', a: label } } },
        { of: 'sum', column: { is: { column: label, op: 'eq', value: 0 } } },
      ],
      value: ({ rows, values }) => meanFromSum(values[0] ?? null, rows - (values[1] ?? 0)),
      sentence: (value, { values }) => {
        const zeros = values[1] ?? 0;
        const out = zeros > 0 ? ` (${rowCount(zeros)} with a true value of 0 left out)` : '';
        return `predictions are off by ${value} of the true value on average${out}`;
      },
      words: percent,
    }),
});
