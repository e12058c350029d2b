import type { Rng } from '@/lib/core/rng';
import { clamp, logistic, makeSample, round, weighted } from './sample';
import type { Template } from './template';

const objective = 'Lend to as many customers who will pay back as possible and treat applicants alike';

/** Decisions on loan applications. */
export const creditScoring: Template = {
  id: 'credit-scoring',
  title: 'Credit scoring',
  domain: 'finance',
  system: 'tabular',
  summary:
    'Watches who is approved, what the scores rest on, and whether they still tell good loans from bad.',
  objective,
  needs: [
    {
      kind: 'column',
      key: 'income',
      role: 'feature',
      type: 'number',
      what: 'The yearly income of the applicant',
      example: 'income',
      synonyms: ['annual_income', 'salary'],
    },
    {
      kind: 'column',
      key: 'debt_ratio',
      role: 'feature',
      type: 'number',
      what: 'Monthly debt as a share of monthly income',
      example: 'debt_to_income',
      synonyms: ['dti', 'debt_ratio'],
    },
    {
      kind: 'column',
      key: 'score',
      role: 'score',
      type: 'number',
      what: 'The probability of default that the model gives',
      example: 'default_probability',
      synonyms: ['score', 'probability', 'pd'],
    },
    {
      kind: 'column',
      key: 'decision',
      role: 'prediction',
      type: 'text',
      what: 'What was decided',
      example: 'decision',
      synonyms: ['prediction', 'approved', 'outcome'],
    },
    {
      kind: 'value',
      key: 'approved',
      what: 'The decision that is good for the applicant',
      example: 'approve',
    },
    {
      kind: 'column',
      key: 'group',
      role: 'group',
      type: 'text',
      what: 'The group that must be treated like the others',
      example: 'age_group',
      synonyms: ['age_band', 'sex', 'gender', 'ethnicity', 'region'],
    },
    {
      kind: 'column',
      key: 'label',
      role: 'label',
      type: 'number',
      what: 'Whether the loan defaulted; may come months later',
      example: 'defaulted',
      synonyms: ['default', 'target', 'is_bad'],
    },
    { kind: 'value', key: 'bad', what: 'The label that means a default', example: 1 },
  ],
  monitors: [
    {
      id: 'income-drift',
      aspect: 'drift',
      why: 'The score leans on income: when incomes suddenly look different, good customers are turned away before any loan has had time to default.',
      text: `version: 1
name: Credit scoring, drift of income
why:
  objective: ${objective}
schedule: { every: 1d, window: 1d, delay: 1h, reference: { trailing: 21d, ending: 7d } }
nodes:
  applications: { type: stream, params: { stream: <stream> } }
  income_psi: { type: psi, inputs: [applications], params: { column: <income> } }
  # 400 rows a day: what chance alone makes of them is taken into account.
  drifted: { type: unusual, inputs: [income_psi], params: { warning: 0.0001, critical: 0.00001 } }
  tell: { type: log, inputs: [drifted] }
alert: { for: 2 windows, keepFiringFor: 1d }
`,
    },
    {
      id: 'equal-approval',
      aspect: 'fairness',
      why: 'Treating applicants alike means that no group is approved far less often than another without anybody noticing.',
      text: `version: 1
name: Credit scoring, approval by group
why:
  objective: ${objective}
schedule: { every: 1d, window: 7d, delay: 1h }
nodes:
  applications: { type: stream, params: { stream: <stream> } }
  gap:
    type: demographic_parity_difference
    inputs: [applications]
    params: { prediction: <decision>, group: <group>, positive: <approved>, groupRowsMin: 200 }
  too_far_apart: { type: limit, inputs: [gap], params: { warning: 0.12, critical: 0.2 } }
  tell: { type: log, inputs: [too_far_apart] }
alert: { for: 2 windows, keepFiringFor: 2d }
`,
    },
    {
      id: 'ranking',
      aspect: 'performance',
      why: 'Lending to the right customers needs scores that rank bad loans above good ones; this says once the outcomes are known.',
      text: `version: 1
name: Credit scoring, ROC AUC
why:
  objective: ${objective}
# Outcomes come late: each window is judged 90 days after it ended.
schedule: { every: 1d, window: 7d, delay: 90d }
nodes:
  applications: { type: stream, params: { stream: <stream> } }
  auc: { type: roc_auc, inputs: [applications], params: { score: <score>, label: <label>, positive: <bad> } }
  too_low: { type: limit, inputs: [auc], params: { direction: below, warning: 0.7, critical: 0.65, minRows: 500 } }
  tell: { type: log, inputs: [too_low] }
alert: { for: 2 windows, keepFiringFor: 2d, onNoData: keep }
`,
    },
    {
      id: 'complete-inputs',
      aspect: 'data quality',
      why: 'An application scored on a missing income or an impossible debt ratio is decided by chance.',
      text: `version: 1
name: Credit scoring, complete inputs
why:
  objective: ${objective}
schedule: { every: 6h, window: 1d, delay: 15m }
nodes:
  applications: { type: stream, params: { stream: <stream> } }
  income_missing: { type: missing_share, inputs: [applications], params: { column: <income> } }
  debt_odd: { type: out_of_range_share, inputs: [applications], params: { column: <debt_ratio>, min: 0, max: 2 } }
  # About 1 % of applicants state no income.
  missing_often: { type: limit, inputs: [income_missing], params: { warning: 0.05, critical: 0.15, minRows: 100 } }
  odd_often: { type: limit, inputs: [debt_odd], params: { warning: 0.03, critical: 0.1, minRows: 100 } }
  bad_inputs: { type: any, inputs: [missing_often, odd_often] }
  tell: { type: log, inputs: [bad_inputs] }
alert: { for: 2 windows }
`,
    },
  ],
  sample: makeSample({
    stream: 'credit_decisions',
    columns: [
      { name: 'application_id', type: 'text', role: 'id' },
      { name: 'occurred_at', type: 'time', role: 'timestamp' },
      { name: 'income', type: 'number', role: 'feature' },
      { name: 'debt_to_income', type: 'number', role: 'feature' },
      { name: 'age_group', type: 'text', role: 'group' },
      { name: 'default_probability', type: 'number', role: 'score' },
      { name: 'decision', type: 'text', role: 'prediction' },
      { name: 'defaulted', type: 'number', role: 'label' },
    ],
    days: 49,
    rowsPerDay: 400,
    incident: {
      fromDay: 36,
      toDay: 40,
      what: 'A partner begins to send incomes in thousands, so half of the applicants look poor and are declined.',
      monitor: 'income-drift',
    },
    row: ({ rng, at, index, inIncident }) => {
      const person = drawApplicant(rng);
      const inThousands = inIncident && rng.uniform() < 0.5;
      const income = inThousands ? person.income / 1000 : person.income;
      const score = logistic(riskOf(Math.max(income, 0.001), person.debt));
      const truth = logistic(riskOf(person.income, person.debt));
      return [
        `a-${100_000 + index}`,
        at,
        rng.uniform() < 0.01 ? null : round(income, inThousands ? 2 : 0),
        round(person.debt, 3),
        person.ageGroup,
        round(score, 4),
        score < 0.25 ? 'approve' : 'decline',
        rng.uniform() < truth ? 1 : 0,
      ];
    },
  }),
};

function drawApplicant(rng: Rng) {
  return {
    income: Math.exp(10.5 + 0.45 * rng.normal()),
    debt: clamp(0.32 + 0.13 * rng.normal(), 0.01, 1.5),
    ageGroup: weighted(rng, { '18-29': 0.3, '30-59': 0.5, '60+': 0.2 }),
  };
}

const riskOf = (income: number, debt: number) => -2.1 - 1.6 * (Math.log(income) - 10.5) + 7 * (debt - 0.32);
