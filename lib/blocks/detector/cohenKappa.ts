import { defineDetector } from '@/lib/blocks/block';
import { labelParams } from '@/lib/blocks/classes';
import { wholeRun } from '@/lib/blocks/confusions';
import { figure } from '@/lib/blocks/words';
import { cohenKappaOf } from '@/lib/stats/confusionTable';

/** How often predictions are right beyond what the frequencies of the classes give by chance. Needs labels. */
export const cohenKappa = defineDetector({
  type: 'cohen_kappa',
  title: "Cohen's kappa",
  category: 'model performance',
  unit: 'score',
  worse: 'lower',
  summary: 'How often predictions are right beyond what the frequencies of the classes give by chance.',
  when: 'Reach for it to compare two judges, or a model with people: 1 is full agreement, 0 is chance. It needs labels, which may come later.',
  synonyms: ['kappa', 'agreement', 'inter-rater', 'annotation', 'classification'],
  sources: ['Cohen 1960'],
  params: labelParams,
  example: { prediction: 'prediction', label: 'income_gt_50k' },
  run: (params) => wholeRun(params, { name: "Cohen's kappa", value: cohenKappaOf, words: figure }),
});
