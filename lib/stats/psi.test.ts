import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  expectGolden,
  type Golden,
  goldenAbsent,
  goldenCases,
  goldenTable,
  histogram,
  linearQuantiles,
  numbersOf,
  pooledCounts,
  textsOf,
} from './_golden/golden';
import { psi } from './psi';

const counts = fc.array(fc.nat({ max: 1000 }), { minLength: 2, maxLength: 20 });

describe('psi', () => {
  it('is 0 for equal shares, whatever the sizes', () => {
    expect(psi([50, 50], [50, 50])).toBe(0);
    expect(psi([10, 30], [100, 300])).toBeCloseTo(0, 15);
  });

  it('is what the formula gives by hand', () => {
    expect(psi([50, 50], [25, 75])).toBeCloseTo(-0.25 * Math.log(0.5) + 0.25 * Math.log(1.5), 15);
  });

  it('stays finite where a bin is empty', () => {
    expect(psi([10, 0], [0, 10])).toBeCloseTo(2 * 0.9999 * Math.log(1e4), 10);
  });

  it('has no answer where a side has no rows', () => {
    expect(psi([0, 0], [1, 2])).toBeNull();
    expect(psi([1, 2], [0, 0])).toBeNull();
    expect(psi([], [])).toBeNull();
  });

  it('is never negative and the same both ways', () => {
    fc.assert(
      fc.property(counts, counts, (a, b) => {
        const [p, q] = [a.slice(0, Math.min(a.length, b.length)), b.slice(0, Math.min(a.length, b.length))];
        const there = psi(p, q);
        if (there === null) return;
        expect(there).toBeGreaterThanOrEqual(0);
        expect(psi(q, p)).toBeCloseTo(there, 9);
      }),
    );
  });

  describe.skipIf(goldenAbsent)('golden', () => {
    it.each(goldenTable(goldenCases('drift-numeric', 'psi_quantile')))('%s', (_, one) => {
      const [reference, current] = [numbersOf(one, 'reference'), numbersOf(one, 'current')];
      const edges = [...new Set(linearQuantiles(reference, 10))].slice(1, -1);
      expectGolden(one, psi(histogram(reference, edges), histogram(current, edges)), 'psi');
    });

    // Evidently replaces an empty share by the smallest other one instead of by 1e-4, so tables with small shares differ.
    const pooledOf = (one: Golden) => pooledCounts(textsOf(one, 'reference'), textsOf(one, 'current'));
    const full = goldenCases('drift-categorical', 'psi_categorical').filter((one) => {
      const { reference, current } = pooledOf(one);
      const smallest = (side: number[]) => Math.min(...side) / side.reduce((a, b) => a + b, 0);
      return smallest(reference) >= 1e-4 && smallest(current) >= 1e-4;
    });
    it.each(goldenTable(full))('%s', (_, one) => {
      const { reference, current } = pooledOf(one);
      expectGolden(one, psi(reference, current), 'psi');
    });
  });
});
