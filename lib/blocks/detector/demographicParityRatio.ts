import { defineDetector } from '@/lib/blocks/block';
import { groupRatesRun, selectionParams } from '@/lib/blocks/groupRates';

/** Smallest of the groups’ shares of positive predictions divided by the largest. Needs no labels. */
export const demographicParityRatio = defineDetector({
  type: 'demographic_parity_ratio',
  title: 'Demographic parity ratio',
  category: 'fairness',
  unit: 'ratio',
  worse: 'lower',
  summary: 'The worst-treated group’s rate of positive answers as a fraction of the best-treated one’s.',
  when: 'Reach for it when people are granted or refused something. 1 is equal treatment; employment practice in the United States looks closer below 0.8.',
  synonyms: ['bias', 'fairness', 'four-fifths rule', 'adverse impact', 'group fairness', '80 percent rule'],
  sources: ['Uniform Guidelines on Employee Selection Procedures 1978, section 4D'],
  params: selectionParams,
  example: { prediction: 'prediction', group: 'sex' },
  run: (params) => groupRatesRun(params, { metrics: ['selection_rate'], compare: 'ratio' }),
});
