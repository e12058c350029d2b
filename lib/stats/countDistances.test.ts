import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hellinger } from './hellinger';
import { jensenShannon } from './jensenShannon';
import { klDivergence } from './klDivergence';
import { lInfinity } from './lInfinity';
import { isComputable, type NotComputable } from './notComputable';
import { psi } from './psi';
import { totalVariation } from './totalVariation';

type Distance = (reference: readonly number[], current: readonly number[]) => number | NotComputable;
type Laws = { distance: Distance; most: number; symmetric: boolean; triangle: boolean };

const distances: Record<string, Laws> = {
  totalVariation: { distance: totalVariation, most: 1, symmetric: true, triangle: true },
  lInfinity: { distance: lInfinity, most: 1, symmetric: true, triangle: true },
  hellinger: { distance: hellinger, most: 1, symmetric: true, triangle: true },
  jensenShannon: { distance: (p, q) => jensenShannon(p, q), most: 1, symmetric: true, triangle: true },
  'psi, raised': { distance: (p, q) => psi(p, q), most: Infinity, symmetric: true, triangle: false },
  'psi, replaced': {
    distance: (p, q) => psi(p, q, 'replace'),
    most: Infinity,
    symmetric: true,
    triangle: false,
  },
  klDivergence: { distance: klDivergence, most: Infinity, symmetric: false, triangle: false },
};

const side = fc
  .array(fc.nat({ max: 500 }), { minLength: 5, maxLength: 5 })
  .filter((counts) => counts.some((count) => count > 0));

describe.each(Object.entries(distances))('%s', (_, { distance, most, symmetric, triangle }) => {
  const of: (reference: readonly number[], current: readonly number[]) => number = (reference, current) => {
    const found = distance(reference, current);
    return isComputable(found) ? found : Number.NaN;
  };

  it('is 0 for equal shares, whatever the sizes, and lies in its range', () => {
    expect(of([50, 50], [50, 50])).toBe(0);
    fc.assert(
      fc.property(side, side, fc.integer({ min: 2, max: 9 }), (a, b, times) => {
        expect(
          of(
            a,
            a.map((count) => count * times),
          ),
        ).toBeCloseTo(0, 7);
        expect(of(a, b)).toBeGreaterThanOrEqual(0);
        expect(of(a, b)).toBeLessThanOrEqual(most);
      }),
    );
  });

  it('does not change with the order of the bins', () => {
    fc.assert(
      fc.property(side, side, (a, b) => {
        expect(of(a.toReversed(), b.toReversed())).toBeCloseTo(of(a, b), 9);
      }),
    );
  });

  it('is the same both ways and obeys the triangle inequality, where it is said to', () => {
    fc.assert(
      fc.property(side, side, side, (a, b, c) => {
        if (symmetric) expect(of(b, a)).toBeCloseTo(of(a, b), 9);
        if (triangle) expect(of(a, c)).toBeLessThanOrEqual(of(a, b) + of(b, c) + 1e-7);
      }),
    );
  });

  it('has no answer where a side has no rows or counts are none', () => {
    expect(distance([0, 0], [1, 2])).toEqual({ notComputable: 'the reference has no rows' });
    expect(distance([1, 2], [0, 0])).toEqual({ notComputable: 'the current data has no rows' });
    expect(isComputable(distance([], []))).toBe(false);
    expect(isComputable(distance([1, 2], [1]))).toBe(false);
    expect(isComputable(distance([1, Number.NaN], [1, 2]))).toBe(false);
    expect(isComputable(distance([1, Infinity], [1, 2]))).toBe(false);
    expect(isComputable(distance([1, -1], [1, 2]))).toBe(false);
  });
});

it('gives what the formulas give by hand', () => {
  expect(psi([50, 50], [25, 75])).toBeCloseTo(-0.25 * Math.log(0.5) + 0.25 * Math.log(1.5), 15);
  expect(psi([10, 0], [0, 10])).toBeCloseTo(2 * 0.9999 * Math.log(1e4), 10);
  // One half against all: divergence 0.311278 bits.
  expect(jensenShannon([1, 1], [2, 0])).toBeCloseTo(Math.sqrt(0.31127812445913283), 12);
  expect(jensenShannon([10, 0], [0, 3], 'nats')).toBeCloseTo(Math.sqrt(Math.LN2), 15);
});

it('puts a millionth of the smallest share for an empty one where that is small', () => {
  const share = 1 / 20_001;
  const stand = share / 1e6;
  const found = psi([20_000, 1, 0], [20_000, 0, 1], 'replace');
  // The reference's empty share stands at a millionth of 1 / 20,001, and so does the current one.
  expect(Number(found)).toBeCloseTo(2 * (share - stand) * Math.log(share / stand), 12);
});
