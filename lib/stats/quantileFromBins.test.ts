import { describe, expect, it } from 'vitest';
import { expectGolden, goldenAbsent, goldenCases, goldenTable, numbersOf } from './_golden/golden';
import { quantileFromBins } from './quantileFromBins';

describe('quantileFromBins', () => {
  const points = [
    { value: 500, count: 1 },
    { value: 10, count: 99 },
  ];

  it('is the value of the row at its place', () => {
    expect(quantileFromBins(points, 0)).toBe(10);
    expect(quantileFromBins(points, 0.95)).toBe(10);
    expect(quantileFromBins(points, 0.99)).toBe(10);
    expect(quantileFromBins(points, 1)).toBe(500);
  });

  it('does not see values without rows', () => {
    expect(quantileFromBins([{ value: 1, count: 0 }, ...points], 0)).toBe(10);
  });

  it('has no answer without rows or outside [0, 1]', () => {
    expect(quantileFromBins([], 0.5)).toBeNull();
    expect(quantileFromBins(points, 1.5)).toBeNull();
    expect(quantileFromBins(points, Number.NaN)).toBeNull();
  });

  describe.skipIf(goldenAbsent)('golden, method lower', () => {
    it.each(goldenTable(goldenCases('quantiles', 'quantile_lower')))('%s', (_, one) => {
      const values = numbersOf(one, 'x').map((value) => ({ value, count: 1 }));
      for (const q of Object.keys(one.expect)) expectGolden(one, quantileFromBins(values, Number(q)), q);
    });
  });
});
