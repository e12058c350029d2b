import { defineDetector } from '@/lib/blocks/block';
import { className, labelParams } from '@/lib/blocks/classes';
import { type Counted, largestCells, tableRun } from '@/lib/blocks/confusions';
import { percent } from '@/lib/blocks/words';
import { notComputable } from '@/lib/stats/notComputable';

/** Share of labelled rows in one cell of the confusion matrix, or in all cells that are mistakes. */
export const confusionMatrix = defineDetector({
  type: 'confusion_matrix',
  title: 'Confusion matrix',
  category: 'model performance',
  unit: 'share',
  worse: 'higher',
  summary: 'How often one class is taken for another; without a choice, how often any is.',
  when: 'Reach for it when one mistake matters more than others, such as a fraud taken for a good payment. Its parts show what is taken for what. It needs labels, which may come later.',
  synonyms: ['misclassification', 'error rate', 'contingency table', 'false positive', 'false negative'],
  params: labelParams.extend({
    actual: className({ title: 'Was', description: 'The true class; left out, any.' }).optional(),
    predicted: className({
      title: 'Was taken for',
      description: 'The predicted class; left out, any other.',
    }).optional(),
  }),
  example: { prediction: 'prediction', label: 'income_gt_50k' },
  run: ({ actual, predicted, ...params }) => {
    const rowsIn = (counted: Counted) => cellRows(counted, { actual, predicted });
    const whole = actual === undefined && predicted === undefined;
    const what = `rows that were ${actual ?? 'anything'} and taken for ${predicted ?? 'another class'}`;
    return tableRun(params, {
      name: 'the confusion matrix',
      value: (now) => (now.labelled > 0 ? rowsIn(now) / now.labelled : notComputable('no labelled row')),
      explain: (value, now, before) => {
        const beside = before ? `, ${percent(rowsIn(before) / before.labelled)} in the reference` : '';
        const said = whole ? 'predictions that were wrong' : what;
        const sentence = `${said}: ${percent(value)} (${rowsIn(now)} of ${now.labelled})${beside}`;
        return { sentence, parts: largestCells(now, before) };
      },
    });
  },
});

type Wanted = { actual: unknown; predicted: unknown };

/** Rows in the wanted cells; with both classes named that cell, right or wrong, else mistakes alone. */
function cellRows({ classes, table }: Counted, { actual, predicted }: Wanted): number {
  const is = (name: string | undefined, wanted: unknown) => wanted === undefined || name === plain(wanted);
  let rows = 0;
  table.forEach((row, truth) => {
    row.forEach((count, guess) => {
      const right = truth === guess && (actual === undefined || predicted === undefined);
      if (!right && is(classes[truth], actual) && is(classes[guess], predicted)) rows += count;
    });
  });
  return rows;
}

const plain = (name: unknown) => {
  const text = String(name);
  return text === 'true' ? '1' : text === 'false' ? '0' : text;
};
