import { describe, expect, it } from 'vitest';
import { expectGolden, goldenAbsent, goldenCases, goldenTable, numbersOf } from './_golden/golden';
import { stdFromSums } from './stdFromSums';

/** Rows gathered into a few bins, as a tally would. */
function binned(values: readonly number[], width: number) {
  const bins = new Map<number, { count: number; sum: number; sumOfSquares: number }>();
  for (const value of values) {
    const place = Math.floor(value / width);
    const bin = bins.get(place) ?? { count: 0, sum: 0, sumOfSquares: 0 };
    bins.set(place, {
      count: bin.count + 1,
      sum: bin.sum + value,
      sumOfSquares: bin.sumOfSquares + value * value,
    });
  }
  return [...bins.values()];
}

describe('stdFromSums', () => {
  it('is mean and spread of the rows', () => {
    expect(stdFromSums([{ count: 2, sum: 4, sumOfSquares: 10 }])).toEqual({ mean: 2, std: 1 });
  });

  it('is 0 for one value, far from the origin too', () => {
    const value = 1_700_000_000_123;
    const many = { count: 5, sum: 5 * value, sumOfSquares: 5 * value * value };
    expect(stdFromSums([many])).toEqual({ mean: value, std: 0 });
  });

  it('keeps the spread between bins of a large offset', () => {
    const at = (value: number) => ({ count: 1, sum: value, sumOfSquares: value * value });
    expect(stdFromSums([at(1e9), at(1e9 + 2)])?.std).toBe(1);
  });

  it('has no answer without rows or where the sums overflow', () => {
    expect(stdFromSums([])).toBeNull();
    expect(stdFromSums([{ count: 0, sum: 0, sumOfSquares: 0 }])).toBeNull();
    expect(stdFromSums([{ count: 1, sum: Infinity, sumOfSquares: Infinity }])).toBeNull();
  });

  describe.skipIf(goldenAbsent)('golden', () => {
    it.each(goldenTable(goldenCases('quantiles', 'moments')))('%s', (_, one) => {
      const values = numbersOf(one, 'x');
      const found = stdFromSums(
        binned(values, Math.max(1e-9, (Math.max(...values) - Math.min(...values)) / 50)),
      );
      expectGolden(one, found?.mean, 'mean');
      expectGolden(one, found?.std, 'std0');
    });
  });
});
