import { clamp, logistic, makeSample, round, weighted } from './sample';
import type { Template } from './template';

const objective = 'Call back the patients who would return to hospital within 30 days, whoever they are';

/** Risk of coming back after a discharge. */
export const hospitalReadmission: Template = {
  id: 'hospital-readmission',
  title: 'Hospital readmission',
  domain: 'healthcare',
  system: 'tabular',
  summary:
    'Watches whether patients at risk are still found, in every group, and whether the wards send all they should.',
  objective,
  needs: [
    {
      kind: 'column',
      key: 'ward',
      role: 'feature',
      type: 'text',
      what: 'The ward that discharged the patient',
      example: 'ward',
      synonyms: ['department', 'unit', 'site'],
    },
    {
      kind: 'column',
      key: 'lab',
      role: 'feature',
      type: 'number',
      what: 'A laboratory value that the model needs',
      example: 'creatinine',
      synonyms: ['lab_value', 'hemoglobin', 'sodium'],
    },
    {
      kind: 'column',
      key: 'score',
      role: 'score',
      type: 'number',
      what: 'The risk that the model gives',
      example: 'risk',
      synonyms: ['score', 'risk_score', 'probability'],
    },
    {
      kind: 'column',
      key: 'flagged',
      role: 'prediction',
      type: 'number',
      what: 'Whether the patient was put on the call list',
      example: 'flagged',
      synonyms: ['prediction', 'high_risk'],
    },
    {
      kind: 'column',
      key: 'group',
      role: 'group',
      type: 'text',
      what: 'The group whose care must be as good as that of others',
      example: 'insurance',
      synonyms: ['ethnicity', 'sex', 'gender', 'language'],
    },
    {
      kind: 'column',
      key: 'label',
      role: 'label',
      type: 'number',
      what: 'Whether the patient came back within 30 days',
      example: 'readmitted',
      synonyms: ['readmission', 'readmitted_30d', 'target'],
    },
    { kind: 'value', key: 'yes', what: 'The value that means on the list, and came back', example: 1 },
  ],
  monitors: [
    {
      id: 'missing-labs',
      aspect: 'data quality',
      why: 'A patient whose laboratory value never arrived is scored too low and is not called; it happens to one ward at a time.',
      text: `version: 1
name: Readmission, missing laboratory values
why:
  objective: ${objective}
schedule: { every: 1d, window: 1d, delay: 2h }
nodes:
  discharges: { type: stream, params: { stream: <stream> } }
  by_ward: { type: segment, inputs: [discharges], params: { column: <ward>, k: 10 } }
  missing: { type: missing_share, inputs: [by_ward], params: { column: <lab> } }
  # About 40 discharges a ward and day, 4 % without a value on a usual day.
  too_many: { type: limit, inputs: [missing], params: { warning: 0.25, critical: 0.5, minRows: 15 } }
  tell: { type: log, inputs: [too_many] }
alert: { for: 1 window, keepFiringFor: 1d, onNoData: keep }
`,
    },
    {
      id: 'found-patients',
      aspect: 'performance',
      why: 'Recall is the share of returning patients who were on the list: the objective itself, as a number.',
      text: `version: 1
name: Readmission, patients found
why:
  objective: ${objective}
# Whether somebody came back is known after 30 days.
schedule: { every: 1d, window: 14d, delay: 31d }
nodes:
  discharges: { type: stream, params: { stream: <stream> } }
  found: { type: recall, inputs: [discharges], params: { prediction: <flagged>, label: <label>, positive: <yes> } }
  too_few: { type: limit, inputs: [found], params: { direction: below, warning: 0.5, critical: 0.4, minRows: 500 } }
  tell: { type: log, inputs: [too_few] }
alert: { for: 2 windows, keepFiringFor: 2d, onNoData: keep }
`,
    },
    {
      id: 'equal-care',
      aspect: 'fairness',
      why: 'If patients of one insurance are listed far less often than others, the calls do not reach everybody.',
      text: `version: 1
name: Readmission, calls by group
why:
  objective: ${objective}
schedule: { every: 1d, window: 14d, delay: 2h }
nodes:
  discharges: { type: stream, params: { stream: <stream> } }
  ratio:
    type: demographic_parity_ratio
    inputs: [discharges]
    params: { prediction: <flagged>, group: <group>, positive: <yes>, groupRowsMin: 200 }
  # The four-fifths rule; a limit is crossed only where the whole 95 % interval is below it, so chance does not ring.
  unequal: { type: limit, inputs: [ratio], params: { direction: below, warning: 0.8, critical: 0.66 } }
  tell: { type: log, inputs: [unequal] }
alert: { for: 2 windows, keepFiringFor: 2d }
`,
    },
    {
      id: 'risk-drift',
      aspect: 'drift',
      why: 'When the risks themselves move, the call list grows or shrinks before the first patient has come back.',
      text: `version: 1
name: Readmission, drift of the risk
why:
  objective: ${objective}
schedule: { every: 1d, window: 3d, delay: 2h, reference: { trailing: 14d, ending: 7d } }
nodes:
  discharges: { type: stream, params: { stream: <stream> } }
  moved: { type: ks, inputs: [discharges], params: { column: <score> } }
  drifted: { type: unusual, inputs: [moved], params: { warning: 0.001, critical: 0.0001 } }
  tell: { type: log, inputs: [drifted] }
alert: { for: 2 windows, keepFiringFor: 1d }
`,
    },
  ],
  sample: makeSample({
    stream: 'discharges',
    columns: [
      { name: 'event_id', type: 'text', role: 'id' },
      { name: 'occurred_at', type: 'time', role: 'timestamp' },
      { name: 'ward', type: 'text', role: 'feature' },
      { name: 'age', type: 'number', role: 'feature' },
      { name: 'length_of_stay', type: 'number', role: 'feature' },
      { name: 'creatinine', type: 'number', role: 'feature' },
      { name: 'insurance', type: 'text', role: 'group' },
      { name: 'risk', type: 'number', role: 'score' },
      { name: 'flagged', type: 'number', role: 'prediction' },
      { name: 'readmitted', type: 'number', role: 'label' },
    ],
    days: 49,
    rowsPerDay: 180,
    incident: {
      fromDay: 33,
      toDay: 37,
      what: 'The laboratory interface of the cardiology ward stops: no creatinine arrives from it for four days.',
      monitor: 'missing-labs',
    },
    row: ({ rng, at, index, inIncident }) => {
      const ward = weighted(rng, { internal: 0.3, cardiology: 0.25, surgery: 0.25, geriatrics: 0.2 });
      const age = clamp(Math.round(62 + 16 * rng.normal()), 18, 99);
      const stay = Math.max(1, Math.round(Math.exp(1.4 + 0.6 * rng.normal())));
      const creatinine = Math.exp(0.1 + 0.35 * rng.normal());
      const missing = rng.uniform() < 0.04 || (inIncident && ward === 'cardiology');
      const rest = -2 + 0.035 * (age - 62) + 0.9 * (Math.log(stay) - 1.4);
      const truth = logistic(rest + 2 * (Math.log(creatinine) - 0.1));
      const risk = logistic(rest + (missing ? -0.4 : 2 * (Math.log(creatinine) - 0.1)));
      return [
        `e-${50_000 + index}`,
        at,
        ward,
        age,
        stay,
        missing ? null : round(creatinine, 2),
        weighted(rng, { public: 0.65, private: 0.35 }),
        round(risk, 4),
        risk > 0.17 ? 1 : 0,
        rng.uniform() < truth ? 1 : 0,
      ];
    },
  }),
};
