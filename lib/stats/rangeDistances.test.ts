import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { andersonDarlingDistance } from './andersonDarlingDistance';
import { cramerVonMisesDistance } from './cramerVonMisesDistance';
import { energyFromBins } from './energyFromBins';
import { isComputable, type NotComputable } from './notComputable';

/** Distances over the whole range of values, from bins, against their definitions over rows. */

const numberOf = (found: number | NotComputable) => (isComputable(found) ? found : Number.NaN);

/** Rows as counts over one bin a value. */
function binned(reference: readonly number[], current: readonly number[]) {
  const values = [...new Set([...reference, ...current])].sort((a, b) => a - b);
  const counts = (side: readonly number[]) =>
    values.map((value) => side.filter((each) => each === value).length);
  return { values, reference: counts(reference), current: counts(current) };
}

/** Two samples in which no two rows share a value. */
const untied = fc
  .uniqueArray(fc.integer({ min: 0, max: 200 }), { minLength: 2, maxLength: 40 })
  .chain((values) => fc.tuple(fc.constant(values), fc.integer({ min: 1, max: values.length - 1 })))
  .map(([values, cut]) => ({ reference: values.slice(0, cut), current: values.slice(cut) }));

/** U = n sum (r_i - i)^2 + m sum (s_j - j)^2 over ranks in the pooled sample; T as Anderson has it. */
function cramerVonMisesOfRows(reference: readonly number[], current: readonly number[]): number {
  const pooled = [...reference, ...current].sort((a, b) => a - b);
  const squares = (side: readonly number[]) =>
    [...side]
      .sort((a, b) => a - b)
      .reduce((sum, value, i) => sum + (pooled.indexOf(value) + 1 - (i + 1)) ** 2, 0);
  const [n, m] = [reference.length, current.length];
  const u = n * squares(reference) + m * squares(current);
  return u / (n * m * (n + m)) - (4 * n * m - 1) / (6 * (n + m));
}

/** Equation 3 of Scholz and Stephens, for two samples. */
function andersonDarlingOfRows(reference: readonly number[], current: readonly number[]): number {
  const pooled = [...reference, ...current].sort((a, b) => a - b);
  const all = pooled.length;
  const part = (side: readonly number[]) => {
    let sum = 0;
    for (let j = 1; j < all; j++) {
      const below = side.filter((value) => value <= (pooled[j - 1] ?? 0)).length;
      sum += (all * below - j * side.length) ** 2 / (j * (all - j));
    }
    return sum / side.length;
  };
  return (part(reference) + part(current)) / all;
}

/** 2 E|x - y| - E|x - x'| - E|y - y'|, rooted. */
function energyOfRows(reference: readonly number[], current: readonly number[]): number {
  const between = (a: readonly number[], b: readonly number[]) =>
    a.reduce((sum, x) => sum + b.reduce((part, y) => part + Math.abs(x - y), 0), 0) / (a.length * b.length);
  const squared = 2 * between(reference, current) - between(reference, reference) - between(current, current);
  return Math.sqrt(Math.max(0, squared));
}

describe('cramerVonMisesDistance', () => {
  it('is the statistic of the rows where none are equal', () => {
    fc.assert(
      fc.property(untied, ({ reference, current }) => {
        const bins = binned(reference, current);
        const found = numberOf(cramerVonMisesDistance(bins.reference, bins.current));
        expect(found).toBeCloseTo(cramerVonMisesOfRows(reference, current), 9);
      }),
    );
  });
});

describe('andersonDarlingDistance', () => {
  it('is the statistic of the rows where none are equal', () => {
    fc.assert(
      fc.property(untied, ({ reference, current }) => {
        const bins = binned(reference, current);
        const found = numberOf(andersonDarlingDistance(bins.reference, bins.current));
        expect(found).toBeCloseTo(andersonDarlingOfRows(reference, current), 9);
      }),
    );
  });
});

describe('energyFromBins', () => {
  it('is the distance of the rows, ties or not', () => {
    const side = fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(side, side, (reference, current) => {
        const rows = (values: readonly number[]) => values.map((value) => ({ value, count: 1 }));
        const found = numberOf(energyFromBins(rows(reference), rows(current)));
        expect(found).toBeCloseTo(energyOfRows(reference, current), 6);
      }),
    );
  });
});

describe('all of them', () => {
  it.each([
    ['cramerVonMisesDistance', cramerVonMisesDistance],
    ['andersonDarlingDistance', andersonDarlingDistance],
  ])('%s is 0 for equal shares, and has no answer without rows', (_, distance) => {
    expect(distance([3, 0, 5], [6, 0, 10])).toBe(0);
    expect(distance([4], [9])).toBe(0);
    expect(isComputable(distance([0, 0], [1, 2]))).toBe(false);
    expect(isComputable(distance([1, 2], [0, 0]))).toBe(false);
    expect(isComputable(energyFromBins([], [{ value: 1, count: 1 }]))).toBe(false);
  });
});
