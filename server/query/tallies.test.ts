import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { floorTo, HOUR_MS, MINUTE_MS } from '@/lib/core/time';
import { EVENT_TIME, type Row, type Value } from '@/lib/tally/column';
import type { Column, Computed, Operand } from '@/lib/tally/computed';
import { type Condition, matches } from '@/lib/tally/condition';
import { fold } from '@/lib/tally/fold';
import type { Bin, Format } from '@/lib/tally/key';
import type { SampleSpec } from '@/lib/tally/sample';
import type { Tally, TallySpec } from '@/lib/tally/tally';
import { type EventStore, openEvents } from '@/server/events/store';
import { readTallies } from './tallies';

const T0 = Date.UTC(2026, 2, 1, 12);
const COLUMNS = ['n', 't', 'b', 'tm', 'late', 'absent'] as const;
const NUMBERS = [
  0,
  -0,
  1,
  -1,
  0.1,
  0.2,
  1.5,
  2,
  3,
  1e-300,
  5e-324,
  -5e-324,
  2 ** -1022,
  2 ** -1023,
  2 ** 1023,
  Number.MAX_VALUE,
  -Number.MAX_VALUE,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  0.3,
  1 / 3,
  4.000000000000001,
];
const TEXTS = [
  '',
  'a',
  'b',
  'A',
  'ß',
  'é',
  'e\u0301',
  '\u{1F600}',
  '\uE000',
  '\uFFFD',
  'NaN',
  'true',
  '0',
  "o'x",
  'a\0b',
  '؛',
  '__proto__',
  '-1.5e3',
  '1.5 ',
  '12\n',
  '2026-03-01T12:00:00.5+01:00',
  '2026-13-01',
  'TRUE',
];

const number = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...NUMBERS) },
  { weight: 1, arbitrary: fc.double() },
);
const text = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...TEXTS) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 5 }) },
);
const edgeList = fc
  .uniqueArray(
    number.filter((x) => !Number.isNaN(x)),
    { maxLength: 12, comparator: (a, b) => a === b },
  )
  .map((xs) => xs.sort((a, b) => a - b));

const leaf: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({
    column: fc.constantFrom(...COLUMNS),
    op: fc.constantFrom(
      'eq' as const,
      'ne' as const,
      'lt' as const,
      'le' as const,
      'gt' as const,
      'ge' as const,
      'contains' as const,
    ),
    value: fc.oneof(
      number.filter((x) => !Number.isNaN(x)),
      text,
      fc.boolean(),
    ),
  }),
  fc.record({
    column: fc.constantFrom(...COLUMNS),
    op: fc.constant('in' as const),
    values: fc.array(fc.oneof(number, text), { maxLength: 4 }),
  }),
  fc.record({ column: fc.constantFrom(...COLUMNS), op: fc.constant('missing' as const) }),
);
const condition: fc.Arbitrary<Condition> = fc.oneof(
  leaf,
  leaf.map((part) => ({ not: part })),
  fc.array(leaf, { minLength: 1, maxLength: 3 }).map((all) => ({ all })),
  fc.array(leaf, { minLength: 1, maxLength: 3 }).map((any) => ({ any })),
);

/** Few levels: SQL repeats the text of what is nested. Logarithms may differ in the last digit, so they are apart. */
const operand: fc.Arbitrary<Operand> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom<Operand[]>(...COLUMNS) },
  { weight: 1, arbitrary: number.filter(Number.isFinite) },
  { weight: 1, arbitrary: condition.map((is) => ({ is })) },
);
const arithmetic = (part: fc.Arbitrary<Operand>): fc.Arbitrary<Computed> =>
  fc.oneof(
    fc.record({ op: fc.constantFrom('add', 'sub', 'mul', 'div', 'min', 'max'), a: part, b: part }),
    fc.record({ op: fc.constantFrom('abs', 'square'), a: part }),
  );
const computed: fc.Arbitrary<Computed> = fc.oneof(
  condition.map((is) => ({ is })),
  fc.array(fc.constantFrom(...COLUMNS), { maxLength: 3 }).map((hash) => ({ hash })),
  arithmetic(operand),
  arithmetic(fc.oneof(operand, arithmetic(operand))),
);
const column: fc.Arbitrary<Column> = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom<Column[]>(...COLUMNS) },
  { weight: 1, arbitrary: computed },
);

