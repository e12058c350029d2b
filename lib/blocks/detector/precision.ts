import { defineDetector } from '@/lib/blocks/block';
import { averagedParams, classRun } from '@/lib/blocks/confusions';
import { precisionOf } from '@/lib/stats/confusion';

/** Of the rows predicted positive, the share that were. Needs labels; no positive prediction is no answer, not 0. */
export const precision = defineDetector({
  type: 'precision',
  title: 'Precision',
  category: 'model performance',
  unit: 'share',
  worse: 'lower',
  summary: 'Of the rows that the model called positive, the share that were.',
  when: 'Reach for it when acting on a wrong positive is costly: blocked customers, needless treatments. It needs labels, which may come later.',
  synonyms: ['positive predictive value', 'ppv', 'false alarms', 'classification'],
  params: averagedParams,
  example: { prediction: 'prediction', label: 'income_gt_50k', positive: '1' },
  run: (params) =>
    classRun(params, {
      name: 'precision',
      value: precisionOf,
      why: (positive) => `no labelled row was predicted ${positive}`,
      sentence: (c, positive) =>
        `${c.truePositives} of ${c.truePositives + c.falsePositives} labelled rows predicted ${positive} were right`,
    }),
});
