import { defineDetector } from '@/lib/blocks/block';
import { blurWords, scoreParams, scoreRun } from '@/lib/blocks/scoredClasses';
import { figure } from '@/lib/blocks/words';
import { rocAuc as rocAucOf } from '@/lib/stats/rocAuc';

/** How well the score ranks positives above negatives: 1 is perfect, 0 is chance. Needs labels. */
export const gini = defineDetector({
  type: 'gini',
  title: 'Gini',
  category: 'model performance',
  unit: 'score',
  worse: 'lower',
  summary: 'How well the score ranks positives above negatives: 1 is perfect, 0 is chance.',
  when: 'Reach for it where credit risk speaks of Gini: it is twice the ROC AUC, less 1. It needs labels, which may come later, and scores between 0 and 1.',
  synonyms: ['gini coefficient', 'somers d', 'accuracy ratio', 'auc', 'credit scoring'],
  sources: ['Somers 1962'],
  params: scoreParams,
  example: { score: 'score', label: 'income_gt_50k', positive: '1' },
  run: (params) =>
    scoreRun(params, {
      name: 'Gini',
      of: rocAucOf,
      value: ({ gini }) => gini,
      sentence: ({ gini, errorMax }, { positives, labelled }) =>
        `Gini is ${figure(gini)}${blurWords(2 * errorMax)} (${positives} rows that were ${params.positive} against ${labelled - positives})`,
    }),
});
