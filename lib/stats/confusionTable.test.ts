import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accuracyOf, f1Of, precisionOf, recallOf, specificityOf } from './confusion';
import {
  averageOf,
  balancedAccuracyOf,
  binaryTable,
  type ConfusionTable,
  cohenKappaOf,
  matthewsOf,
  oneVsRest,
} from './confusionTable';
import { isComputable, type NotComputable } from './notComputable';

const size = 4;
const counts = fc.array(fc.integer({ min: 1, max: 50 }), { minLength: size, maxLength: size });
const tables = fc.array(counts, { minLength: size, maxLength: size });
const shuffled = (table: ConfusionTable, order: readonly number[]) =>
  order.map((i) => order.map((j) => table[i]?.[j] ?? 0));
const number = (value: number | NotComputable) => (isComputable(value) ? value : Number.NaN);

describe('a table of several classes', () => {
  it('does not mind in which order the classes stand', () => {
    fc.assert(
      fc.property(tables, (table) => {
        const other = shuffled(table, [2, 0, 3, 1]);
        for (const metric of [balancedAccuracyOf, matthewsOf, cohenKappaOf]) {
          expect(number(metric(table))).toBeCloseTo(number(metric(other)), 12);
        }
      }),
    );
  });

  it('gives accuracy for every micro average, and for weighted recall', () => {
    fc.assert(
      fc.property(tables, (table) => {
        const rows = table.flat().reduce((a, b) => a + b, 0);
        const accuracy = table.reduce((total, row, i) => total + (row[i] ?? 0), 0) / rows;
        for (const metric of [precisionOf, recallOf, f1Of]) {
          expect(number(averageOf(table, { metric, average: 'micro' }))).toBeCloseTo(accuracy, 12);
        }
        const weighted = averageOf(table, { metric: recallOf, average: 'weighted' });
        expect(number(weighted)).toBeCloseTo(accuracy, 12);
        const macro = averageOf(table, { metric: recallOf, average: 'macro' });
        expect(number(macro)).toBeCloseTo(number(balancedAccuracyOf(table)), 12);
      }),
    );
  });

  it('is 1 for a perfect model, and 0 for one that does not look', () => {
    const perfect = [
      [5, 0, 0],
      [0, 9, 0],
      [0, 0, 2],
    ];
    expect([matthewsOf(perfect), cohenKappaOf(perfect), balancedAccuracyOf(perfect)]).toEqual([1, 1, 1]);
    const blind = [
      [2, 4],
      [3, 6],
    ];
    expect(matthewsOf(blind)).toBe(0);
    expect(cohenKappaOf(blind)).toBe(0);
  });

  it('leaves classes without an answer out, or counts them as 0', () => {
    const unseen = [
      [3, 0, 0],
      [1, 0, 0],
      [0, 0, 0],
    ];
    const averaging = { metric: precisionOf, average: 'macro' } as const;
    expect(averageOf(unseen, averaging)).toBe(0.75);
    expect(averageOf(unseen, { ...averaging, undefinedAs: 0 })).toBe(0.25);
    expect(isComputable(averageOf([], averaging))).toBe(false);
  });

  it('says why it has no answer', () => {
    const oneClass = [
      [4, 2],
      [0, 0],
    ];
    expect(matthewsOf(oneClass)).toEqual({ notComputable: 'every row is of one class' });
    expect(cohenKappaOf(oneClass)).toBe(0);
    expect(cohenKappaOf([[4]])).toEqual({ notComputable: 'every row is of one class, and predicted so' });
    const empty = [
      [0, 0],
      [0, 0],
    ];
    for (const metric of [balancedAccuracyOf, matthewsOf, cohenKappaOf]) {
      expect(metric(empty)).toEqual({ notComputable: 'no rows' });
    }
  });
});

describe('two classes', () => {
  const four = fc.tuple(...Array.from({ length: 4 }, () => fc.integer({ min: 1, max: 100 })));

  it('are one table and back', () => {
    fc.assert(
      fc.property(four, ([truePositives = 0, falsePositives = 0, falseNegatives = 0, trueNegatives = 0]) => {
        const c = { truePositives, falsePositives, falseNegatives, trueNegatives };
        expect(oneVsRest(binaryTable(c), 1)).toEqual(c);
        const mirrored = oneVsRest(binaryTable(c), 0);
        expect(recallOf(mirrored)).toBe(specificityOf(c));
        expect(accuracyOf(mirrored)).toBe(accuracyOf(c));
      }),
    );
  });
});
