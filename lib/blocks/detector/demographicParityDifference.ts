import { defineDetector } from '@/lib/blocks/block';
import { groupRatesRun, selectionParams } from '@/lib/blocks/groupRates';

/** Largest difference between two groups’ shares of positive predictions. Needs no labels. */
export const demographicParityDifference = defineDetector({
  type: 'demographic_parity_difference',
  title: 'Demographic parity difference',
  category: 'fairness',
  unit: 'share',
  worse: 'higher',
  summary: 'How much more often the best-treated group gets the positive answer than the worst-treated one.',
  when: 'Reach for it when people are granted or refused something. It needs no labels, only the group of each row. 0 is equal treatment.',
  synonyms: ['bias', 'fairness', 'statistical parity', 'selection rate', 'discrimination', 'group fairness'],
  sources: ['Agarwal et al. 2018, A reductions approach to fair classification'],
  params: selectionParams,
  example: { prediction: 'prediction', group: 'sex' },
  run: (params) => groupRatesRun(params, { metrics: ['selection_rate'], compare: 'difference' }),
});
