import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chiSquare } from './chiSquare';
import { chiSquareOneSample } from './chiSquareOneSample';
import { fisherExact } from './fisherExact';
import { gTest } from './gTest';
import { isComputable } from './notComputable';

const row = fc.array(fc.nat({ max: 80 }), { minLength: 4, maxLength: 4 });

describe.each([
  ['chiSquare', chiSquare],
  ['gTest', gTest],
] as const)('%s', (_, test) => {
  it('is at least 0 with a p-value in [0, 1], the same for any order of rows and columns', () => {
    fc.assert(
      fc.property(row, row, (a, b) => {
        const found = test([a, b]);
        const turned = test([b.toReversed(), a.toReversed()]);
        if (!isComputable(found) || !isComputable(turned)) {
          expect(turned).toEqual(found);
          return;
        }
        expect(found.statistic).toBeGreaterThanOrEqual(0);
        expect(found.pValue).toBeGreaterThanOrEqual(0);
        expect(found.pValue).toBeLessThanOrEqual(1);
        expect(turned.statistic).toBeCloseTo(found.statistic, 9);
        expect(turned.degrees).toBe(found.degrees);
      }),
    );
  });

  it('leaves out a category that nobody has', () => {
    expect(
      test([
        [5, 0, 9],
        [7, 0, 2],
      ]),
    ).toEqual(
      test([
        [5, 9],
        [7, 2],
      ]),
    );
  });

  it('finds no difference in one category, and no strength of it either', () => {
    expect(test([[5], [7]])).toEqual({
      statistic: 0,
      pValue: 1,
      degrees: 0,
      minExpected: 5,
      cramersV: { notComputable: 'there is one category' },
    });
  });

  it('has no answer for a side without rows', () => {
    expect(
      test([
        [1, 2],
        [0, 0],
      ]),
    ).toEqual({ notComputable: 'a side has no rows' });
    expect(test([])).toEqual({ notComputable: 'a side has no rows' });
  });

  it('rises with the rows, shares being equal', () => {
    fc.assert(
      fc.property(row, row, fc.integer({ min: 2, max: 5 }), (a, b, times) => {
        const more = (counts: readonly number[]) => counts.map((count) => count * times);
        const [small, large] = [test([a, b]), test([more(a), more(b)])];
        if (!isComputable(small) || !isComputable(large)) return;
        expect(large.statistic).toBeCloseTo(small.statistic * times, 6);
        expect(large.pValue).toBeLessThanOrEqual(small.pValue + 1e-12);
      }),
    );
  });
});

it('takes half a row off each difference with the continuity correction, in a table of four cells only', () => {
  expect(
    chiSquare(
      [
        [10, 20],
        [20, 10],
      ],
      { yates: true },
    ),
  ).toMatchObject({ statistic: (4.5 ** 2 / 15) * 4 });
  const wide = [
    [10, 20, 5],
    [20, 10, 7],
  ];
  expect(chiSquare(wide, { yates: true })).toEqual(chiSquare(wide));
});

it('takes a new category as certain drift where the reference is the truth', () => {
  expect(chiSquareOneSample([5, 0], [4, 1])).toMatchObject({ pValue: 0 });
  expect(chiSquareOneSample([5], [7])).toEqual({ notComputable: 'there is one category' });
});

describe('fisherExact', () => {
  const cell = fc.integer({ min: 0, max: 12 });

  it('adds up the tables with the same margins that are at most as likely', () => {
    fc.assert(
      fc.property(fc.tuple(cell, cell, cell, cell), ([a, b, c, d]) => {
        const found = fisherExact([a, b], [c, d]);
        expect(isComputable(found)).toBe(![a + b, c + d, a + c, b + d].includes(0));
        if (!isComputable(found)) return;
        const chance = (k: number) => choose(a + b, k) * choose(c + d, a + c - k);
        const tables = Array.from({ length: a + c + 1 }, (_, k) => chance(k));
        const seen = chance(a);
        const sum = (values: readonly number[]) => values.reduce((x, y) => x + y, 0);
        const expected = sum(tables.filter((likelihood) => likelihood <= seen * (1 + 1e-9))) / sum(tables);
        expect(found.pValue).toBeCloseTo(expected, 9);
      }),
    );
  });

  const choose = (n: number, k: number): number => {
    if (k < 0 || k > n) return 0;
    return k === 0 ? 1 : (choose(n - 1, k - 1) * n) / k;
  };
});
