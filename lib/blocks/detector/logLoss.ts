import { defineDetector } from '@/lib/blocks/block';
import { scoreParams } from '@/lib/blocks/scoredClasses';
import { scoreLossRun } from '@/lib/blocks/scoreLosses';

/** How much a score is surprised by what came true: 0 is perfect, 0.69 a coin. Needs labels. */
export const logLoss = defineDetector({
  type: 'log_loss',
  title: 'Log loss',
  category: 'model performance',
  unit: 'score',
  worse: 'higher',
  summary: 'How much a score is surprised by what came true: 0 is perfect, 0.69 a coin.',
  when: 'Reach for it when scores are read as probabilities and sure mistakes must cost most. It needs labels, which may come later, and scores between 0 and 1.',
  synonyms: ['cross-entropy', 'logistic loss', 'negative log-likelihood', 'classification'],
  sources: ['Good 1952, Rational decisions'],
  params: scoreParams,
  example: { score: 'score', label: 'income_gt_50k', positive: '1' },
  run: (params) => scoreLossRun(params, { name: 'log loss', of: 'logLoss' }),
});
