import { defineDetector } from '@/lib/blocks/block';
import { labelParams } from '@/lib/blocks/classes';
import { wholeRun } from '@/lib/blocks/confusions';
import { figure } from '@/lib/blocks/words';
import { matthewsOf } from '@/lib/stats/confusionTable';

/** How far predictions and labels go together: 1 is perfect, 0 is chance, below 0 is worse. Needs labels. */
export const mcc = defineDetector({
  type: 'mcc',
  title: 'Matthews correlation',
  category: 'model performance',
  unit: 'score',
  worse: 'lower',
  summary: 'How far predictions and labels go together: 1 is perfect, 0 is chance, below 0 is worse.',
  when: 'Reach for it when one number must be high only where common and rare classes are both predicted well. It needs labels, which may come later.',
  synonyms: [
    'matthews',
    'phi coefficient',
    'matthews correlation coefficient',
    'imbalanced classes',
    'classification',
  ],
  sources: ['Matthews 1975', 'Gorodkin 2004 for more than two classes'],
  params: labelParams,
  example: { prediction: 'prediction', label: 'income_gt_50k' },
  run: (params) => wholeRun(params, { name: 'Matthews correlation', value: matthewsOf, words: figure }),
});
