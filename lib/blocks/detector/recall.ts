import { defineDetector } from '@/lib/blocks/block';
import { averagedParams, classRun } from '@/lib/blocks/confusions';
import { recallOf } from '@/lib/stats/confusion';

/** Of the rows that were positive, the share predicted so. Needs labels; no positive row is no answer, not 0. */
export const recall = defineDetector({
  type: 'recall',
  title: 'Recall',
  category: 'model performance',
  unit: 'share',
  worse: 'lower',
  summary: 'Of the rows that were positive, the share that the model found.',
  when: 'Reach for it when a missed positive is costly: fraud, disease, unsafe content. It needs labels, which may come later.',
  synonyms: ['sensitivity', 'true positive rate', 'tpr', 'hit rate', 'misses', 'classification'],
  params: averagedParams,
  example: { prediction: 'prediction', label: 'income_gt_50k', positive: '1' },
  run: (params) =>
    classRun(params, {
      name: 'recall',
      value: recallOf,
      why: (positive) => `no labelled row was ${positive}`,
      sentence: (c, positive) =>
        `${c.truePositives} of ${c.truePositives + c.falseNegatives} rows that were ${positive} were found`,
    }),
});
