import { defineDetector } from '@/lib/blocks/block';
import { groupRatesRun, outcomeParams } from '@/lib/blocks/groupRates';

/** Largest difference between two groups’ precisions. */
export const predictiveParity = defineDetector({
  type: 'predictive_parity',
  title: 'Predictive parity',
  category: 'fairness',
  unit: 'share',
  worse: 'higher',
  summary: 'How much more a positive answer can be trusted for one group than for another.',
  when: 'Reach for it when people act on the positive answer and it should mean the same for everybody. It needs labels. 0 is equal.',
  synonyms: ['bias', 'fairness', 'precision by group', 'positive predictive value', 'outcome test', 'trust'],
  sources: ['Chouldechova 2017, Fair prediction with disparate impact'],
  params: outcomeParams,
  example: { prediction: 'prediction', label: 'income_gt_50k', group: 'sex' },
  run: (params) => groupRatesRun(params, { metrics: ['precision'], compare: 'difference' }),
});
