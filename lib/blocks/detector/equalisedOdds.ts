import { defineDetector } from '@/lib/blocks/block';
import { groupRatesRun, outcomeParams } from '@/lib/blocks/groupRates';

/** The larger of the groups’ differences in true and in false positive rates. */
export const equalisedOdds = defineDetector({
  type: 'equalised_odds',
  title: 'Equalised odds',
  category: 'fairness',
  unit: 'share',
  worse: 'higher',
  summary:
    'How much more often the model is wrong for one group than for another, in the worse of both directions.',
  when: 'Reach for it when misses and false alarms both do harm. It compares true positive and false positive rates, so it needs labels. 0 is equal.',
  synonyms: [
    'bias',
    'fairness',
    'equalized odds',
    'true positive rate',
    'false positive rate',
    'error rates by group',
  ],
  sources: ['Hardt, Price and Srebro 2016, Equality of opportunity in supervised learning'],
  params: outcomeParams,
  example: { prediction: 'prediction', label: 'income_gt_50k', group: 'sex' },
  run: (params) =>
    groupRatesRun(params, { metrics: ['recall', 'false_positive_rate'], compare: 'difference' }),
});