const bin: fc.Arbitrary<Bin> = fc.oneof(
  fc.constant<Bin>({ kind: 'identity' }),
  fc.constant<Bin>({ kind: 'presence' }),
  fc
    .array(fc.oneof(number.filter(Number.isFinite), text), { maxLength: 5 })
    .map((values): Bin => ({ kind: 'top', values })),
  edgeList.map((edges): Bin => ({ kind: 'edges', edges })),
  fc.constantFrom<Format>('number', 'time', 'boolean').map((as): Bin => ({ kind: 'format', as })),
  fc.constantFrom(0.1, 1, 3, 1000, 60_000).map((width): Bin => ({ kind: 'step', width })),
  fc.constantFrom(1, 16, 64, 100).map((perOctave): Bin => ({ kind: 'log', perOctave })),
);
const key = fc.record({ column, bin });
const measure = fc.record({
  of: fc.constantFrom('min' as const, 'max' as const),
  column: fc.oneof(fc.constantFrom<Column[]>('n', 'tm', 't', 'b'), computed),
});
const sample: fc.Arbitrary<SampleSpec> = fc.record(
  {
    columns: fc.array(column, { maxLength: 3 }),
    n: fc.constantFrom(1, 2, 5, 40),
    by: fc.array(column, { maxLength: 2 }),
    rowsMax: fc.constantFrom(1, 2, 5),
  },
  { requiredKeys: ['columns', 'n'] },
);
const spec: fc.Arbitrary<TallySpec> = fc.record({
  keys: fc.array(key, { maxLength: 3 }),
  measures: fc.array(measure, { maxLength: 2 }),
});
const apart: fc.Arbitrary<TallySpec> = fc.record({
  keys: fc.array(key, { maxLength: 2 }),
  apart: fc.array(key, { minLength: 1, maxLength: 4 }),
});
const sampled: fc.Arbitrary<TallySpec> = fc.record({ keys: fc.array(key, { maxLength: 2 }), sample });

let folder: string;
let events: EventStore;
let rows: Row[];

function makeRows(): Row[] {
  const value = <T extends Value>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null, freq: 6 });
  const row = fc.record({
    n: value(number),
    t: value(text),
    b: value(fc.boolean()),
    tm: value(fc.integer({ min: 1e12, max: 1e12 + 5 })),
    late: value(fc.constantFrom(0, 1, 2)),
    time: fc.integer({ min: T0 - 2 * HOUR_MS, max: T0 }),
  });
  return fc.sample(row, { numRuns: 600, seed: 7 }).map((r) => {
    const { time, ...rest } = r;
    return new Map<string, Value>([...Object.entries(rest), [EVENT_TIME, time]]);
  });
}

/** Numbers that JSON cannot say go the way that the body reader sends them. */
const asJson = (value: Value | undefined) =>
  typeof value === 'number' && !Number.isFinite(value) ? `\0${value}` : (value ?? null);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tocsin-tallies-'));
  events = await openEvents({
    path: join(folder, 'e.duckdb'),
    filesDir: join(folder, 'files'),
    clock: () => T0,
  });
  rows = makeRows();
  const seed = { id: 'seed', ts: 1, n: 1, t: 'x', b: true, tm: '2026-01-01T00:00:00Z' };
  const records = rows.map((row, i) => ({
    id: `r${i}`,
    ts: row.get(EVENT_TIME),
    n: asJson(row.get('n')),
    t: row.get('t'),
    b: row.get('b'),
    tm: row.get('tm'),
  }));
  const answer = await events.append('s', [seed, ...records], { origin: 'event', bytes: 1 });
  expect([answer.accepted, answer.problems]).toEqual([601, []]);
  const labels = rows
    .map((row, i) => ({ id: `r${i}`, late: row.get('late') }))
    .filter((l) => l.late !== null);
  await events.append('s', [{ id: 'nobody', late: 5 }, ...labels], { origin: 'label', bytes: 1 });
});

afterAll(async () => {
  await events.close();
  await rm(folder, { recursive: true, force: true });
});

const SPAN = { from: T0 - HOUR_MS, to: T0 - 7 * MINUTE_MS };

function folded(specs: readonly TallySpec[], where: Condition | null): Map<number, Tally>[] {
  return specs.map((one) => {
    const buckets = new Map<number, Row[]>();
    for (const row of rows) {
      const at = row.get(EVENT_TIME) as number;
      if (at < SPAN.from || at >= SPAN.to || (where && !matches(where, row))) continue;
      const start = floorTo(at, 15 * MINUTE_MS);
      buckets.set(start, [...(buckets.get(start) ?? []), row]);
    }
    return new Map(
      [...buckets].sort(([a], [b]) => a - b).map(([start, part]) => [start, oneZero(fold(one, part))]),
    );
  });
}

