import { describe, expect, it } from 'vitest';
import { bound, rowsOfObjects, scoreRows } from '@/lib/blocks/_fixtures/rows';
import { createRng } from '@/lib/core/rng';
import type { Value } from '@/lib/tally/column';
import { domainClassifier } from './domainClassifier';
import { farInputShare } from './farInputShare';
import { mmd } from './mmd';
import { pcaReconstructionDrift } from './pcaReconstructionDrift';

const columns = ['a', 'b', 'c', 'kind'];

/** Three columns that move with one another, and a kind that has nothing to do with them. */
function rows(
  seed: number,
  count: number,
  change: (row: Record<string, Value>, i: number) => object = () => ({}),
) {
  const rng = createRng(seed);
  return rowsOfObjects(
    Array.from({ length: count }, (_, i) => {
      const u = rng.normal();
      const row: Record<string, Value> = {
        a: u + 0.3 * rng.normal(),
        b: 50 + 10 * (u + 0.3 * rng.normal()),
        c: u + 0.3 * rng.normal(),
        kind: rng.pick(['x', 'y', 'z']),
      };
      return { ...row, ...change(row, i) };
    }),
  );
}
const then = rows(1, 800);
const same = rows(2, 500);
/** The mean and the spread of `c` stay; what it says of the others is turned round. */
const apart = rows(3, 500, ({ c }) => ({ c: -Number(c) }));

describe('PCA reconstruction', () => {
  const run = bound(pcaReconstructionDrift, { columns });

  it('notices columns that no longer move together, and says where', () => {
    const found = scoreRows(run, apart, then);
    expect(found).toMatchObject({ ok: true, rows: 500 });
    expect(found.ok && found.interval && found.interval.low > 0.3).toBe(true);
    expect(found.ok && found.explanation?.sentence).toMatch(
      /^rows follow the reference's patterns less well than those of the reference: error \S+ against \S+, most in /,
    );
  });

  it('stays within chance where nothing changed', () => {
    const found = scoreRows(run, same, then);
    expect(found.ok && found.interval?.low).toBe(0);
    expect(found.ok && found.explanation?.sentence).toContain('about as well as those');
  });

  it('says why it cannot answer', () => {
    const constant = rowsOfObjects(Array.from({ length: 60 }, () => ({ a: 1, b: 2, c: 3, kind: 'x' })));
    expect(scoreRows(run, constant, constant)).toEqual({
      ok: false,
      rows: 60,
      why: 'the reference does not vary',
    });
    expect(scoreRows(run, same.slice(0, 29), then)).toMatchObject({
      ok: false,
      why: 'fewer than 30 rows with a value in this window',
    });
    expect(scoreRows(run, same)).toMatchObject({ ok: false, why: 'there is no reference to compare with' });
  });
});

describe('domain classifier', () => {
  const run = bound(domainClassifier, { columns });

  it('tells the sides apart and names the column that gives them away', () => {
    const found = scoreRows(
      run,
      rows(4, 500, (row) => ({ b: Number(row.b) + 15 })),
      then,
    );
    expect(found.ok && found.value).toBeGreaterThan(0.7);
    expect(found.ok && found.explanation?.sentence).toMatch(/AUC of 0\.\d+, most by b \(\d/);
  });

  it('sees that columns no longer move together', () => {
    const found = scoreRows(run, apart, then);
    expect(found.ok && found.interval && found.interval.low > 0.7).toBe(true);
  });

  it('stays at one half where nothing changed, also for many rows that are the same', () => {
    const found = scoreRows(run, same, then);
    expect(found.ok && found.interval && found.interval.low < 0.5 && found.interval.high > 0.5).toBe(true);
    const few = (seed: number) =>
      rows(seed, 400, (row) => ({ a: 1, b: Number(row.b) > 50 ? 1 : 0, c: null }));
    const discrete = scoreRows(run, few(5), few(6));
    expect(discrete.ok && Math.abs(discrete.value - 0.5) < 0.1).toBe(true);
  });
});

describe('MMD', () => {
  const run = bound(mmd, { columns });

  it('is above chance for rows that moved', () => {
    const found = scoreRows(
      run,
      rows(4, 400, (row) => ({ a: Number(row.a) + 1 })),
      then,
    );
    expect(found.ok && found.explanation?.sentence).toMatch(
      /^the discrepancy of 4 columns together is 0\.\d+; chance alone gave as much in none of 199 shuffles$/,
    );
  });

  it('is within chance where nothing changed', () => {
    const found = scoreRows(run, same, then);
    expect(found.ok && found.explanation?.sentence).toMatch(
      /chance alone gives as much with a probability of 0\.[1-9]/,
    );
  });
});

describe('inputs far from the reference', () => {
  const run = bound(farInputShare, { columns });

  it('counts those unlike anything before', () => {
    const found = scoreRows(
      run,
      rows(4, 200, (_, i) => (i < 20 ? { b: 500 } : {})),
      then,
    );
    expect(found).toMatchObject({ ok: true, rows: 200 });
    expect(found.ok && Math.abs(found.value - 0.11)).toBeLessThan(0.03);
    expect(found.ok && found.explanation?.sentence).toMatch(
      /^1\d(\.\d)? % of inputs \(2\d of 200 looked at\) are further than \S+ from every row of the reference, as 1 % of its own are, most of them by b$/,
    );
  });

  it('is about 1 % where nothing changed', () => {
    const found = scoreRows(run, rows(7, 1000), then);
    expect(found.ok && found.value).toBeLessThan(0.03);
  });

  it('finds a kind that the reference never had', () => {
    const found = scoreRows(
      run,
      rows(8, 100, () => ({ kind: 'new' })),
      then,
    );
    expect(found.ok && found.value).toBeGreaterThan(0.9);
  });
});
