import * as z from 'zod';
import { defineDetector } from '@/lib/blocks/block';
import { averagedParams, classRun } from '@/lib/blocks/confusions';
import { fBetaOf } from '@/lib/stats/confusion';

/** Weighted harmonic mean of precision and recall. Needs labels. */
export const fBeta = defineDetector({
  type: 'f_beta',
  title: 'F-beta score',
  category: 'model performance',
  unit: 'score',
  worse: 'lower',
  summary: 'Precision and recall in one number, with a weight of your own, from 0 to 1.',
  when: 'Reach for it when misses and false alarms do not cost the same: beta 2 minds misses more, 0.5 false alarms. It needs labels, which may come later.',
  synonyms: ['f2', 'f0.5', 'f-measure', 'weighted f-score', 'classification'],
  sources: ['van Rijsbergen 1979, Information Retrieval'],
  params: averagedParams.extend({
    beta: z
      .number()
      .min(0.01)
      .max(100)
      .default(2)
      .meta({ title: 'Beta', description: 'How many times as much recall counts as precision.' }),
  }),
  example: { prediction: 'prediction', label: 'income_gt_50k', positive: '1', beta: 2 },
  run: ({ beta, ...params }) =>
    classRun(params, {
      name: `F${beta}`,
      value: (c) => fBetaOf(c, beta),
      why: (positive) => `no labelled row was ${positive} or predicted so`,
      sentence: (c, positive) =>
        `${c.truePositives} rows were rightly predicted ${positive}, ${c.falsePositives} wrongly, and ${c.falseNegatives} were missed`,
    }),
});
