import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { andersonDarling } from './andersonDarling';
import { andersonDarlingFromBins } from './andersonDarlingFromBins';
import { cramerVonMises } from './cramerVonMises';
import { cramerVonMisesFromBins } from './cramerVonMisesFromBins';
import { cramerVonMisesPValue } from './cramerVonMisesPValue';
import { mannWhitney } from './mannWhitney';
import { mannWhitneyExact } from './mannWhitneyExact';
import { mannWhitneyFromBins } from './mannWhitneyFromBins';
import { isComputable, type NotComputable } from './notComputable';

type Test = (
  a: ArrayLike<number>,
  b: ArrayLike<number>,
) => { statistic: number; pValue: number | NotComputable } | NotComputable;

const tests: Record<string, Test> = {
  andersonDarling,
  mannWhitney,
  cramerVonMises: (a, b) => {
    const found = cramerVonMises(a, b);
    return isComputable(found)
      ? { statistic: found.statistic, pValue: cramerVonMisesPValue(found, { method: 'asymptotic' }) }
      : found;
  },
};
const side = fc.array(fc.integer({ min: -4, max: 4 }), { minLength: 3, maxLength: 14 });

describe.each(Object.entries(tests))('%s', (_, test) => {
  it('depends on the order of the values alone and has a p-value in [0, 1]', () => {
    fc.assert(
      fc.property(side, side, (a, b) => {
        const found = test(a, b);
        const bent = (values: readonly number[]) => values.map((value) => value ** 3 * 1e6 - 1).toReversed();
        expect(test(bent(a), bent(b))).toEqual(found);
        if (!isComputable(found)) return;
        expect(found.pValue).toBeGreaterThanOrEqual(0);
        expect(found.pValue).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('gives the sides the same p-value both ways', () => {
    fc.assert(
      fc.property(side, side, (a, b) => {
        const [there, back] = [test(a, b), test(b, a)];
        expect(isComputable(back)).toBe(isComputable(there));
        if (!isComputable(there) || !isComputable(back)) return;
        expect(Number(back.pValue)).toBeCloseTo(Number(there.pValue), 9);
      }),
    );
  });

  it('is surer the further the sides are apart', () => {
    const reference = Array.from({ length: 40 }, (_, i) => i);
    const pValues = [0, 5, 10, 20, 40].map((shift) => {
      const found = test(
        reference,
        reference.map((value) => value + shift + 0.5),
      );
      return isComputable(found) ? Number(found.pValue) : Number.NaN;
    });
    expect(pValues.toSorted((a, b) => b - a)).toEqual(pValues);
    expect(pValues.at(-1)).toBeLessThanOrEqual(0.001);
  });

  it('has no answer for an empty side or NaN', () => {
    expect(isComputable(test([], [1, 2, 3, 4]))).toBe(false);
    expect(isComputable(test([1, 2, 3, 4], []))).toBe(false);
    expect(isComputable(test([1, 2, Number.NaN], [1, 2, 3]))).toBe(false);
  });
});

it('takes the rows of a bin as ties', () => {
  const [a, b] = [
    [0, 0, 0, 1, 1],
    [0, 1, 1, 1, 1, 1],
  ];
  expect(cramerVonMises(a, b)).toEqual(cramerVonMisesFromBins([3, 2], [1, 5]));
  expect(andersonDarling(a, b)).toEqual(
    andersonDarlingFromBins([
      [3, 2],
      [1, 5],
    ]),
  );
  expect(mannWhitney(a, b)).toEqual(mannWhitneyFromBins([3, 2], [1, 5]));
});

it('cannot tell anything from a constant', () => {
  expect(andersonDarling([4, 4, 4], [4, 4])).toEqual({ notComputable: 'all values are the same' });
  expect(mannWhitney([4, 4, 4], [4, 4])).toEqual({ statistic: 3, pValue: 1 });
});

it('counts U as pairs', () => {
  fc.assert(
    fc.property(side, side, (a, b) => {
      const pairs = a.flatMap((x) => b.map((y) => (x > y ? 1 : x === y ? 0.5 : 0)));
      expect(mannWhitney(a, b)).toMatchObject({ statistic: pairs.reduce<number>((sum, x) => sum + x, 0) });
    }),
  );
});

describe('exact laws', () => {
  const orders = (n: number, m: number): number[][] =>
    Array.from({ length: 2 ** (n + m) }, (_, bits) =>
      Array.from({ length: n + m }, (__, place) => place).filter((place) => (bits >> place) & 1),
    ).filter((places) => places.length === n);
  const rest = (places: readonly number[], total: number) =>
    Array.from({ length: total }, (_, place) => place).filter((place) => !places.includes(place));

  it('are shares of all orders of the rows', () => {
    const [n, m] = [4, 5];
    const all = orders(n, m).map((places) => ({ a: places, b: rest(places, n + m) }));
    const us = all.map(({ a, b }) => {
      const found = mannWhitney(a, b);
      return isComputable(found) ? Math.max(found.statistic, n * m - found.statistic) : Number.NaN;
    });
    const ts = all.map(({ a, b }) => {
      const found = cramerVonMises(a, b);
      return isComputable(found) ? found.statistic : Number.NaN;
    });
    const share = (values: readonly number[], least: number) =>
      values.filter((value) => value >= least - 1e-12).length / values.length;
    for (const u of new Set(us))
      expect(mannWhitneyExact(u, [n, m])).toBeCloseTo(Math.min(1, share(us, u)), 9);
    for (const statistic of new Set(ts)) {
      const p = cramerVonMisesPValue({ statistic, n, m }, { method: 'exact' });
      expect(p).toBeCloseTo(share(ts, statistic), 12);
    }
  });

  it('say so where they would take too long', () => {
    expect(isComputable(mannWhitneyExact(2e6, [2000, 2000]))).toBe(false);
    expect(isComputable(cramerVonMisesPValue({ statistic: 20, n: 999, m: 1000 }, { method: 'exact' }))).toBe(
      false,
    );
  });
});
