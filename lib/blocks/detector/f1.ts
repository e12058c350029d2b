import { defineDetector } from '@/lib/blocks/block';
import { averagedParams, classRun } from '@/lib/blocks/confusions';
import { f1Of } from '@/lib/stats/confusion';

/** Harmonic mean of precision and recall. Needs labels. */
export const f1 = defineDetector({
  type: 'f1',
  title: 'F1 score',
  category: 'model performance',
  unit: 'score',
  worse: 'lower',
  summary: 'One number for precision and recall together, from 0 to 1.',
  when: 'Reach for it when positives are rare and both false alarms and misses cost. It needs labels, which may come later.',
  synonyms: ['f-score', 'f-measure', 'dice', 'classification'],
  sources: ['van Rijsbergen 1979, Information Retrieval'],
  params: averagedParams,
  example: { prediction: 'prediction', label: 'income_gt_50k', positive: '1' },
  run: (params) =>
    classRun(params, {
      name: 'F1',
      value: f1Of,
      why: (positive) => `no labelled row was ${positive} or predicted so`,
      sentence: (c, positive) =>
        `${c.truePositives} rows were rightly predicted ${positive}, ${c.falsePositives} wrongly, and ${c.falseNegatives} were missed`,
    }),
});
