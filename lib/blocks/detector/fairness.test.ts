import { describe, expect, it } from 'vitest';
import { bound, rowsOfObjects, scoreRows } from '@/lib/blocks/_fixtures/rows';
import type { Score } from '@/lib/blocks/block';
import { columnOf, expectGolden, goldenAbsent, goldenCases, goldenTable } from '@/lib/stats/_golden/golden';
import type { Value } from '@/lib/tally/column';
import { demographicParityDifference } from './demographicParityDifference';
import { demographicParityRatio } from './demographicParityRatio';
import { equalOpportunity } from './equalOpportunity';

const sentenceOf = (score: Score) => (score.ok ? score.explanation?.sentence : score.why);

/** So many rows of a group, of which so many are predicted positive. */
function group(name: Value, rows: number, selected: number) {
  return Array.from({ length: rows }, (_, i) => ({ group: name, prediction: i < selected ? 1 : 0 }));
}

const difference = bound(demographicParityDifference, {});
const ratio = bound(demographicParityRatio, {});
const rows = rowsOfObjects([...group('Male', 100, 26), ...group('Female', 50, 4), ...group('Other', 5, 5)]);

describe('labels', () => {
  const mixed = ['a', 'b'].flatMap((name) =>
    Array.from({ length: 60 }, (_, i) => ({ group: name, prediction: i % 2, label: i < 45 ? 1 : null })),
  );

  it('are counted where a comparison needs them, so that it can wait for more', () => {
    const score = scoreRows(bound(equalOpportunity, {}), rowsOfObjects(mixed));
    expect(score).toMatchObject({ ok: true, labels: { labelled: 90, predicted: 120 } });
    const none = rowsOfObjects(mixed.map((row) => ({ ...row, label: null })));
    expect(scoreRows(bound(equalOpportunity, {}), none)).toMatchObject({
      ok: false,
      labels: { labelled: 0, predicted: 120 },
    });
  });

  it('are not needed to compare predictions alone', () => {
    expect(scoreRows(difference, rowsOfObjects(mixed))).not.toHaveProperty('labels');
  });
});

describe('demographic parity', () => {
  it('compares the rates of groups that are large enough, and names the others', () => {
    expect(scoreRows(ratio, rows)).toMatchObject({ ok: true, value: 0.08 / 0.26, rows: 150 });
    const score = scoreRows(difference, rows);
    expect(score.ok && score.value).toBeCloseTo(0.18, 12);
    expect(sentenceOf(score)).toBe(
      'predicted 1: 8 % of Female (50 rows), 26 % of Male (100 rows); 95 % interval of the difference 4.8 % to 28.5 %; left out as too small: Other (5 rows)',
    );
    expect(score.ok && score.explanation?.parts).toEqual([
      { label: 'Female', reference: null, current: 0.08 },
      { label: 'Male', reference: null, current: 0.26 },
    ]);
  });

  it('shows what the rates were in the reference', () => {
    const score = scoreRows(
      ratio,
      rows,
      rowsOfObjects([...group('Female', 40, 10), ...group('Male', 40, 10)]),
    );
    expect(score.ok && score.explanation?.parts[0]).toEqual({
      label: 'Female',
      reference: 0.25,
      current: 0.08,
    });
  });

  it('has no answer with fewer than two groups', () => {
    expect(sentenceOf(scoreRows(ratio, rowsOfObjects([...group('a', 40, 3), ...group('b', 2, 1)])))).toBe(
      'only the group a has at least 30 rows, and a comparison needs two; left out: b (2 rows)',
    );
    expect(sentenceOf(scoreRows(ratio, rowsOfObjects(group('a', 3, 3))))).toBe(
      'no group has at least 30 rows, and a comparison needs two; left out: a (3 rows)',
    );
    expect(sentenceOf(scoreRows(ratio, []))).toBe('no rows in this window');
    expect(sentenceOf(scoreRows(ratio, rowsOfObjects([{ group: 'a', prediction: null }])))).toBe(
      'no group has a row with a prediction',
    );
  });

  it('has no ratio where nobody is predicted positive, but a difference of 0', () => {
    const nobody = rowsOfObjects([...group('a', 40, 0), ...group('b', 40, 0)]);
    expect(sentenceOf(scoreRows(ratio, nobody))).toBe('no ratio: predicted 1: 0 % of every group');
    expect(scoreRows(difference, nobody)).toMatchObject({ ok: true, value: 0 });
  });

  it('takes rows without a group as a group of their own', () => {
    const score = scoreRows(ratio, rowsOfObjects([...group(null, 40, 10), ...group('b', 40, 20)]));
    expect(score).toMatchObject({ value: 0.5 });
    expect(sentenceOf(score)).toContain('25 % of missing (40 rows)');
  });

  describe.skipIf(goldenAbsent)('golden, one group column', () => {
    const cases = goldenCases('fairness', 'demographic_parity').filter((one) => !one.input.sensitive2);
    it.each(goldenTable(cases))('%s', (_, one) => {
      const guess = columnOf(one, 'y_pred');
      const objects = columnOf(one, 'sensitive').map((name, i) => ({
        group: name,
        prediction: guess[i] ?? null,
      }));
      for (const [block, key] of [
        [demographicParityDifference, 'difference'],
        [demographicParityRatio, 'ratio'],
      ] as const) {
        const score = scoreRows(bound(block, { groupRowsMin: 1 }), rowsOfObjects(objects));
        expectGolden(one, score.ok ? score.value : null, key);
      }
    });
  });
});
