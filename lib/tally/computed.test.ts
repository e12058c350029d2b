import { describe, expect, it } from 'vitest';
import type { Value } from './column';
import { type Column, type Computed, namesIn, readColumn } from './computed';
import { fold } from './fold';
import { specText } from './tally';

const row = (values: Record<string, Value>) => new Map(Object.entries(values));

describe('a computed column', () => {
  it.each<[Computed, Record<string, Value>, Value]>([
    [{ op: 'sub', a: 'y', b: 'p' }, { y: 3, p: 5 }, -2],
    [{ op: 'abs', a: { op: 'sub', a: 'y', b: 'p' } }, { y: 3, p: 5 }, 2],
    [{ op: 'square', a: 'y' }, { y: -3 }, 9],
    [{ op: 'div', a: 'y', b: 'p' }, { y: 3, p: 0 }, null],
    [{ op: 'div', a: 'y', b: 'p' }, { y: 3, p: Number.POSITIVE_INFINITY }, 0],
    [{ op: 'add', a: 'y', b: 1 }, { y: null }, null],
    [{ op: 'add', a: 'y', b: 1 }, {}, null],
    [{ op: 'add', a: 'y', b: 1 }, { y: '5' }, null],
    [{ op: 'add', a: 'y', b: 1 }, { y: true }, 2],
    [{ op: 'max', a: 'y', b: 4 }, { y: 3 }, 4],
    [{ op: 'max', a: 'y', b: 4 }, { y: null }, null],
    [{ op: 'min', a: 'y', b: 4 }, { y: Number.NaN }, Number.NaN],
    [{ op: 'ln', a: 'y' }, { y: 0 }, null],
    [{ op: 'log1p', a: 'y' }, { y: 1e-20 }, 1e-20],
    [{ op: 'log1p', a: 'y' }, { y: -1 }, null],
    [{ is: { column: 'y', op: 'gt', value: 2 } }, { y: 3 }, true],
    [{ is: { column: 'y', op: 'gt', value: 2 } }, { y: null }, false],
    [{ op: 'mul', a: 'p', b: { is: { column: 'y', op: 'gt', value: 2 } } }, { y: 3, p: 7 }, 7],
  ])('%j of %j is %s', (column, values, wanted) => {
    expect(readColumn(column, row(values))).toBe(wanted);
  });

  it('names what must be read', () => {
    const column: Column = {
      op: 'mul',
      a: { op: 'abs', a: 'x' },
      b: {
        is: {
          any: [
            { column: 'y', op: 'missing' },
            { column: 'x', op: 'eq', value: 1 },
          ],
        },
      },
    };
    expect(namesIn(column)).toEqual(['x', 'y', 'x']);
    expect(namesIn(3)).toEqual([]);
  });

  it('counts the rows that meet a condition, beside a key', () => {
    const failed: Column = { is: { column: 'status', op: 'ge', value: 500 } };
    const rows = [200, 500, 503, null].map((status) => row({ status, tenant: 'a' }));
    const spec = {
      keys: [{ column: 'tenant', bin: { kind: 'identity' as const } }],
      measures: [{ of: 'sum' as const, column: failed }],
    };
    expect(fold(spec, rows).cells).toEqual([{ key: ['a'], count: 4, values: [2] }]);
    const byFailed = fold({ keys: [{ column: failed, bin: { kind: 'identity' } }] }, rows);
    expect(byFailed.cells.map(({ key, count }) => [key[0], count])).toEqual([
      ['false', 2],
      ['true', 2],
    ]);
  });

  it('leaves the text of specs with plain names as it was', () => {
    const bin = { kind: 'presence' as const };
    expect(specText({ keys: [{ column: 'x', bin }], measures: [{ of: 'sum', column: 'y' }] })).toBe(
      '[[["x",{"kind":"presence"}]],[{"of":"sum","column":"y"}]]',
    );
  });
});
