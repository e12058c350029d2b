import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isComputable } from './notComputable';
import { quantile } from './quantile';
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
    expect(quantileFromBins([], 0.5)).toEqual({ notComputable: 'no values' });
    expect(quantileFromBins(points, 1.5)).toEqual({ notComputable: '1.5 is not a share' });
    expect(isComputable(quantileFromBins(points, Number.NaN))).toBe(false);
  });

  it('is the lower one of the two values that the quantile of all rows lies between', () => {
    const values = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 50 });
    fc.assert(
      fc.property(values, fc.double({ min: 0, max: 1, noNaN: true }), (all, q) => {
        const sorted = [...all].sort((a, b) => a - b);
        const bins = [...new Set(all)].map((value) => ({
          value,
          count: all.filter((other) => other === value).length,
        }));
        expect(quantileFromBins(bins, q)).toBe(quantile(sorted, q, 'lower'));
      }),
    );
  });
});
