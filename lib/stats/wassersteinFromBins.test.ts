import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isComputable } from './notComputable';
import { wassersteinFromBins as wasserstein } from './wassersteinFromBins';

const rows = (values: readonly number[]) => values.map((value) => ({ value, count: 1 }));

describe('wassersteinFromBins', () => {
  it('is how far everything has moved', () => {
    expect(wasserstein([{ value: 0, count: 2 }], [{ value: 3, count: 5 }])).toBe(3);
    expect(wasserstein(rows([0, 1, 3]), rows([5, 6, 8]))).toBe(5);
  });

  it('is 0 for the same shares, in any order and at any size', () => {
    const twice = [...rows([3, 1, 2]), ...rows([1, 3, 2])];
    expect(wasserstein(rows([1, 2, 3]), twice)).toBeCloseTo(0, 12);
  });

  it('has no answer without rows, and none that is not finite', () => {
    expect(isComputable(wasserstein([], rows([1])))).toBe(false);
    expect(isComputable(wasserstein(rows([1]), [{ value: 1, count: 0 }]))).toBe(false);
    expect(isComputable(wasserstein(rows([1]), rows([Infinity])))).toBe(false);
  });

  it('spans the whole range of numbers', () => {
    expect(wasserstein(rows([-1e308, -1e308]), rows([-1e308, 1e308]))).toBeCloseTo(1e308, -300);
  });

  it('grows by the shift for sides that do not overlap', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 99 }), { minLength: 1 }),
        fc.nat(500),
        (values, extra) => {
          const by = 100 + extra;
          const moved = values.map((value) => value + by);
          expect(wasserstein(rows(values), rows(moved))).toBeCloseTo(by, 6);
        },
      ),
    );
  });
});
