import { defineDetector } from '@/lib/blocks/block';
import { className } from '@/lib/blocks/classes';
import { groupRatesRun, selectionParams } from '@/lib/blocks/groupRates';

/** Smallest ratio of a group's share of positive predictions to that of one privileged group. Needs no labels. */
export const disparateImpact = defineDetector({
  type: 'disparate_impact',
  title: 'Disparate impact (four-fifths rule)',
  category: 'fairness',
  unit: 'ratio',
  worse: 'lower',
  summary: 'How often a group gets the positive answer, as a fraction of one privileged group’s rate.',
  when: 'Reach for it when a rule names the group to compare with. The four-fifths rule looks closer below 0.8, and doubts small numbers: here a limit counts only if the whole interval is below it.',
  synonyms: ['four-fifths rule', '80 percent rule', 'adverse impact', 'bias', 'fairness', 'selection rate'],
  sources: [
    'Uniform Guidelines on Employee Selection Procedures 1978, 29 CFR 1607.4 D',
    'Feldman et al. 2015, Certifying and removing disparate impact',
  ],
  params: selectionParams.extend({
    privileged: className({
      title: 'Privileged group',
      description: 'The group to compare with; left out, the one with most rows.',
    }).optional(),
  }),
  example: { prediction: 'prediction', group: 'sex', privileged: 'Male' },
  run: ({ privileged, ...params }) =>
    groupRatesRun(params, {
      metrics: ['selection_rate'],
      compare: { against: privileged === undefined ? null : String(privileged) },
    }),
});
