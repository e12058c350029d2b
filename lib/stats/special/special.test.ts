import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deviance, logGamma } from './gamma';
import { incompleteBeta, inverseIncompleteBeta } from './incompleteBeta';
import { incompleteGamma, inverseIncompleteGamma } from './incompleteGamma';
import { normalQuantile, normalTail } from './normal';
import { chiSquareTail, fTail, studentTwoSided } from './tails';

const near = (got: number, wanted: number, relative = 1e-11) =>
  expect(Math.abs(got - wanted), `${got} for ${wanted}`).toBeLessThanOrEqual(relative * Math.abs(wanted));
const logUniform = (low: number, high: number) =>
  fc.double({ min: Math.log(low), max: Math.log(high), noNaN: true }).map(Math.exp);

describe('gamma', () => {
  it('is the factorial, and the root of pi at one half', () => {
    near(Math.exp(logGamma(6)), 120, 1e-13);
    near(Math.exp(logGamma(0.5)), Math.sqrt(Math.PI), 1e-13);
  });

  it('obeys gamma(x + 1) = x gamma(x)', () => {
    fc.assert(
      fc.property(logUniform(0.01, 1e6), (x) => {
        expect(logGamma(x + 1) - logGamma(x)).toBeCloseTo(Math.log(x), 7);
      }),
    );
  });

  it('keeps the digits of a small deviance', () => {
    near(deviance(1e8 + 1, 1e8), 5e-9, 1e-7);
  });
});

describe('incompleteGamma', () => {
  // scipy.special.gammainc, gammaincc
  it.each([
    [0.5, 0.125, 0.3829249225480261, 0.6170750774519739],
    [3, 50, 1, 2.509303552201055e-19],
    [1000, 900, 5.499022657117818e-4, 0.9994500977342882],
  ])('agrees with scipy at a = %d, x = %d', (a, x, ...[lower, upper]) => {
    near(incompleteGamma(a, x).lower, lower);
    near(incompleteGamma(a, x).upper, upper);
  });

  it('is undone by its inverse, in both tails', () => {
    fc.assert(
      fc.property(logUniform(0.2, 1e4), logUniform(1e-12, 0.5), (a, share) => {
        near(
          incompleteGamma(a, inverseIncompleteGamma(a, { lower: share, upper: 1 - share })).lower,
          share,
          1e-9,
        );
        near(
          incompleteGamma(a, inverseIncompleteGamma(a, { lower: 1 - share, upper: share })).upper,
          share,
          1e-9,
        );
      }),
    );
  });
});

describe('incompleteBeta', () => {
  it('is the binomial tail', () => {
    // 1 - (1 - 0.3)^10, and 0.3^10
    near(incompleteBeta({ a: 1, b: 10, x: 0.3, y: 0.7 }).lower, 1 - 0.7 ** 10, 1e-13);
    near(incompleteBeta({ a: 10, b: 1, x: 0.3, y: 0.7 }).lower, 0.3 ** 10, 1e-13);
  });

  it('mirrors, and is undone by its inverse', () => {
    fc.assert(
      fc.property(logUniform(0.3, 1e4), logUniform(0.3, 1e4), logUniform(1e-10, 0.5), (a, b, share) => {
        const x = inverseIncompleteBeta({ a, b }, { lower: share, upper: 1 - share });
        const there = incompleteBeta({ a, b, x, y: 1 - x });
        const back = incompleteBeta({ a: b, b: a, x: 1 - x, y: x });
        near(there.lower, back.upper, 1e-9);
        if (x < 0.5) near(there.lower, share, 1e-8);
      }),
    );
  });
});

describe('laws', () => {
  // scipy.stats: norm.sf, chi2.sf, 2 * t.sf, f.sf
  it.each([
    ['normal at 1.96', normalTail(1.96), 0.024997895148220435],
    ['normal at 10', normalTail(10), 7.61985302416047e-24],
    ['normal at 37', normalTail(37), 5.7255712225239266e-300],
    ['normal at -1', normalTail(-1), 0.8413447460685429],
    ['chi-square 500 with 6', chiSquareTail(500, 6), 8.40821609797646e-105],
    ['t 5 with 30', studentTwoSided(5, 30), 2.3296685467007786e-5],
    ['F 3 with 4 and 50', fTail(3, [4, 50]), 0.02696340605293276],
  ])('%s', (_, got, wanted) => near(got, wanted, 1e-8));

  it('turns a share into z and back', () => {
    fc.assert(
      fc.property(logUniform(1e-300, 0.9), (share) => {
        near(normalTail(-normalQuantile(share)), share, 1e-11);
      }),
    );
    expect(normalQuantile(0)).toBe(-Infinity);
    expect(normalQuantile(1)).toBe(Infinity);
  });

  it('falls with the statistic', () => {
    fc.assert(
      fc.property(logUniform(0.01, 1e3), logUniform(0.5, 1e3), (x, degrees) => {
        expect(chiSquareTail(x * 1.01, degrees)).toBeLessThanOrEqual(chiSquareTail(x, degrees));
        expect(studentTwoSided(x * 1.01, degrees)).toBeLessThanOrEqual(studentTwoSided(x, degrees));
        expect(fTail(x * 1.01, [degrees, 5])).toBeLessThanOrEqual(fTail(x, [degrees, 5]));
      }),
    );
  });
});
