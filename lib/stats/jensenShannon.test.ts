import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  expectGolden,
  goldenAbsent,
  goldenCases,
  goldenTable,
  pooledCounts,
  textsOf,
} from './_golden/golden';
import { jensenShannon } from './jensenShannon';

describe('jensenShannon', () => {
  it('is 0 for equal shares and 1 for disjoint ones', () => {
    expect(jensenShannon([1, 2, 3], [10, 20, 30])).toBe(0);
    expect(jensenShannon([10, 0], [0, 3])).toBe(1);
  });

  it('needs no correction for an empty bin', () => {
    // One half against all: divergence 0.311278 bits by hand.
    expect(jensenShannon([1, 1], [2, 0])).toBeCloseTo(Math.sqrt(0.31127812445913283), 12);
  });

  it('has no answer where a side has no rows', () => {
    expect(jensenShannon([0, 0], [1, 1])).toBeNull();
    expect(jensenShannon([1, 1], [0, 0])).toBeNull();
  });

  it('lies in [0, 1], is the same both ways and obeys the triangle inequality', () => {
    const side = fc
      .array(fc.nat({ max: 99 }), { minLength: 5, maxLength: 5 })
      .filter((a) => a.some((x) => x > 0));
    const d = (a: readonly number[], b: readonly number[]) => jensenShannon(a, b) ?? Number.NaN;
    fc.assert(
      fc.property(side, side, side, (a, b, c) => {
        expect(d(a, b)).toBeGreaterThanOrEqual(0);
        expect(d(a, b)).toBeLessThanOrEqual(1);
        expect(d(a, b)).toBeCloseTo(d(b, a), 12);
        expect(d(a, c)).toBeLessThanOrEqual(d(a, b) + d(b, c) + 1e-7);
      }),
    );
  });

  describe.skipIf(goldenAbsent)('golden', () => {
    const cases = goldenCases('drift-categorical', 'jensen_shannon');
    it.each(goldenTable(cases))('%s', (_, one) => {
      const pooled = pooledCounts(textsOf(one, 'reference'), textsOf(one, 'current'));
      expectGolden(one, jensenShannon(pooled.reference, pooled.current), 'distance');
    });
  });
});
