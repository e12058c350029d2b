import { clamp, logistic, makeSample, round, weighted } from './sample';
import type { Template } from './template';

const objective =
  'Offer help to every student who may drop out, early enough and without singling out a group';

/** Early warning at a school or university. */
export const studentDropout: Template = {
  id: 'student-dropout',
  title: 'Student dropout warning',
  domain: 'education',
  system: 'tabular',
  summary:
    'Watches whether the warnings rest on sound activity data, reach those who need them, and are fair.',
  objective,
  needs: [
    {
      kind: 'column',
      key: 'activity',
      role: 'feature',
      type: 'number',
      what: 'How often the student used the learning platform in the week',
      example: 'logins_per_week',
      synonyms: ['logins', 'activity', 'visits'],
    },
    {
      kind: 'column',
      key: 'grade',
      role: 'feature',
      type: 'number',
      what: 'The average grade so far, in percent',
      example: 'grade_average',
      synonyms: ['gpa', 'grade', 'marks'],
    },
    {
      kind: 'column',
      key: 'warned',
      role: 'prediction',
      type: 'number',
      what: 'Whether a warning was sent to the adviser',
      example: 'warned',
      synonyms: ['prediction', 'at_risk', 'flagged'],
    },
    {
      kind: 'column',
      key: 'group',
      role: 'group',
      type: 'text',
      what: 'The group that must not be singled out',
      example: 'first_generation',
      synonyms: ['sex', 'gender', 'ethnicity', 'disability'],
    },
    {
      kind: 'column',
      key: 'label',
      role: 'label',
      type: 'number',
      what: 'Whether the student left; known at the end of term',
      example: 'dropped_out',
      synonyms: ['dropout', 'left', 'target'],
    },
    { kind: 'value', key: 'yes', what: 'The value that means warned, and left', example: 1 },
  ],
  monitors: [
    {
      id: 'activity-drift',
      aspect: 'drift',
      why: 'Warnings rest on platform activity: when it is counted differently, advisers are sent to the wrong students.',
      text: `version: 1
name: Dropout warning, drift of activity
why:
  objective: ${objective}
schedule: { every: 1d, window: 2d, delay: 6h, reference: { trailing: 21d, ending: 7d } }
nodes:
  students: { type: stream, params: { stream: <stream> } }
  moved: { type: ks, inputs: [students], params: { column: <activity> } }
  drifted: { type: limit, inputs: [moved], params: { warning: 0.15, critical: 0.25, minRows: 300 } }
  tell: { type: log, inputs: [drifted] }
alert: { for: 2 windows, keepFiringFor: 1d }
`,
    },
    {
      id: 'students-scored',
      aspect: 'volume',
      why: 'A student who is not scored gets no warning; a shrinking daily batch is how that shows.',
      text: `version: 1
name: Dropout warning, students scored
why:
  objective: ${objective}
schedule: { every: 1d, window: 1d, delay: 6h }
nodes:
  students: { type: stream, params: { stream: <stream> } }
  scored: { type: row_count, inputs: [students] }
  fewer: { type: change, inputs: [scored], params: { against: previous, direction: down, warning: 0.4, critical: 0.7 } }
  tell: { type: log, inputs: [fewer] }
alert: { for: 1 window }
`,
    },
    {
      id: 'right-students',
      aspect: 'performance',
      why: 'Advisers have time for a few students a week: warnings that are mostly wrong cost them the students who need help.',
      text: `version: 1
name: Dropout warning, precision and recall
why:
  objective: ${objective}
# Who left is known at the end of term.
schedule: { every: 1d, window: 14d, delay: 120d }
nodes:
  students: { type: stream, params: { stream: <stream> } }
  right: { type: precision, inputs: [students], params: { prediction: <warned>, label: <label>, positive: <yes> } }
  found: { type: recall, inputs: [students], params: { prediction: <warned>, label: <label>, positive: <yes> } }
  mostly_wrong: { type: limit, inputs: [right], params: { direction: below, warning: 0.3, critical: 0.2, minRows: 500 } }
  many_missed: { type: limit, inputs: [found], params: { direction: below, warning: 0.45, critical: 0.3, minRows: 500 } }
  poor: { type: any, inputs: [mostly_wrong, many_missed] }
  tell: { type: log, inputs: [poor] }
alert: { for: 2 windows, keepFiringFor: 2d, onNoData: keep }
`,
    },
    {
      id: 'fair-warnings',
      aspect: 'fairness',
      why: 'A warning can stigmatise: no group should receive far more of them than another.',
      text: `version: 1
name: Dropout warning, warnings by group
why:
  objective: ${objective}
schedule: { every: 1d, window: 7d, delay: 6h }
nodes:
  students: { type: stream, params: { stream: <stream> } }
  gap:
    type: demographic_parity_difference
    inputs: [students]
    params: { prediction: <warned>, group: <group>, positive: <yes>, groupRowsMin: 150 }
  too_far_apart: { type: limit, inputs: [gap], params: { warning: 0.1, critical: 0.2 } }
  tell: { type: log, inputs: [too_far_apart] }
alert: { for: 2 windows, keepFiringFor: 2d }
`,
    },
    {
      id: 'grades-there',
      aspect: 'data quality',
      why: 'Without grades the model sees only activity and warns diligent students who read offline.',
      text: `version: 1
name: Dropout warning, grades there and in range
why:
  objective: ${objective}
schedule: { every: 1d, window: 1d, delay: 6h }
nodes:
  students: { type: stream, params: { stream: <stream> } }
  missing: { type: missing_share, inputs: [students], params: { column: <grade> } }
  odd: { type: out_of_range_share, inputs: [students], params: { column: <grade>, min: 0, max: 100 } }
  many_missing: { type: limit, inputs: [missing], params: { warning: 0.1, critical: 0.3, minRows: 100 } }
  many_odd: { type: limit, inputs: [odd], params: { warning: 0.02, critical: 0.1, minRows: 100 } }
  bad_grades: { type: any, inputs: [many_missing, many_odd] }
  tell: { type: log, inputs: [bad_grades] }
alert: { for: 1 window }
`,
    },
  ],
  sample: makeSample({
    stream: 'student_scores',
    columns: [
      { name: 'event_id', type: 'text', role: 'id' },
      { name: 'occurred_at', type: 'time', role: 'timestamp' },
      { name: 'logins_per_week', type: 'number', role: 'feature' },
      { name: 'grade_average', type: 'number', role: 'feature' },
      { name: 'first_generation', type: 'text', role: 'group' },
      { name: 'dropout_risk', type: 'number', role: 'score' },
      { name: 'warned', type: 'number', role: 'prediction' },
      { name: 'dropped_out', type: 'number', role: 'label' },
    ],
    days: 56,
    rowsPerDay: 300,
    incident: {
      fromDay: 38,
      toDay: 43,
      what: 'The platform stops counting logins from its new mobile app, so activity falls to about 60 % overnight.',
      monitor: 'activity-drift',
    },
    row: ({ rng, at, index, inIncident }) => {
      const effort = rng.normal();
      const logins = Math.max(0, Math.round(9 + 4 * effort + rng.normal()));
      const seen = inIncident ? Math.round(logins * 0.6) : logins;
      const grade = clamp(70 + 9 * effort + 7 * rng.normal(), 0, 100);
      const risk = (count: number) => -1.9 - 0.25 * (count - 9) - 0.05 * (grade - 70);
      return [
        `s-${10_000 + index}`,
        at,
        seen,
        rng.uniform() < 0.02 ? null : round(grade, 1),
        weighted(rng, { yes: 0.4, no: 0.6 }),
        round(logistic(risk(seen)), 4),
        logistic(risk(seen)) > 0.25 ? 1 : 0,
        rng.uniform() < logistic(risk(logins)) ? 1 : 0,
      ];
    },
  }),
};
