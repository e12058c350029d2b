import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ks } from './ks';
import { type KsMethod, ksPValue } from './ksPValue';
import { isComputable } from './notComputable';

const values = fc.array(fc.integer({ min: -6, max: 6 }), { minLength: 1, maxLength: 12 });
const methods: KsMethod[] = ['exact', 'asymptotic', 'limit'];

describe('ks', () => {
  it('finds the value below which the shares are furthest apart', () => {
    expect(ks([1, 2, 3, 4], [3, 4, 5, 6])).toEqual({ distance: 0.5, location: 2, sign: 1 });
    expect(ks([3, 4, 5, 6], [4, 1, 3, 2])).toEqual({ distance: 0.5, location: 2, sign: -1 });
    expect(ks([1, 2], [2, 1])).toMatchObject({ distance: 0, sign: 0 });
  });

  it('depends on the order of the values alone, not on their scale', () => {
    fc.assert(
      fc.property(values, values, (a, b) => {
        const stretched = (side: readonly number[]) => side.map((value) => Math.exp(value)).toReversed();
        expect(ks(stretched(a), stretched(b))).toMatchObject({ distance: distanceOf(a, b) });
        expect(distanceOf(b, a)).toBeCloseTo(distanceOf(a, b), 12);
      }),
    );
  });

  it('has no answer for an empty side or for what is not a number', () => {
    expect(ks([], [1])).toEqual({ notComputable: 'the reference has no rows' });
    expect(ks([1], [])).toEqual({ notComputable: 'the current data has no rows' });
    expect(ks([1, Number.NaN], [1])).toEqual({ notComputable: 'a value is not a number' });
  });

  const distanceOf = (a: readonly number[], b: readonly number[]) => {
    const found = ks(a, b);
    return isComputable(found) ? found.distance : Number.NaN;
  };
});

describe('ksPValue', () => {
  it.each(methods)('falls from 1 with the distance, %s', (method) => {
    const size = fc.integer({ min: 1, max: 60 });
    const distance = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.tuple(size, size), distance, distance, (sizes, a, b) => {
        const near = Number(ksPValue(Math.min(a, b), sizes, method));
        const far = Number(ksPValue(Math.max(a, b), sizes, method));
        expect(near).toBeLessThanOrEqual(1);
        expect(far).toBeGreaterThanOrEqual(0);
        expect(far).toBeLessThanOrEqual(near + 1e-9);
      }),
    );
    expect(ksPValue(0, [7, 9], method)).toBe(1);
  });

  it('is the share of all orders of the rows with such a gap, exact', () => {
    const [n, m] = [4, 3];
    const gaps = ordersOf(n, m).map((order) => {
      const found = ks(
        order.flatMap((isFirst, place) => (isFirst ? [place] : [])),
        order.flatMap((isFirst, place) => (isFirst ? [] : [place])),
      );
      return isComputable(found) ? found.distance : Number.NaN;
    });
    for (const gap of new Set(gaps)) {
      const share = gaps.filter((other) => other >= gap - 1e-12).length / gaps.length;
      expect(ksPValue(gap, [n, m], 'exact')).toBeCloseTo(share, 12);
    }
  });

  it('agrees between its laws where both sides are large', () => {
    const at = (method: KsMethod) => Number(ksPValue(0.04, [4000, 3000], method));
    expect(at('asymptotic') / at('exact')).toBeCloseTo(1, 1);
    expect(at('limit') / at('exact')).toBeCloseTo(1, 1);
  });

  it('has no answer for what is no distance or no side', () => {
    expect(isComputable(ksPValue(1.5, [3, 3]))).toBe(false);
    expect(isComputable(ksPValue(0.5, [0, 3]))).toBe(false);
  });
});

/** Every way to arrange n rows of the first side and m of the second. */
function ordersOf(n: number, m: number): boolean[][] {
  if (n === 0 && m === 0) return [[]];
  const first = n > 0 ? ordersOf(n - 1, m).map((order) => [true, ...order]) : [];
  const second = m > 0 ? ordersOf(n, m - 1).map((order) => [false, ...order]) : [];
  return [...first, ...second];
}
