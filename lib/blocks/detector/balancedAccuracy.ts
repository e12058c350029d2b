import { defineDetector } from '@/lib/blocks/block';
import { labelParams } from '@/lib/blocks/classes';
import { wholeRun } from '@/lib/blocks/confusions';
import { percent } from '@/lib/blocks/words';
import { balancedAccuracyOf } from '@/lib/stats/confusionTable';

/** The share of predictions that turned out right, each true class counting alike. Needs labels. */
export const balancedAccuracy = defineDetector({
  type: 'balanced_accuracy',
  title: 'Balanced accuracy',
  category: 'model performance',
  unit: 'share',
  worse: 'lower',
  summary: 'The share of predictions that turned out right, each true class counting alike.',
  when: 'Reach for it instead of accuracy when some classes are rare: a model that always gives the most common answer gets no more than a guess. It needs labels, which may come later.',
  synonyms: ['mean recall', 'macro recall', 'imbalanced classes', 'classification'],
  sources: ['Brodersen et al. 2010, The balanced accuracy and its posterior distribution'],
  params: labelParams,
  example: { prediction: 'prediction', label: 'income_gt_50k' },
  run: (params) => wholeRun(params, { name: 'balanced accuracy', value: balancedAccuracyOf, words: percent }),
});
