import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cramerVonMisesLimitTail } from './cramerVonMisesLimit';
import { kolmogorovLimitTail, kolmogorovTail } from './kolmogorov';
import { symmetricEigen } from './symmetricEigen';

describe('kolmogorovTail', () => {
  // scipy.stats.kstwo.sf(x, n)
  it.each([
    [10, 0.4, 0.05898924519999926],
    [100, 0.1, 0.2526927570063874],
    [1000, 0.03, 0.3226902143914636],
    [1000, 0.3, 2.590715705736845e-80],
    [20_000, 0.01, 0.03638603905248727],
    [150, 0.005, 1],
  ])('agrees with scipy at n = %d, x = %d', (n, x, wanted) => {
    expect(kolmogorovTail(n, x) / wanted).toBeCloseTo(1, 9);
  });

  it('falls with x, also where one formula hands over to the next', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 3000 }),
        fc.double({ min: 0.001, max: 0.99, noNaN: true }),
        (n, x) => {
          const [here, beyond] = [kolmogorovTail(n, x), kolmogorovTail(n, x * 1.01)];
          expect(here).toBeLessThanOrEqual(1);
          expect(beyond).toBeGreaterThanOrEqual(0);
          expect(beyond).toBeLessThanOrEqual(here + 1e-7);
        },
      ),
    );
  });

  it('comes near its limit', () => {
    for (const z of [0.5, 0.8, 1.2, 2]) {
      expect(kolmogorovTail(40_000, z / 200) / kolmogorovLimitTail(z)).toBeCloseTo(1, 1);
    }
    expect(kolmogorovLimitTail(0.8 - 1e-12)).toBeCloseTo(kolmogorovLimitTail(0.8), 11);
  });
});

describe('cramerVonMisesLimitTail', () => {
  it('has the known critical values', () => {
    // Anderson and Darling 1952: 5 % at 0.46136, 1 % at 0.74346.
    expect(cramerVonMisesLimitTail(0.46136)).toBeCloseTo(0.05, 5);
    expect(cramerVonMisesLimitTail(0.74346)).toBeCloseTo(0.01, 5);
  });

  it('goes smoothly from the series to the tail, and on without end', () => {
    expect(cramerVonMisesLimitTail(1) / cramerVonMisesLimitTail(1 - 1e-9)).toBeCloseTo(1, 7);
    expect(cramerVonMisesLimitTail(60)).toBeGreaterThan(0);
    expect(cramerVonMisesLimitTail(60)).toBeLessThan(1e-120);
  });

  it('falls with the statistic', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 30, noNaN: true }), (x) => {
        expect(cramerVonMisesLimitTail(x * 1.01)).toBeLessThanOrEqual(cramerVonMisesLimitTail(x) + 1e-14);
      }),
    );
  });
});

it('takes a symmetric matrix apart and puts it together', () => {
  const cell = fc.double({ min: -10, max: 10, noNaN: true });
  fc.assert(
    fc.property(fc.array(cell, { minLength: 10, maxLength: 10 }), (cells) => {
      const at = (i: number, j: number) =>
        cells[(Math.max(i, j) * (Math.max(i, j) + 1)) / 2 + Math.min(i, j)] ?? 0;
      const matrix = [0, 1, 2, 3].map((i) => [0, 1, 2, 3].map((j) => at(i, j)));
      const pairs = symmetricEigen(matrix);
      for (const [i, row] of matrix.entries()) {
        for (const [j, wanted] of row.entries()) {
          const got = pairs.reduce(
            (sum, { value, vector }) => sum + value * (vector[i] ?? 0) * (vector[j] ?? 0),
            0,
          );
          expect(got).toBeCloseTo(wanted, 9);
        }
      }
    }),
  );
});
