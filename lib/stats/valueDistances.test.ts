import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { energy } from './energy';
import { energyFromBins } from './energyFromBins';
import { eppsSingleton } from './eppsSingleton';
import { mmdRbf } from './mmdRbf';
import { isComputable, type NotComputable } from './notComputable';
import { wasserstein } from './wasserstein';
import { wassersteinFromBins } from './wassersteinFromBins';
import { welchT } from './welchT';

const side = fc.array(fc.double({ min: -100, max: 100, noNaN: true }), { minLength: 2, maxLength: 20 });
const sure = <T>(value: T | NotComputable): T => {
  if (!isComputable(value)) throw new Error(value.notComputable);
  return value;
};

describe.each([
  ['wasserstein', wasserstein, 1],
  ['energy', energy, 0.5],
] as const)('%s', (_, distance, power) => {
  it('is at least 0, the same both ways, and 0 for the same values', () => {
    fc.assert(
      fc.property(side, side, (a, b) => {
        const there = sure(distance(a, b));
        expect(there).toBeGreaterThanOrEqual(0);
        expect(sure(distance(b, a))).toBeCloseTo(there, 6);
        expect(sure(distance(a, a.toReversed()))).toBeCloseTo(0, 6);
      }),
    );
  });

  it('does not see a common shift, and follows the unit', () => {
    fc.assert(
      fc.property(side, side, (a, b) => {
        const there = sure(distance(a, b));
        const moved = (values: readonly number[]) => values.map((value) => value * 4 + 7);
        expect(sure(distance(moved(a), moved(b)))).toBeCloseTo(there * 4 ** power, 5);
      }),
    );
  });

  it('obeys the triangle inequality', () => {
    fc.assert(
      fc.property(side, side, side, (a, b, c) => {
        expect(sure(distance(a, c))).toBeLessThanOrEqual(sure(distance(a, b)) + sure(distance(b, c)) + 1e-6);
      }),
    );
  });

  it('has no answer for an empty side or a value that is not finite', () => {
    for (const bad of [[], [1, Infinity], [1, Number.NaN]]) {
      expect(isComputable(distance(bad, [1, 2]))).toBe(false);
      expect(isComputable(distance([1, 2], bad))).toBe(false);
    }
  });
});

it('takes so many rows at a value as so many values', () => {
  const [reference, current] = [
    [{ value: 1, count: 3 }],
    [
      { value: 2, count: 1 },
      { value: 5, count: 2 },
    ],
  ];
  expect(energyFromBins(reference, current)).toBeCloseTo(sure(energy([1, 1, 1], [2, 5, 5])), 12);
  expect(wassersteinFromBins(reference, current)).toBeCloseTo(sure(wasserstein([1, 1, 1], [2, 5, 5])), 12);
});

describe('mmdRbf', () => {
  it('is the mean of the kernels by the definition', () => {
    fc.assert(
      fc.property(side, side, (a, b) => {
        const kernel = (x: number, y: number) => Math.exp(-((x - y) ** 2) / (2 * 9));
        const mean = (x: readonly number[], y: readonly number[]) =>
          x.flatMap((u) => y.map((v) => kernel(u, v))).reduce((p, q) => p + q, 0) / (x.length * y.length);
        const { biased, unbiased } = sure(mmdRbf(a, b, 3));
        expect(biased).toBeCloseTo(Math.max(0, mean(a, a) + mean(b, b) - 2 * mean(a, b)), 9);
        expect(unbiased).toBeLessThanOrEqual(biased + 1e-9);
      }),
    );
  });

  it('needs two values a side, a width, and finite values', () => {
    expect(isComputable(mmdRbf([1], [1, 2], 1))).toBe(false);
    expect(isComputable(mmdRbf([1, 2], [1, 2], 0))).toBe(false);
    expect(isComputable(mmdRbf([1, Infinity], [1, 2], 1))).toBe(false);
  });
});

describe('welchT', () => {
  it('changes its sign with the sides, and nothing with a shift and a scale', () => {
    fc.assert(
      fc.property(side, side, (a, b) => {
        const [there, back] = [welchT(a, b), welchT(b, a)];
        expect(isComputable(back)).toBe(isComputable(there));
        if (!isComputable(there) || !isComputable(back) || Math.abs(there.statistic) > 1e6) return;
        expect(back.statistic).toBeCloseTo(-there.statistic, 5);
        expect(there.pValue).toBeGreaterThanOrEqual(0);
        expect(there.pValue).toBeLessThanOrEqual(1);
      }),
    );
    const at = (unit: number) => sure(welchT([unit, 2 * unit, 4 * unit], [2 * unit, 5 * unit, 9 * unit]));
    expect(at(1e300).statistic).toBeCloseTo(at(1).statistic, 12);
    expect(at(1e-300).pValue).toBeCloseTo(at(1).pValue, 12);
  });

  it('keeps the difference of values far from 0', () => {
    const far = (values: readonly number[]) => values.map((value) => value + 2 ** 50);
    expect(welchT(far([1, 2, 4]), far([2, 5, 9]))).toEqual(welchT([1, 2, 4], [2, 5, 9]));
  });

  it('has no answer where nothing varies, for one value, and for what is not finite', () => {
    expect(welchT([4, 4], [5, 5])).toEqual({ notComputable: 'neither side varies' });
    expect(isComputable(welchT([4], [5, 6]))).toBe(false);
    expect(isComputable(welchT([4, Infinity], [5, 6]))).toBe(false);
    expect(isComputable(welchT([4, Number.NaN], [5, 6]))).toBe(false);
  });
});

describe('eppsSingleton', () => {
  it('is the same both ways, and does not see a common unit', () => {
    const five = fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 5, maxLength: 20 });
    fc.assert(
      fc.property(five, five, (a, b) => {
        const [there, back] = [eppsSingleton(a, b), eppsSingleton(b, a)];
        expect(isComputable(back)).toBe(isComputable(there));
        if (!isComputable(there)) return;
        expect(there.pValue).toBeGreaterThanOrEqual(0);
        expect(there.pValue).toBeLessThanOrEqual(1);
      }),
    );
    const [a, b] = [
      [1, 2, 3, 4, 5, 9],
      [3, 5, 7, 9, 11],
    ];
    const scaled = sure(
      eppsSingleton(
        a.map((x) => x * 8),
        b.map((x) => x * 8),
      ),
    );
    expect(scaled.statistic).toBeCloseTo(sure(eppsSingleton(a, b)).statistic, 9);
    expect(sure(eppsSingleton(b, a)).statistic).toBeCloseTo(sure(eppsSingleton(a, b)).statistic, 9);
  });

  it('has no answer for few values or a middle half that is one value', () => {
    expect(isComputable(eppsSingleton([1, 2, 3, 4], [1, 2, 3, 4, 5]))).toBe(false);
    expect(isComputable(eppsSingleton([7, 7, 7, 7, 7], [7, 7, 7, 7, 7, 9]))).toBe(false);
    expect(isComputable(eppsSingleton([1, 2, 3, 4, Infinity], [1, 2, 3, 4, 5]))).toBe(false);
  });
});
