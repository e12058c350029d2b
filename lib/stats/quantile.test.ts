import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRng } from '@/lib/core/rng';
import { moments } from './moments';
import { isComputable } from './notComputable';
import { type QuantileMethod, quantile } from './quantile';
import { quantileInterval } from './quantileInterval';
import { robust } from './robust';

const values = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 60 });
const share = fc.double({ min: 0, max: 1, noNaN: true });
const methods: QuantileMethod[] = [
  'linear',
  'weibull',
  'hazen',
  'median_unbiased',
  'normal_unbiased',
  'interpolated_inverted_cdf',
  'lower',
  'higher',
  'nearest',
  'midpoint',
];
const sortedOf = (all: readonly number[]) => [...all].sort((a, b) => a - b);
function sure<T>(found: T): Exclude<T, { notComputable: string }> {
  if (!isComputable(found)) throw new Error('not computable');
  return found as Exclude<T, { notComputable: string }>;
}

describe('quantile', () => {
  it('rises with q from the smallest value to the largest, by every method', () => {
    fc.assert(
      fc.property(values, share, share, (all, a, b) => {
        const sorted = sortedOf(all);
        for (const method of methods) {
          const [low, high] = [Math.min(a, b), Math.max(a, b)].map((q) => sure(quantile(sorted, q, method)));
          expect(low).toBeLessThanOrEqual((high ?? 0) + 1e-6);
          expect(quantile(sorted, 0, method)).toBe(sorted[0]);
          expect(quantile(sorted, 1, method)).toBe(sorted.at(-1));
        }
      }),
    );
  });

  it('is mirrored by the values with the other sign, where a method has no side', () => {
    fc.assert(
      fc.property(values, fc.nat({ max: 64 }), (all, sixtyFourths) => {
        const q = sixtyFourths / 64;
        for (const method of ['linear', 'hazen', 'weibull', 'median_unbiased', 'midpoint'] as const) {
          const mirrored = sortedOf(all.map((value) => -value));
          expect(sure(quantile(mirrored, 1 - q, method))).toBeCloseTo(
            -sure(quantile(sortedOf(all), q, method)),
            4,
          );
        }
      }),
    );
  });

  it('takes the even place where two are as near, and is whole between infinities', () => {
    expect(quantile([0, 1, 2, 3], 0.5, 'nearest')).toBe(2);
    expect(quantile([0, 1], 0.5, 'nearest')).toBe(0);
    expect(quantile([Infinity, Infinity], 0.5)).toBe(Infinity);
  });

  it('says why it has no answer', () => {
    expect(quantile([], 0.5)).toEqual({ notComputable: 'no values' });
    expect(quantile([1], 2)).toEqual({ notComputable: '2 is not a share' });
  });
});

describe('robust and moments', () => {
  it('move and stretch with the values', () => {
    const whole = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 3, maxLength: 40 });
    fc.assert(
      fc.property(whole, (all) => {
        const moved = all.map((value) => 4 * value - 8);
        const [before, after] = [sure(robust(all)), sure(robust(moved))];
        expect(after.median).toBeCloseTo(4 * before.median - 8, 9);
        expect(after.mad).toBeCloseTo(4 * before.mad, 9);
        expect(after.iqr).toBeCloseTo(4 * before.iqr, 9);
        expect(after.trimmedMean).toBeCloseTo(4 * before.trimmedMean - 8, 9);
        const [one, other] = [sure(moments(all)), sure(moments(moved))];
        expect(other.std).toBeCloseTo(4 * one.std, 9);
        if (isComputable(one.skewness)) expect(sure(other.skewness)).toBeCloseTo(one.skewness, 9);
        if (isComputable(one.excessKurtosis)) expect(one.excessKurtosis).toBeGreaterThanOrEqual(-2 - 1e-9);
      }),
    );
  });

  it('do not feel a wild value, or do', () => {
    const calm = Array.from({ length: 100 }, (_, i) => i);
    expect(sure(robust([...calm.slice(1), 1e9])).mad).toBe(25);
    expect(sure(moments([...calm.slice(1), 1e9])).std).toBeGreaterThan(9e7);
  });

  it('say what a constant column does not have', () => {
    expect(moments([0.1, 0.1, 0.1])).toMatchObject({ skewness: { notComputable: 'all values are equal' } });
    expect(moments([5])).toMatchObject({ std: 0, sampleStd: { notComputable: 'one value alone' } });
    expect(robust([])).toEqual({ notComputable: 'no values' });
    expect(moments([1, Number.NaN])).toEqual({ notComputable: 'a value is missing or infinite' });
  });
});

describe('quantileInterval', () => {
  const binned = (sorted: readonly number[], width: number) => {
    const bins = new Map<number, number>();
    for (const value of sorted) {
      const low = Math.floor(value / width) * width;
      bins.set(low, (bins.get(low) ?? 0) + 1);
    }
    return [...bins].sort((a, b) => a[0] - b[0]).map(([low, count]) => ({ low, high: low + width, count }));
  };

  it('holds the true quantile as often as it says, and bins do not narrow it', () => {
    const rng = createRng('quantileInterval');
    const [rounds, truth] = [2000, -Math.log(0.1)];
    let [held, heldBinned] = [0, 0];
    for (let round = 0; round < rounds; round++) {
      const sorted = sortedOf(Array.from({ length: 200 }, () => -Math.log(1 - rng.uniform())));
      const exact = quantileInterval(
        sorted.map((value) => ({ low: value, high: value, count: 1 })),
        { q: 0.9, level: 0.95 },
      );
      const rough = quantileInterval(binned(sorted, 0.25), { q: 0.9, level: 0.95 });
      if ((exact.low ?? -1) <= truth && truth <= (exact.high ?? 99)) held += 1;
      if ((rough.low ?? -1) <= truth && truth <= (rough.high ?? 99)) heldBinned += 1;
      expect(rough.low).toBeLessThanOrEqual(exact.low ?? 0);
    }
    // Four standard errors of a share of 0.95 over the rounds below it; ranks are whole, so it may hold more often.
    expect(held / rounds).toBeGreaterThan(0.95 - 4 * Math.sqrt((0.95 * 0.05) / rounds));
    expect(held / rounds).toBeLessThan(0.98);
    expect(heldBinned).toBeGreaterThanOrEqual(held);
  });

  it('leaves a side open that the rows do not bound', () => {
    const few = [{ low: 1, high: 2, count: 20 }];
    expect(quantileInterval(few, { q: 0.99, level: 0.95 })).toEqual({ low: 1, high: null });
    expect(quantileInterval([], { q: 0.5, level: 0.95 })).toEqual({ low: null, high: null });
  });
});
