import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bound, rowsOfColumn, scoreRows } from '@/lib/blocks/_fixtures/rows';
import type { Block, Score } from '@/lib/blocks/block';
import {
  expectGolden,
  goldenAbsent,
  goldenCases,
  goldenTable,
  numbersOf,
  pooledCounts,
  textsOf,
} from '@/lib/stats/_golden/golden';
import { jensenShannon as jensenShannonOf } from '@/lib/stats/jensenShannon';
import { ksFromBins } from '@/lib/stats/ksFromBins';
import { isComputable } from '@/lib/stats/notComputable';
import type { Value } from '@/lib/tally/column';
import { jensenShannon } from './jensenShannon';
import { ks } from './ks';
import { psi } from './psi';
import { wasserstein } from './wasserstein';

type Sides = { reference: readonly Value[]; current: readonly Value[] };

function scoreOf(block: Block<'detector'>, sides: Sides, params: Record<string, unknown> = {}): Score {
  const run = bound(block, { column: 'x', ...params });
  return scoreRows(run, rowsOfColumn('x', sides.current), rowsOfColumn('x', sides.reference));
}

const numberIn = (score: Score) => (score.ok ? score.value : Number.NaN);
const sentenceOf = (score: Score) => (score.ok ? score.explanation?.sentence : score.why);

function ksExact(reference: readonly number[], current: readonly number[]): number {
  const pooled = pooledCounts(reference, current);
  const found = ksFromBins(pooled.reference, pooled.current);
  return isComputable(found) ? found.distance : Number.NaN;
}

const numbers = fc.array(
  fc.oneof(fc.integer({ min: 0, max: 9 }), fc.double({ min: -50, max: 50, noNaN: true })),
  {
    minLength: 1,
    maxLength: 120,
  },
);

describe('ks', () => {
  it('is below the exact distance by at most one bin, whatever the rows', () => {
    fc.assert(
      fc.property(numbers, numbers, fc.integer({ min: 10, max: 40 }), (reference, current, bins) => {
        const exact = ksExact(reference, current);
        const found = numberIn(scoreOf(ks, { reference, current }, { bins }));
        expect(found).toBeLessThanOrEqual(exact + 1e-9);
        // Quantiles cut n rows no finer than one row.
        expect(found).toBeGreaterThanOrEqual(exact - 1 / bins - 1 / reference.length - 1e-9);
      }),
      { numRuns: 300 },
    );
  });

  it('says where the gap is', () => {
    const reference = Array.from({ length: 100 }, (_, i) => i);
    const score = scoreOf(ks, { reference, current: reference.map((x) => x + 30) });
    expect(numberIn(score)).toBeCloseTo(0.3, 1);
    expect(sentenceOf(score)).toMatch(
      /^x moved up: \d+(\.\d)? % of the reference lies (at or )?below \S+, now \d/,
    );
  });

  it('says whether the value itself is meant', () => {
    const score = scoreOf(ks, { reference: [1, 1, 2, 2], current: [2, 2, 2, 2] });
    expect(sentenceOf(score)).toBe('x moved up: 50 % of the reference lies at or below 1, now 0 %');
  });

  describe.skipIf(goldenAbsent)('golden, 256 bins', () => {
    it.each(goldenTable(goldenCases('drift-numeric', 'ks')))('%s', (_, one) => {
      const sides = { reference: numbersOf(one, 'reference'), current: numbersOf(one, 'current') };
      const wanted = Number(one.expect.statistic);
      const found = numberIn(scoreOf(ks, sides));
      expect(found).toBeLessThanOrEqual(wanted + 1e-9);
      expect(found).toBeGreaterThanOrEqual(wanted - 1 / 256);
    });
  });
});

describe('psi', () => {
  it('sees a change of a constant, which deciles alone would miss', () => {
    const score = scoreOf(psi, { reference: Array(50).fill(4), current: Array(50).fill(5) });
    expect(numberIn(score)).toBeGreaterThan(10);
    expect(sentenceOf(score)).toContain('4 fell from 100 % to 0 %');
  });

  it('sees the tail of a column that is nearly always 0', () => {
    const side = (tail: number) => Array.from({ length: 100 }, (_, i) => (i < tail ? 1000 + i : 0));
    expect(numberIn(scoreOf(psi, { reference: side(5), current: side(30) }))).toBeGreaterThan(0.3);
    expect(numberIn(scoreOf(psi, { reference: side(5), current: side(5) }))).toBe(0);
  });

  it('compares text by category and names the one that moved', () => {
    const side = (a: number, b: number) => [...Array(a).fill('Private'), ...Array(b).fill('Public'), null];
    const score = scoreOf(psi, { reference: side(70, 30), current: side(50, 50) });
    expect(numberIn(score)).toBeCloseTo(-0.2 * Math.log(50 / 70) + 0.2 * Math.log(50 / 30), 12);
    expect(sentenceOf(score)).toBe('x changed: Private fell from 70 % to 50 %');
    expect(score.ok && score.explanation?.parts).toEqual([
      { label: 'Private', reference: 0.7, current: 0.5 },
      { label: 'Public', reference: 0.3, current: 0.5 },
    ]);
  });

  it('counts a value that the reference lacks as any other', () => {
    const score = scoreOf(psi, {
      reference: Array(20).fill('a'),
      current: [...Array(15).fill('a'), ...Array(5).fill('b')],
    });
    expect(score.ok && score.explanation?.parts.at(-1)).toEqual({
      label: 'any other value',
      reference: 0,
      current: 0.25,
    });
  });

  it('takes true and false as categories', () => {
    const side = (yes: number) => Array.from({ length: 40 }, (_, i) => i < yes);
    expect(numberIn(scoreOf(psi, { reference: side(20), current: side(10) }))).toBeGreaterThan(0.2);
  });

  it('leaves missing rows out, and says so where nothing is left', () => {
    const reference = Array.from({ length: 30 }, (_, i) => i);
    const score = scoreOf(psi, { reference, current: [...reference, null, null] });
    expect(score).toMatchObject({ ok: true, value: 0, rows: 30 });
    expect(sentenceOf(score)).toBe('x is spread as in the reference');
    expect(scoreOf(psi, { reference, current: [null, null] })).toEqual({
      ok: false,
      rows: 0,
      why: 'x has no usable value in this window (2 rows)',
    });
    expect(scoreOf(psi, { reference: [null], current: [1, 2] })).toMatchObject({
      ok: false,
      why: 'the reference has no value of x',
    });
  });

  describe.skipIf(goldenAbsent)('golden, where no value spans a decile', () => {
    // Ties at the lowest or highest value get a bin of their own here; the golden definition joins them to the next.
    const cases = goldenCases('drift-numeric', 'psi_quantile').filter((one) => one.expect.bins === 10);
    it.each(goldenTable(cases))('%s', (_, one) => {
      const sides = { reference: numbersOf(one, 'reference'), current: numbersOf(one, 'current') };
      expectGolden(one, numberIn(scoreOf(psi, sides)), 'psi');
    });
  });
});

