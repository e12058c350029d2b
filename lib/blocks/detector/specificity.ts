import { defineDetector } from '@/lib/blocks/block';
import { averagedParams, classRun } from '@/lib/blocks/confusions';
import { specificityOf } from '@/lib/stats/confusion';

/** Of the rows that were negative, the share predicted so. Needs labels. */
export const specificity = defineDetector({
  type: 'specificity',
  title: 'Specificity',
  category: 'model performance',
  unit: 'share',
  worse: 'lower',
  summary: 'Of the rows that were not positive, the share that the model left alone.',
  when: 'Reach for it when most rows are harmless and should stay untouched: 1 less this is the share of them that is flagged for nothing. It needs labels, which may come later.',
  synonyms: ['true negative rate', 'tnr', 'selectivity', 'fall-out', 'false positive rate', 'classification'],
  params: averagedParams,
  example: { prediction: 'prediction', label: 'income_gt_50k', positive: '1' },
  run: (params) =>
    classRun(params, {
      name: 'specificity',
      value: specificityOf,
      why: (positive) => `every labelled row was ${positive}`,
      sentence: (c, positive) =>
        `${c.trueNegatives} of ${c.trueNegatives + c.falsePositives} labelled rows that were not ${positive} were predicted so`,
    }),
});
