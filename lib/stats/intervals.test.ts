import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isComputable, type NotComputable } from './notComputable';
import { poissonInterval } from './poissonInterval';
import { type Interval, type ProportionMethod, proportionInterval } from './proportionInterval';
import { proportionZ } from './proportionZ';
import { sampleSizeTwoProportions } from './sampleSizeTwoProportions';

const sure = <T>(value: T | NotComputable): T => {
  if (!isComputable(value)) throw new Error(value.notComputable);
  return value;
};
const counted = fc
  .tuple(fc.integer({ min: 1, max: 3000 }), fc.double({ min: 0, max: 1, noNaN: true }))
  .map(([n, share]) => ({ n, count: Math.round(n * share) }));

const methods: ProportionMethod[] = ['wilson', 'clopperPearson', 'jeffreys', 'agrestiCoull', 'normal'];

describe.each(methods)('proportionInterval, %s', (method) => {
  const of = (count: number, n: number, level = 0.95): Interval =>
    sure(proportionInterval({ count, n, level, method }));

  it('lies in [0, 1], widens with the level and mirrors', () => {
    fc.assert(
      fc.property(counted, ({ count, n }) => {
        const [narrow, wide, mirrored] = [of(count, n, 0.8), of(count, n, 0.99), of(n - count, n, 0.8)];
        expect(wide.low).toBeGreaterThanOrEqual(0);
        expect(wide.high).toBeLessThanOrEqual(1);
        expect(wide.low).toBeLessThanOrEqual(narrow.low);
        expect(wide.high).toBeGreaterThanOrEqual(narrow.high);
        expect(mirrored.low).toBeCloseTo(1 - narrow.high, 9);
      }),
    );
  });
});

it('covers what it promises: Clopper-Pearson at every share, by adding up the binomial law', () => {
  const n = 25;
  const intervals = Array.from({ length: n + 1 }, (_, count) =>
    sure(proportionInterval({ count, n, level: 0.9, method: 'clopperPearson' })),
  );
  for (let share = 0.01; share < 1; share += 0.01) {
    let chance = (1 - share) ** n;
    let covered = 0;
    for (const [count, { low, high }] of intervals.entries()) {
      if (low <= share && share <= high) covered += chance;
      chance *= ((n - count) / (count + 1)) * (share / (1 - share));
    }
    expect(covered).toBeGreaterThanOrEqual(0.9);
  }
});

it('has no interval without rows, or where a count or a level makes no sense', () => {
  expect(proportionInterval({ count: 0, n: 0 })).toEqual({ notComputable: 'no rows' });
  expect(isComputable(proportionInterval({ count: 3, n: 2 }))).toBe(false);
  expect(isComputable(proportionInterval({ count: 1, n: 2, level: 1 }))).toBe(false);
  expect(isComputable(poissonInterval({ count: -1 }))).toBe(false);
  expect(isComputable(poissonInterval({ count: 1, level: 0 }))).toBe(false);
});

it('holds the count, for a Poisson mean', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 100_000 }), (count) => {
      const { low, high } = sure(poissonInterval({ count }));
      expect(low).toBeLessThanOrEqual(count);
      expect(high).toBeGreaterThan(count);
    }),
  );
});

it('tests two shares: opposite signs both ways, the same p-value', () => {
  fc.assert(
    fc.property(counted, counted, (a, b) => {
      const [there, back] = [proportionZ(a, b), proportionZ(b, a)];
      if (!isComputable(there) || !isComputable(back)) {
        expect(back).toEqual(there);
        return;
      }
      expect(back.statistic).toBeCloseTo(-there.statistic, 9);
      expect(back.pValue).toBeCloseTo(there.pValue, 12);
    }),
  );
  expect(isComputable(proportionZ({ count: 0, n: 5 }, { count: 0, n: 9 }))).toBe(false);
});

it('needs more rows for a smaller change, a smaller alpha and a larger power', () => {
  const rows = sure(sampleSizeTwoProportions({ from: 0.1, to: 0.12 }));
  expect(sure(sampleSizeTwoProportions({ from: 0.1, to: 0.11 }))).toBeGreaterThan(rows);
  expect(sure(sampleSizeTwoProportions({ from: 0.1, to: 0.12, alpha: 0.01 }))).toBeGreaterThan(rows);
  expect(sure(sampleSizeTwoProportions({ from: 0.1, to: 0.12, power: 0.9 }))).toBeGreaterThan(rows);
  expect(sure(sampleSizeTwoProportions({ from: 0.12, to: 0.1 }))).toBeCloseTo(rows, 6);
  expect(isComputable(sampleSizeTwoProportions({ from: 0.1, to: 0.1 }))).toBe(false);
  expect(isComputable(sampleSizeTwoProportions({ from: 0.1, to: 0.2, power: 0.01 }))).toBe(false);
});