describe('jensen_shannon', () => {
  it('is 1 where nothing is in common', () => {
    expect(numberIn(scoreOf(jensenShannon, { reference: ['a', 'a'], current: ['b', 'b', 'b'] }))).toBe(1);
  });

  describe.skipIf(goldenAbsent)('golden, categories', () => {
    const cases = goldenCases('drift-categorical', 'jensen_shannon');
    it.each(goldenTable(cases))('%s', (_, one) => {
      const [reference, current] = [textsOf(one, 'reference'), textsOf(one, 'current')];
      const found = numberIn(scoreOf(jensenShannon, { reference, current }));
      const pooled = pooledCounts(reference, current);
      if (pooled.values.length > 30) expect(found).toBeLessThanOrEqual(Number(one.expect.distance));
      else expect(found).toBeCloseTo(Number(jensenShannonOf(pooled.reference, pooled.current)), 12);
      if (pooled.reference.every((count) => count > 0) && pooled.values.length <= 30) {
        expectGolden(one, found, 'distance');
      }
    });
  });
});

describe('wasserstein', () => {
  it('is the shift in standard deviations of the reference', () => {
    const reference = Array.from({ length: 200 }, (_, i) => i % 20);
    const current = reference.map((x) => x + 10);
    const std = Math.sqrt((20 ** 2 - 1) / 12);
    const score = scoreOf(wasserstein, { reference, current });
    expect(numberIn(score)).toBeCloseTo(10 / std, 9);
    expect(sentenceOf(score)).toBe(
      "x moved up: values moved by 10 on average, the reference's standard deviation is 5.766; the mean went from 9.5 to 19.5",
    );
  });

  it('divides by 0.001 where the reference does not vary', () => {
    expect(numberIn(scoreOf(wasserstein, { reference: [4, 4], current: [5, 5] }))).toBeCloseTo(1000, 9);
  });

  it('leaves infinite values out', () => {
    const reference = [1, 2, 3, 4];
    const score = scoreOf(wasserstein, { reference, current: [...reference, Infinity, Number.NaN] });
    expect(score).toMatchObject({ ok: true, value: 0, rows: 4 });
  });

  it('has no answer for numbers too large to add up', () => {
    const score = scoreOf(wasserstein, { reference: [1e308, 1.5e308, 1e308], current: [1e308, 1e308] });
    expect(score).toMatchObject({ ok: false, why: 'x holds numbers too large to add up' });
  });

  describe.skipIf(goldenAbsent)('golden, 256 bins, within 1 % of a standard deviation', () => {
    it.each(goldenTable(goldenCases('drift-numeric', 'wasserstein')))('%s', (_, one) => {
      const sides = { reference: numbersOf(one, 'reference'), current: numbersOf(one, 'current') };
      const found = numberIn(scoreOf(wasserstein, sides));
      expect(Math.abs(found - Number(one.expect.normed))).toBeLessThanOrEqual(0.01);
    });
  });
});

describe('all of them', () => {
  it('need bins that can be cut', () => {
    for (const block of [psi, jensenShannon]) expect(block.bind({ column: 'x', bins: 2 }).ok).toBe(false);
    for (const block of [ks, wasserstein]) expect(block.bind({ column: 'x', bins: 9 }).ok).toBe(false);
  });

  it('show numbers in a few parts whose shares add up', () => {
    const reference = Array.from({ length: 500 }, (_, i) => i);
    for (const block of [psi, ks, jensenShannon, wasserstein]) {
      const score = scoreOf(block, { reference, current: reference.slice(100) });
      const parts = (score.ok && score.explanation?.parts) || [];
      expect(parts.length).toBeGreaterThan(5);
      expect(parts.length).toBeLessThanOrEqual(12);
      expect(parts.reduce((total, part) => total + (part.current ?? 0), 0)).toBeCloseTo(1, 9);
      expect(parts.reduce((total, part) => total + (part.reference ?? 0), 0)).toBeCloseTo(1, 9);
    }
  });
});
