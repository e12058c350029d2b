import { describe, expect, it } from 'vitest';
import type { ColumnInfo } from '@/lib/tally/column';
import type { Catalogue } from './check';
import { compile } from './compile';

const columns: ColumnInfo[] = [
  { name: 'id', type: 'text', role: 'id' },
  { name: 'age', type: 'number', role: 'feature' },
  { name: 'sex', type: 'text', role: 'group' },
  { name: 'prediction', type: 'number', role: 'prediction' },
];
const catalogue: Catalogue = {
  streams: { predictions: columns },
  files: {},
  connections: { pager: 'webhook' },
};

const head = `version: 1
name: Test
schedule: { every: 1h, window: 1d, reference: { from: 2026-01-01, to: 2026-02-01 } }
nodes:
`;
const whole = `${head}  events: { type: stream, params: { stream: predictions } }
  drift: { type: psi, inputs: [events], params: { column: age } }
  limit: { type: limit, inputs: [drift], params: { warning: 0.1, critical: 0.2 } }
  page: { type: webhook, inputs: [limit], params: { connection: pager } }
alert: { for: 2 windows, keepFiringFor: 1h }
`;

const found = (text: string, known: Catalogue | null = catalogue) =>
  compile(text, known).problems.map((p) => `${p.code}@${p.at.line ?? '-'}`);