const oneZero = (tally: Tally): Tally => ({
  cells: tally.cells.map((cell) => ({
    ...cell,
    values: cell.values.map((v) => (v === null ? null : v + 0)),
  })),
});

describe('a tally in SQL', () => {
  const source = { kind: 'stream', name: 's' } as const;

  it('is the tally in TypeScript, whatever the bins, columns and conditions', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof({ weight: 3, arbitrary: spec }, { weight: 1, arbitrary: apart }), {
          minLength: 1,
          maxLength: 4,
        }),
        fc.option(condition),
        async (specs, where) => {
          const wish = { relation: { source, where }, span: SPAN, bucketMs: 15 * MINUTE_MS, specs };
          expect(await readTallies(events, wish)).toEqual(folded(specs, where));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('keeps the rows that TypeScript keeps as a sample', async () => {
    await fc.assert(
      fc.asyncProperty(sampled, fc.option(condition), async (one, where) => {
        const wish = { relation: { source, where }, span: SPAN, bucketMs: 15 * MINUTE_MS, specs: [one] };
        expect(await readTallies(events, wish)).toEqual(folded([one], where));
      }),
      { numRuns: 100 },
    );
  });

  it('adds up computed columns as TypeScript does, to rounding', async () => {
    const error: Computed = { op: 'sub', a: 'late', b: { op: 'min', a: 'n', b: 5 } };
    const pinball: Computed = {
      op: 'max',
      a: { op: 'mul', a: 0.9, b: error },
      b: { op: 'mul', a: -0.1, b: error },
    };
    const columns: Computed[] = [
      { op: 'div', a: { op: 'abs', a: error }, b: { op: 'max', a: { op: 'abs', a: 'late' }, b: 1e-9 } },
      pinball,
      { op: 'square', a: { op: 'sub', a: { op: 'log1p', a: 'late' }, b: { op: 'log1p', a: 'n' } } },
      { op: 'log1p', a: { op: 'mul', a: 'n', b: 1e-12 } },
      { op: 'ln', a: 'n' },
      { op: 'mul', a: 'late', b: { is: { column: 'b', op: 'eq', value: true } } },
    ];
    const spec: TallySpec = {
      keys: [{ column: { is: { column: 't', op: 'missing' } }, bin: { kind: 'identity' } }],
      measures: columns.flatMap((column) => [
        { of: 'sum' as const, column },
        { of: 'max' as const, column },
      ]),
    };
    const where: Condition = {
      not: {
        any: [
          { column: 'n', op: 'gt', value: 1e6 },
          { column: 'n', op: 'lt', value: -1e6 },
        ],
      },
    };
    const wish = { relation: { source, where }, span: SPAN, bucketMs: 15 * MINUTE_MS, specs: [spec] };
    const [sql = new Map<number, Tally>()] = await readTallies(events, wish);
    const [wanted = new Map<number, Tally>()] = folded([spec], where);
    expect([...sql.keys()]).toEqual([...wanted.keys()]);
    for (const [start, tally] of wanted) {
      const got = sql.get(start)?.cells ?? [];
      expect(got.map((cell) => [cell.key, cell.count])).toEqual(
        tally.cells.map((cell) => [cell.key, cell.count]),
      );
      tally.cells.forEach((cell, i) => {
        cell.values.forEach((value, m) => {
          expectClose(got[i]?.values[m] ?? null, value);
        });
      });
    }
  });

  it('adds up to the sums in TypeScript, to rounding', async () => {
    const sums: TallySpec = {
      keys: [{ column: 'b', bin: { kind: 'identity' } }],
      measures: [
        { of: 'sum', column: 'tm' },
        { of: 'sum_of_squares', column: 'late' },
      ],
    };
    const [sql] = await readTallies(events, {
      relation: { source, where: null },
      span: SPAN,
      bucketMs: HOUR_MS,
      specs: [sums],
    });
    const wanted = fold(
      sums,
      rows.filter(
        (r) => (r.get(EVENT_TIME) as number) >= SPAN.from && (r.get(EVENT_TIME) as number) < SPAN.to,
      ),
    );
    expect(sql?.get(SPAN.from)).toEqual(wanted);
  });
});

/** To 12 digits: logarithms differ in the last one from one library to another, and sums with their order. */
function expectClose(got: number | null, wanted: number | null): void {
  if (got === null || wanted === null) expect(got).toBe(wanted);
  else expect(Math.abs(got - wanted)).toBeLessThanOrEqual(1e-12 * Math.max(1e-300, Math.abs(wanted)));
}
