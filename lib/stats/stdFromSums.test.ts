import { describe, expect, it } from 'vitest';
import { createRng } from '@/lib/core/rng';
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

  it('does not depend on how the rows are gathered', () => {
    const rng = createRng('rows');
    const values = Array.from({ length: 500 }, () => 40 + 12 * rng.normal());
    const alone = stdFromSums(binned(values, 1e-9));
    for (const width of [1, 7, 1000]) {
      expect(stdFromSums(binned(values, width))?.mean).toBeCloseTo(alone?.mean ?? Number.NaN, 9);
      expect(stdFromSums(binned(values, width))?.std).toBeCloseTo(alone?.std ?? Number.NaN, 9);
    }
  });
});
