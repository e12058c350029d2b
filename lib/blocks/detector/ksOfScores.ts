import { defineDetector } from '@/lib/blocks/block';
import { scoreParams, scoreRun } from '@/lib/blocks/scoredClasses';
import { figure, percent } from '@/lib/blocks/words';
import { ksOfScores as ksOf } from '@/lib/stats/ksOfScores';

/** How far the best cut-off of a score parts positives from negatives: 1 is perfect, 0 is chance. Needs labels. */
export const ksOfScores = defineDetector({
  type: 'ks_of_scores',
  title: 'KS of the score',
  category: 'model performance',
  unit: 'score',
  worse: 'lower',
  summary: 'How far the best cut-off of a score parts positives from negatives: 1 is perfect, 0 is chance.',
  when: 'Reach for it where credit scoring reports KS. It needs labels, which may come later, and scores between 0 and 1.',
  synonyms: ['kolmogorov-smirnov', 'youden', 'separation', 'credit scoring', 'cut-off'],
  sources: ['Youden 1950; Siddiqi 2006, Credit risk scorecards'],
  params: scoreParams,
  example: { score: 'score', label: 'income_gt_50k', positive: '1' },
  run: (params) =>
    scoreRun(params, {
      name: 'KS',
      of: ksOf,
      value: ({ ks }) => ks,
      sentence: ({ ks, cutOff }) =>
        cutOff === null
          ? 'no cut-off of the score is better than none'
          : `a cut-off at ${figure(cutOff)} catches ${percent(ks)} more of the rows that were ${params.positive} than of the others`,
    }),
});
