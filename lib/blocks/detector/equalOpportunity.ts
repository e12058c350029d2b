import { defineDetector } from '@/lib/blocks/block';
import { groupRatesRun, outcomeParams } from '@/lib/blocks/groupRates';

/** Largest difference between two groups’ true positive rates. */
export const equalOpportunity = defineDetector({
  type: 'equal_opportunity',
  title: 'Equal opportunity',
  category: 'fairness',
  unit: 'share',
  worse: 'higher',
  summary: 'How much more often one group’s deserving people get the positive answer than another’s.',
  when: 'Reach for it when being missed is the harm: the sick who are not treated, the sound borrowers who are refused. It needs labels. 0 is equal.',
  synonyms: ['bias', 'fairness', 'true positive rate', 'recall by group', 'sensitivity', 'missed'],
  sources: ['Hardt, Price and Srebro 2016, Equality of opportunity in supervised learning'],
  params: outcomeParams,
  example: { prediction: 'prediction', label: 'income_gt_50k', group: 'sex' },
  run: (params) => groupRatesRun(params, { metrics: ['recall'], compare: 'difference' }),
});
