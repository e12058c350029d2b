import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Row, Value } from './column';
import { fold } from './fold';
import type { Bin } from './key';
import { dropFirst, merge, splitFirst } from './merge';
import type { SampleSpec } from './sample';
import { compareKeys, emptyTally, keyText, rowsOf, type Tally, type TallySpec } from './tally';

const COLUMNS = ['a', 'b', 'c'];
const value: fc.Arbitrary<Value> = fc.oneof(
  fc.constantFrom<Value>(
    null,
    true,
    false,
    0,
    -0,
    1,
    2.5,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    '',
    'x',
    'true',
    '\u{1F600}',
  ),
  fc.double(),
  fc.string({ unit: 'binary', maxLength: 3 }),
);
// Whole numbers, so that sums are the same in any order.
const whole = fc.option(fc.integer({ min: -1000, max: 1000 }), { nil: null });
const row: fc.Arbitrary<Row> = fc.tuple(value, value, value, whole).map(
  ([a, b, c, n]) =>
    new Map<string, Value>([
      ['a', a],
      ['b', b],
      ['c', c],
      ['n', n],
    ]),
);
const rows = fc.array(row, { maxLength: 30 });
const edges = fc
  .uniqueArray(fc.double({ noNaN: true }), { maxLength: 5 })
  .map((list) => list.sort((x, y) => x - y));
const bin: fc.Arbitrary<Bin> = fc.oneof(
  fc.constantFrom<Bin>({ kind: 'identity' }, { kind: 'presence' }, { kind: 'log', perOctave: 64 }),
  fc
    .array(fc.oneof(fc.string({ maxLength: 2 }), fc.integer()), { maxLength: 3 })
    .map((values): Bin => ({ kind: 'top', values })),
  edges.map((list): Bin => ({ kind: 'edges', edges: list })),
);
const sample: fc.Arbitrary<SampleSpec> = fc.record(
  {
    columns: fc.subarray([...COLUMNS, 'n']),
    n: fc.constantFrom(1, 3, 10),
    by: fc.subarray(COLUMNS),
    rowsMax: fc.constantFrom(1, 2),
  },
  { requiredKeys: ['columns', 'n'] },
);
const counted = fc.record({
  keys: fc.array(fc.record({ column: fc.constantFrom(...COLUMNS), bin }), { maxLength: 3 }),
  measures: fc.array(
    fc.record({
      of: fc.constantFrom('sum' as const, 'sum_of_squares' as const, 'min' as const, 'max' as const),
      column: fc.constantFrom('n', 'absent'),
    }),
    { maxLength: 3 },
  ),
});
const spec: fc.Arbitrary<TallySpec> = fc.oneof(
  counted,
  fc.tuple(counted, sample).map(([s, own]) => ({ ...s, sample: own })),
);

describe('merge', () => {
  it('has the empty tally as its unit', () => {
    fc.assert(
      fc.property(spec, rows, (s, part) => {
        const tally = fold(s, part);
        expect(merge(s, [tally, emptyTally])).toEqual(tally);
        expect(merge(s, [emptyTally, tally])).toEqual(tally);
        expect(merge(s, [])).toEqual(emptyTally);
      }),
    );
  });

  it('is commutative and associative', () => {
    fc.assert(
      fc.property(spec, fc.tuple(rows, rows, rows), (s, [p, q, r]) => {
        const [a, b, c] = [fold(s, p), fold(s, q), fold(s, r)] as const;
        expect(merge(s, [a, b])).toEqual(merge(s, [b, a]));
        expect(merge(s, [merge(s, [a, b]), c])).toEqual(merge(s, [a, merge(s, [b, c])]));
      }),
    );
  });

  it('of two tallies is the tally of both their rows', () => {
    fc.assert(
      fc.property(spec, rows, rows, (s, p, q) => {
        expect(merge(s, [fold(s, p), fold(s, q)])).toEqual(fold(s, [...p, ...q]));
      }),
    );
  });

  it('does not change what it is given', () => {
    const s: TallySpec = { keys: [], measures: [{ of: 'sum', column: 'n' }] };
    const tally = fold(s, [new Map([['n', 1]])]);
    merge(s, [tally, tally]);
    expect(tally).toEqual({ cells: [{ key: [], count: 1, values: [1] }] });
  });
});

describe('a tally', () => {
  it('does not depend on the order of its rows', () => {
    fc.assert(
      fc.property(spec, rows, (s, part) => {
        expect(fold(s, [...part].reverse())).toEqual(fold(s, part));
      }),
    );
  });

  it('counts each row once, in cells that are in order and differ', () => {
    fc.assert(
      fc.property(spec, rows, (s, part) => {
        const tally = fold(s, part);
        expect(rowsOf(tally)).toBe(part.length);
        tally.cells.forEach((cell, i) => {
          const next = tally.cells[i + 1];
          expect(cell.count).toBeGreaterThan(0);
          if (next) expect(compareKeys(cell.key, next.key)).toBeLessThan(0);
        });
        expect(new Set(tally.cells.map((c) => keyText(c.key))).size).toBe(tally.cells.length);
      }),
    );
  });

  it('is the same after being stored', () => {
    fc.assert(
      fc.property(spec, rows, (s, part) => {
        const tally = fold(s, part);
        expect(merge(s, [JSON.parse(JSON.stringify(tally)) as Tally])).toEqual(tally);
      }),
    );
  });
});

describe('parts', () => {
  it('by the first key hold all rows, and without it are the tally of the other keys', () => {
    const withKey = spec.filter((s) => s.keys.length > 0);
    fc.assert(
      fc.property(withKey, rows, (s, part) => {
        const tally = fold(s, part);
        const parts = [...splitFirst(tally).values()];
        expect(parts.reduce((n, p) => n + rowsOf(p), 0)).toBe(part.length);
        const rest: TallySpec = { ...s, keys: s.keys.slice(1) };
        expect(dropFirst(rest, tally)).toEqual(fold(rest, part));
      }),
    );
  });
});
