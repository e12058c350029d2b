import { defineDetector } from '@/lib/blocks/block';
import { labelParams } from '@/lib/blocks/classes';
import { besideOf, rightParts, tableRun } from '@/lib/blocks/confusions';
import { percent } from '@/lib/blocks/words';
import { accuracyOf } from '@/lib/stats/confusion';
import type { ConfusionTable } from '@/lib/stats/confusionTable';

/** Share of labelled rows that were predicted right, with any number of classes. */
export const accuracy = defineDetector({
  type: 'accuracy',
  title: 'Accuracy',
  category: 'model performance',
  unit: 'share',
  worse: 'lower',
  summary: 'The share of predictions that turned out right.',
  when: 'Reach for it when the classes are about equally common and every mistake costs the same. It needs labels, which may come later.',
  synonyms: ['correct predictions', 'error rate', 'classification', 'quality'],
  params: labelParams,
  example: { prediction: 'prediction', label: 'income_gt_50k' },
  run: (params) =>
    tableRun(params, {
      name: 'accuracy',
      value: ({ table }) => accuracyOf(rightAndWrong(table)),
      explain: (value, now, before) => {
        const metric = { value: (table: ConfusionTable) => accuracyOf(rightAndWrong(table)), words: percent };
        const right = rightAndWrong(now.table).truePositives;
        const counts = `${right} of ${now.labelled}`;
        return {
          sentence: `${percent(value)} of predictions were right (${counts})${besideOf(before, metric)}`,
          parts: rightParts(now, before),
        };
      },
    }),
});

/** All classes as one: what was right, and what was not. */
function rightAndWrong(table: ConfusionTable) {
  const rows = table.flat().reduce((a, b) => a + b, 0);
  const right = table.reduce((total, row, i) => total + (row[i] ?? 0), 0);
  return { truePositives: right, falsePositives: rows - right, falseNegatives: 0, trueNegatives: 0 };
}