describe('compile', () => {
  it('turns a spec into a plan', () => {
    const { plan, problems } = compile(whole, catalogue);
    expect(problems).toEqual([]);
    expect(plan?.schedule).toEqual({
      everyMs: 3_600_000,
      windowMs: 86_400_000,
      delayMs: 30_000,
      bucketMs: 3_600_000,
    });
    expect(plan?.alert).toMatchObject({ forMs: 3_600_000, keepFiringForMs: 3_600_000, remindEveryMs: null });
    expect(plan?.detectors.map((d) => [d.id, d.unit, d.relation.source.name])).toEqual([
      ['drift', 'distance', 'predictions'],
    ]);
    expect(plan?.alerting).toEqual(['limit']);
    expect(plan?.actions[0]?.inputs).toEqual(['limit']);
  });

  it('has a detector draw what is usual only where a threshold asks', () => {
    const asking = whole.replace(
      /type: limit, inputs: \[drift\], params: .*/,
      'type: unusual, inputs: [drift] }',
    );
    expect(compile(asking, catalogue).plan?.detectors[0]?.calibrated).toBe(true);
    expect(compile(whole, catalogue).plan?.detectors[0]?.calibrated).toBe(false);
    const onMean = asking.replace('type: psi', 'type: mean');
    expect(compile(onMean, catalogue).problems.map(({ what }) => what)).toEqual([
      '`limit`: what is usual by chance is known of distances only, and `drift` is none.',
    ]);
  });

  it('gives a plan without a catalogue too, for a machine that has no server', () => {
    expect(compile(whole).plan).not.toBeNull();
  });

  it('reports problems of every kind at once, each at its line', () => {
    const text = `${head}  events: { type: stream, params: { stream: predictons } }
  drift: { type: pso, inputs: [events] }
  limit: { type: limit, inputs: [nowhere], params: { critical: high } }
  page: { type: webhook, inputs: [events], params: { connection: nobody } }
`;
    const codes = found(text).map((entry) => entry.split('@')[0]);
    expect(new Set(codes)).toEqual(
      new Set([
        'unknown_stream',
        'unknown_block',
        'unknown_input',
        'param_invalid',
        'wrong_port',
        'unknown_connection',
        'no_action',
      ]),
    );
    for (const entry of found(text)) expect(entry).toMatch(/@[5-8]$/);
  });

  it('names the path of a circle', () => {
    const text = `${head}  a: { type: any, inputs: [b] }
  b: { type: any, inputs: [a] }
`;
    const circle = compile(text, null).problems.find((p) => p.code === 'cycle');
    expect(circle?.what).toContain('a → b → a');
  });

  it('checks columns and their types against the stream', () => {
    expect(found(whole.replace('column: age', 'column: agee'))).toEqual(['unknown_column@6']);
    const quantile = whole.replace(
      'type: psi, inputs: [events], params: { column: age }',
      'type: quantile, inputs: [events], params: { column: sex }',
    );
    expect(found(quantile)).toContain('column_type@6');
  });

  it('fills in columns by role, and says which role is missing', () => {
    const accuracy = whole.replace(
      'type: psi, inputs: [events], params: { column: age }',
      'type: accuracy, inputs: [events]',
    );
    expect(found(accuracy)).toEqual(['missing_role@6']);
    const labelled: Catalogue = {
      ...catalogue,
      streams: { predictions: [...columns, { name: 'y', type: 'number', role: 'label' }] },
    };
    expect(found(accuracy, labelled)).toEqual([]);
  });

  it('asks for a reference where a detector needs one', () => {
    expect(found(whole.replace(', reference: { from: 2026-01-01, to: 2026-02-01 }', ''))).toContain(
      'no_reference@3',
    );
  });

  it('refuses schedules that cannot run', () => {
    expect(found(whole.replace('every: 1h', 'every: 10s'))).toContain('schedule_conflict@3');
    expect(found(whole.replace('to: 2026-02-01', 'to: 2025-02-01'))).toContain('schedule_conflict@3');
    expect(found(whole.replace('every: 1h', 'every: 61m').replace('window: 1d', 'window: 4w'))).toContain(
      'schedule_conflict@3',
    );
  });

  it('warns, but still plans, where nothing follows', () => {
    const text = whole.replace(/ {2}page:.*\n/, '');
    expect(found(text)).toEqual(['no_action@7']);
    expect(compile(text, catalogue).plan?.alerting).toEqual(['limit']);
  });

  it('leaves out what is switched off, and what hangs on it alone', () => {
    const text = whole.replace('{ type: psi,', '{ type: psi, enabled: false,');
    const plan = compile(text, catalogue).plan;
    expect(plan?.detectors).toEqual([]);
    expect(plan?.actions).toEqual([]);
  });

  it('adds up the filters on the way and refuses two segment blocks in a row', () => {
    const filtered = `${head}  events: { type: stream, params: { stream: predictions } }
  adults: { type: filter, inputs: [events], params: { where: { column: age, op: ge, value: 18 } } }
  women: { type: filter, inputs: [adults], params: { where: { column: sex, op: eq, value: F } } }
  rows: { type: row_count, inputs: [women] }
  limit: { type: limit, inputs: [rows], params: { direction: below, critical: 10 } }
`;
    expect(compile(filtered, catalogue).plan?.detectors[0]?.relation.where).toEqual({
      all: [
        { column: 'age', op: 'ge', value: 18 },
        { column: 'sex', op: 'eq', value: 'F' },
      ],
    });
    const twice = filtered
      .replace(
        /filter, inputs: \[events\], params: .*\n/,
        'segment, inputs: [events], params: { column: sex } }\n',
      )
      .replace(
        /filter, inputs: \[adults\], params: .*\n/,
        'segment, inputs: [adults], params: { column: age } }\n',
      );
    expect(found(twice)).toContain('param_conflict@8');
  });

  it('survives 500 nodes and hostile names', () => {
    const many = Array.from({ length: 499 }, (_, i) => `  n${i}: { type: row_count, inputs: [events] }`).join(
      '\n',
    );
    const text = `${head}  events: { type: stream, params: { stream: "<img onerror>\\u202e" } }\n${many}\n`;
    const { problems } = compile(text, catalogue);
    expect(problems.filter((p) => p.code === 'unused_node')).toHaveLength(499);
    expect(problems.some((p) => p.code === 'unknown_stream')).toBe(true);
  });
});
