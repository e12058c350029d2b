import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  expectGolden,
  goldenAbsent,
  goldenCases,
  goldenTable,
  numbersOf,
  pooledCounts,
} from './_golden/golden';
import { ksFromBins } from './ksFromBins';

describe('ksFromBins', () => {
  it('says how large the gap is, where, and which way', () => {
    expect(ksFromBins([50, 50], [25, 75])).toEqual({ distance: 0.25, bin: 0, sign: 1 });
    expect(ksFromBins([1, 2, 1], [2, 2, 0])).toEqual({ distance: 0.25, bin: 0, sign: -1 });
  });

  it('is 0 for equal shares and 1 for disjoint ones', () => {
    expect(ksFromBins([3, 1], [6, 2])).toEqual({ distance: 0, bin: 0, sign: 0 });
    expect(ksFromBins([5, 0], [0, 9])?.distance).toBe(1);
  });

  it('has no answer where a side has no rows', () => {
    expect(ksFromBins([0], [4])).toBeNull();
    expect(ksFromBins([4], [0])).toBeNull();
  });

  it('never grows when neighbouring bins are joined', () => {
    const side = fc.array(fc.nat({ max: 50 }), { minLength: 6, maxLength: 6 });
    const join = (counts: readonly number[]) => [0, 2, 4].map((i) => (counts[i] ?? 0) + (counts[i + 1] ?? 0));
    fc.assert(
      fc.property(side, side, (reference, current) => {
        const fine = ksFromBins(reference, current);
        const rough = ksFromBins(join(reference), join(current));
        if (!fine || !rough) return;
        expect(rough.distance).toBeLessThanOrEqual(fine.distance + 1e-12);
      }),
    );
  });

  const comparable = [...goldenCases('drift-numeric', 'ks'), ...goldenCases('degenerate', 'ks')];
  describe.skipIf(goldenAbsent)('golden, a bin for each distinct value', () => {
    it.each(goldenTable(comparable))('%s', (_, one) => {
      const { values, reference, current } = pooledCounts(
        numbersOf(one, 'reference'),
        numbersOf(one, 'current'),
      );
      const found = ksFromBins(reference, current);
      if ('error' in one.expect) return expect(found).toBeNull();
      expectGolden(one, found?.distance, 'statistic');
      if (one.expect.statistic_location === undefined) return;
      expect(values[found?.bin ?? -1]).toBe(one.expect.statistic_location);
      expect(found?.sign).toBe(one.expect.statistic_sign);
    });
  });
});
