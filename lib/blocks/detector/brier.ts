import { defineDetector } from '@/lib/blocks/block';
import { scoreParams } from '@/lib/blocks/scoredClasses';
import { scoreLossRun } from '@/lib/blocks/scoreLosses';

/** The mean squared distance of the score from what came true: 0 is perfect, 0.25 a coin. Needs labels. */
export const brier = defineDetector({
  type: 'brier',
  title: 'Brier score',
  category: 'model performance',
  unit: 'score',
  worse: 'higher',
  summary: 'The mean squared distance of the score from what came true: 0 is perfect, 0.25 a coin.',
  when: 'Reach for it when scores are read as probabilities; it feels both their calibration and how well they tell the classes apart. It needs labels, which may come later.',
  synonyms: ['mean squared error of probabilities', 'quadratic score', 'calibration', 'classification'],
  sources: ['Brier 1950, Verification of forecasts expressed in terms of probability'],
  params: scoreParams,
  example: { score: 'score', label: 'income_gt_50k', positive: '1' },
  run: (params) => scoreLossRun(params, { name: 'the Brier score', of: 'brier' }),
});
