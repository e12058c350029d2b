import { defineDetector } from '@/lib/blocks/block';
import { blurWords, scoreParams, scoreRun } from '@/lib/blocks/scoredClasses';
import { percent } from '@/lib/blocks/words';
import { rocAuc as rocAucOf } from '@/lib/stats/rocAuc';

/** How well the score ranks positives above negatives: 1 is perfect, 0.5 is chance. Needs labels. */
export const rocAuc = defineDetector({
  type: 'roc_auc',
  title: 'ROC AUC',
  category: 'model performance',
  unit: 'score',
  worse: 'lower',
  summary: 'How well the score ranks positives above negatives: 1 is perfect, 0.5 is chance.',
  when: 'Reach for it to judge a score whatever the cut-off. It needs labels, which may come later, and scores between 0 and 1.',
  synonyms: ['auc', 'area under curve', 'ranking', 'discrimination', 'classification'],
  sources: ['Hanley and McNeil 1982'],
  params: scoreParams,
  example: { score: 'score', label: 'income_gt_50k', positive: '1' },
  run: (params) =>
    scoreRun(params, {
      name: 'ROC AUC',
      of: rocAucOf,
      value: ({ auc }) => auc,
      sentence: ({ auc, errorMax }, { positives, labelled }) =>
        `a row that was ${params.positive} outranks another in ${percent(auc)} of pairs${blurWords(errorMax)} (${positives} against ${labelled - positives})`,
    }),
});
