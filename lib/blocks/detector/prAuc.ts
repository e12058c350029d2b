import { defineDetector } from '@/lib/blocks/block';
import { scoreParams, scoreRun } from '@/lib/blocks/scoredClasses';
import { figure, percent } from '@/lib/blocks/words';
import { averagePrecision } from '@/lib/stats/averagePrecision';

/** Precision over all cut-offs of a score, weighted by recall: 1 is perfect, the share of positives is chance. Needs labels. */
export const prAuc = defineDetector({
  type: 'pr_auc',
  title: 'PR AUC',
  category: 'model performance',
  unit: 'score',
  worse: 'lower',
  summary:
    'Precision over all cut-offs of a score, weighted by recall: 1 is perfect, the share of positives is chance.',
  when: 'Reach for it instead of ROC AUC where positives are rare and false alarms cost. It needs labels, which may come later, and scores between 0 and 1.',
  synonyms: ['average precision', 'auprc', 'precision-recall curve', 'imbalanced classes', 'classification'],
  sources: ['Manning, Raghavan and Schütze 2008, chapter 8'],
  params: scoreParams,
  example: { score: 'score', label: 'income_gt_50k', positive: '1' },
  run: (params) =>
    scoreRun(params, {
      name: 'PR AUC',
      of: averagePrecision,
      value: (found) => found,
      sentence: (found, { positives, labelled }) =>
        `PR AUC is ${figure(found)}; ${percent(positives / labelled)} of labelled rows were ${params.positive}, which is what guessing gets`,
    }),
});
