import { logistic, makeSample, round } from './sample';
import type { Template } from './template';

const objective = 'Repair machines before they fail, and stop none that is sound';

/** Machines with sensors, and a model that says when one will fail. */
export const predictiveMaintenance: Template = {
  id: 'predictive-maintenance',
  title: 'Predictive maintenance',
  domain: 'industry',
  system: 'tabular',
  summary: 'Watches the sensors of each machine as closely as the alarms that are made of them.',
  objective,
  needs: [
    {
      kind: 'column',
      key: 'machine',
      role: 'group',
      type: 'text',
      what: 'Which machine it is',
      example: 'machine',
      synonyms: ['machine_id', 'asset', 'device', 'equipment'],
    },
    {
      kind: 'column',
      key: 'vibration',
      role: 'feature',
      type: 'number',
      what: 'A reading that wear shows in',
      example: 'vibration_mm_s',
      synonyms: ['vibration', 'rms', 'acceleration'],
    },
    {
      kind: 'column',
      key: 'temperature',
      role: 'feature',
      type: 'number',
      what: 'A reading with natural limits, in degrees Celsius',
      example: 'temperature_c',
      synonyms: ['temperature', 'temp', 'oil_temperature'],
    },
    {
      kind: 'column',
      key: 'alarm',
      role: 'prediction',
      type: 'number',
      what: 'Whether the model says that it will fail',
      example: 'alarm',
      synonyms: ['prediction', 'will_fail'],
    },
    {
      kind: 'column',
      key: 'label',
      role: 'label',
      type: 'number',
      what: 'Whether the inspection found a fault',
      example: 'fault_found',
      synonyms: ['failure', 'failed', 'fault', 'target'],
    },
    { kind: 'value', key: 'yes', what: 'The value that means an alarm, and a fault', example: 1 },
  ],
  monitors: [
    {
      id: 'sensor-drift',
      aspect: 'drift',
      why: 'A sensor that reads too high stops a sound machine and one that reads too low lets a worn one run; each machine is watched for itself.',
      text: `version: 1
name: Maintenance, drift of vibration
why:
  objective: ${objective}
schedule: { every: 6h, window: 1d, delay: 10m, reference: { trailing: 14d, ending: 4d } }
nodes:
  readings: { type: stream, params: { stream: <stream> } }
  by_machine: { type: segment, inputs: [readings], params: { column: <machine>, k: 20 } }
  moved: { type: wasserstein, inputs: [by_machine], params: { column: <vibration> } }
  # 144 readings a machine and day move by up to 0.25 standard deviations by chance.
  drifted: { type: limit, inputs: [moved], params: { warning: 0.5, critical: 1, minRows: 70 } }
  tell: { type: log, inputs: [drifted] }
alert: { for: 2 windows, keepFiringFor: 6h }
`,
    },
    {
      id: 'sane-readings',
      aspect: 'data quality',
      why: 'A loose cable reads as minus 40 or 300 degrees, and the model takes it at its word.',
      text: `version: 1
name: Maintenance, readings in range
why:
  objective: ${objective}
schedule: { every: 6h, window: 6h, delay: 10m }
nodes:
  readings: { type: stream, params: { stream: <stream> } }
  odd: { type: out_of_range_share, inputs: [readings], params: { column: <temperature>, min: 0, max: 120 } }
  missing: { type: missing_share, inputs: [readings], params: { column: <temperature> } }
  many_odd: { type: limit, inputs: [odd], params: { warning: 0.05, critical: 0.2, minRows: 50 } }
  many_missing: { type: limit, inputs: [missing], params: { warning: 0.1, critical: 0.3, minRows: 50 } }
  bad_readings: { type: any, inputs: [many_odd, many_missing] }
  tell: { type: log, inputs: [bad_readings] }
alert: { for: 2 windows }
`,
    },
    {
      id: 'machines-report',
      aspect: 'volume',
      why: 'A machine that has gone silent is not watched at all, however good the model is.',
      text: `version: 1
name: Maintenance, every machine reports
why:
  objective: ${objective}
schedule: { every: 6h, window: 6h, delay: 10m }
nodes:
  readings: { type: stream, params: { stream: <stream> } }
  by_machine: { type: segment, inputs: [readings], params: { column: <machine>, k: 20 } }
  count: { type: row_count, inputs: [by_machine] }
  too_few: { type: limit, inputs: [count], params: { direction: below, warning: 12, critical: 3 } }
  tell: { type: log, inputs: [too_few] }
alert: { for: 1 window }
`,
    },
    {
      id: 'right-alarms',
      aspect: 'performance',
      why: 'Precision is the share of stops that were needed, recall the share of faults that were caught: both halves of the objective.',
      text: `version: 1
name: Maintenance, right alarms
why:
  objective: ${objective}
# Inspections are written down within two days.
schedule: { every: 1d, window: 7d, delay: 2d }
nodes:
  readings: { type: stream, params: { stream: <stream> } }
  needed: { type: precision, inputs: [readings], params: { prediction: <alarm>, label: <label>, positive: <yes> } }
  caught: { type: recall, inputs: [readings], params: { prediction: <alarm>, label: <label>, positive: <yes> } }
  idle_stops: { type: limit, inputs: [needed], params: { direction: below, warning: 0.45, critical: 0.3, minRows: 500 } }
  missed: { type: limit, inputs: [caught], params: { direction: below, warning: 0.45, critical: 0.3, minRows: 500 } }
  wrong: { type: any, inputs: [idle_stops, missed] }
  tell: { type: log, inputs: [wrong] }
alert: { for: 2 windows, keepFiringFor: 1d, onNoData: keep }
`,
    },
  ],
  sample: makeSample({
    stream: 'machine_readings',
    columns: [
      { name: 'event_id', type: 'text', role: 'id' },
      { name: 'occurred_at', type: 'time', role: 'timestamp' },
      { name: 'machine', type: 'text', role: 'group' },
      { name: 'vibration_mm_s', type: 'number', role: 'feature' },
      { name: 'temperature_c', type: 'number', role: 'feature' },
      { name: 'failure_probability', type: 'number', role: 'score' },
      { name: 'alarm', type: 'number', role: 'prediction' },
      { name: 'fault_found', type: 'number', role: 'label' },
    ],
    days: 36,
    rowsPerDay: 576,
    incident: {
      fromDay: 27,
      toDay: 30,
      what: 'After a service, the vibration sensor of press_2 reads 1.8 mm/s too high.',
      monitor: 'sensor-drift',
    },
    row: ({ rng, at, index, inIncident }) => {
      const machine = machines[index % machines.length] ?? 'press_1';
      const wear = rng.normal();
      const vibration = 4 + 0.9 * wear + 0.4 * rng.normal();
      const offset = inIncident && machine === 'press_2' ? 1.8 : 0;
      const temperature = 62 + 5 * wear + 3 * rng.normal();
      const risk = (reading: number) => logistic(-4 + 2.6 * (reading - 4) + 0.15 * (temperature - 62));
      const seen = risk(vibration + offset);
      return [
        `r-${300_000 + index}`,
        at,
        machine,
        round(vibration + offset, 2),
        rng.uniform() < 0.002 ? null : round(temperature, 1),
        round(seen, 4),
        seen > 0.4 ? 1 : 0,
        rng.uniform() < risk(vibration) ? 1 : 0,
      ];
    },
  }),
};

const machines = ['press_1', 'press_2', 'lathe_1', 'lathe_2'] as const;
