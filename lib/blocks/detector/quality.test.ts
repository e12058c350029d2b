import { describe, expect, it } from 'vitest';
import { bound, rowsOfColumn, SPAN, scoreRows } from '@/lib/blocks/_fixtures/rows';
import type { Score } from '@/lib/blocks/block';
import { goldenAbsent, goldenCases, goldenTable, numbersOf } from '@/lib/stats/_golden/golden';
import { EVENT_TIME, type Value } from '@/lib/tally/column';
import { emptyTally } from '@/lib/tally/tally';
import { categoryShare } from './categoryShare';
import { freshness } from './freshness';
import { mean } from './mean';
import { missingShare } from './missingShare';
import { outOfRangeShare } from './outOfRangeShare';
import { quantile } from './quantile';
import { rowCount } from './rowCount';

const sentenceOf = (score: Score) => (score.ok ? score.explanation?.sentence : score.why);
const column = (values: readonly Value[]) => rowsOfColumn('x', values);
const times = (count: number, value: Value): Value[] => Array(count).fill(value);

describe('row_count', () => {
  const run = bound(rowCount, {});

  it('counts rows, and says over what length of time', () => {
    const score = scoreRows(run, column([1, 2, null]));
    expect(score).toMatchObject({ ok: true, value: 3, rows: 3, countedMs: 3_600_000 });
    expect(sentenceOf(score)).toBe('3 rows in this window');
  });

  it('answers 0 for a window without rows', () => {
    expect(scoreRows(run, [])).toMatchObject({ ok: true, value: 0, rows: 0 });
  });

  it('tells what the reference has in the same time', () => {
    const spec = run.needs({});
    const current = { cells: [{ key: [], count: 100, values: [] }] };
    const reference = { cells: [{ key: [], count: 4800, values: [] }] };
    const score = run.score({
      spec,
      current,
      reference,
      span: SPAN,
      referenceSpan: { from: 0, to: 86_400_000 },
    });
    expect(sentenceOf(score)).toBe('100 rows in this window; the reference has 200 in the same time');
  });
});

describe('freshness', () => {
  const run = bound(freshness, {});

  it('is the age of the newest event when the window ends', () => {
    const score = scoreRows(run, rowsOfColumn(EVENT_TIME, [100_000, 3_540_000, 0]));
    expect(score).toMatchObject({ ok: true, value: 60_000, rows: 3 });
    expect(sentenceOf(score)).toBe('the newest event is 1m old');
  });

  it('is at least the window where nothing came', () => {
    const score = run.score({
      spec: run.needs({}),
      current: emptyTally,
      reference: null,
      span: SPAN,
      referenceSpan: null,
    });
    expect(score).toMatchObject({ ok: true, value: 3_600_000, rows: 0 });
    expect(sentenceOf(score)).toBe('no event in this window: the newest is at least 1h old');
  });

  it('is not negative for an event from the future', () => {
    expect(scoreRows(run, rowsOfColumn(EVENT_TIME, [SPAN.to + 5]))).toMatchObject({ value: 0 });
  });
});

describe('missing_share', () => {
  const run = bound(missingShare, { column: 'x' });

  it('is the share of rows without a value', () => {
    const score = scoreRows(run, column([...times(7, null), ...times(39, 1)]), column(times(5, 1)));
    expect(score).toMatchObject({ ok: true, rows: 46 });
    expect(score.ok && score.value).toBeCloseTo(7 / 46, 15);
    expect(sentenceOf(score)).toBe('15.2 % of x is missing (7 of 46 rows), 0 % in the reference');
  });

  it('does not take NaN or an empty text for missing, but tells of numbers that are not finite', () => {
    const score = scoreRows(run, column([Number.NaN, '', 1, 2]));
    expect(score).toMatchObject({ ok: true, value: 0 });
    expect(sentenceOf(score)).toBe('0 % of x is missing (0 of 4 rows); 1 row without a finite number');
  });

  it('has no answer without rows', () => {
    expect(scoreRows(run, [])).toEqual({ ok: false, rows: 0, why: 'no rows in this window' });
  });
});

describe('out_of_range_share', () => {
  it('counts values outside both limits; the limits themselves are inside', () => {
    const run = bound(outOfRangeShare, { column: 'x', min: 0, max: 99 });
    const score = scoreRows(run, column([-1, 0, 50, 99, 99.0001, 2400, null, Number.NaN]));
    expect(score).toMatchObject({ ok: true, rows: 7 });
    expect(score.ok && score.value).toBeCloseTo(4 / 7, 15);
    expect(sentenceOf(score)).toBe(
      '57.1 % of x is out of range (4 of 7 rows): 1 below 0, 2 above 99, 1 not a number',
    );
  });

  it.each([
    [{ min: 10 }, 1 / 3],
    [{ max: 10 }, 1 / 3],
    [{ min: 10, max: 10 }, 2 / 3],
  ])('leaves a side without a limit open: %j', (limits, share) => {
    const run = bound(outOfRangeShare, { column: 'x', ...limits });
    expect(run.reference).toBe('unused');
    expect(scoreRows(run, column([9, 10, 11]))).toMatchObject({ ok: true, value: share });
  });

  it('takes the range of the reference where none is given', () => {
    const run = bound(outOfRangeShare, { column: 'x' });
    expect(run.reference).toBe('required');
    const reference = column([1, 40, 99, null]);
    expect(scoreRows(run, column([1, 99, 40]), reference)).toMatchObject({ ok: true, value: 0 });
    const score = scoreRows(run, column([0, 2400, 40, 41]), reference);
    expect(score).toMatchObject({ ok: true, value: 0.5 });
    expect(sentenceOf(score)).toContain('1 below 1, 1 above 99');
  });

  it('has no answer where the reference has no numbers', () => {
    const run = bound(outOfRangeShare, { column: 'x' });
    expect(scoreRows(run, column([1]), column([null]))).toMatchObject({
      ok: false,
      why: 'the reference has no number in x to take a range from',
    });
  });

  it('counts infinite values as outside', () => {
    const run = bound(outOfRangeShare, { column: 'x', min: 0, max: 1 });
    expect(scoreRows(run, column([Infinity, -Infinity, 0.5, 1]))).toMatchObject({ value: 0.5 });
  });

  it('refuses a lowest value above the highest', () => {
    const binding = outOfRangeShare.bind({ column: 'x', min: 5, max: 1 });
    expect(binding).toMatchObject({ ok: false, conflicts: [{ message: expect.stringContaining('5') }] });
  });
});

describe('mean', () => {
  const run = bound(mean, { column: 'x' });

  it('is the average of finite values', () => {
    const score = scoreRows(run, column([1, 2, 6, null, Infinity]), column([2, 2]));
    expect(score).toMatchObject({ ok: true, value: 3, rows: 3 });
    expect(sentenceOf(score)).toBe(
      'the mean of x is 3 over 3 rows, 2 in the reference; 2 rows without a finite number left out',
    );
  });

  it('has no answer for text, for nothing, or for numbers too large to add up', () => {
    expect(scoreRows(run, column(['a', 'b'])).ok).toBe(false);
    expect(scoreRows(run, column([null])).ok).toBe(false);
    expect(scoreRows(run, column([1e308, 1e308]))).toMatchObject({
      ok: false,
      why: 'x holds numbers too large to add up',
    });
  });
});

describe('quantile', () => {
  it('says which, of what, over how many', () => {
    const run = bound(quantile, { column: 'x', q: 0.95 });
    const score = scoreRows(run, column([...times(95, 100), ...times(5, 900)]));
    expect(sentenceOf(score)).toBe('p95 of x is 100.5 over 100 rows (95 % interval 100 to 904)');
  });

  it('takes negative values and 0', () => {
    const at = (q: number) => scoreRows(bound(quantile, { column: 'x', q }), column([-200, 0, 200]));
    expect(at(0.5)).toMatchObject({ value: 0 });
    const lowest = at(0);
    expect(lowest.ok && Math.abs(lowest.value / -200 - 1)).toBeLessThanOrEqual(0.01);
  });

  it('has no answer where it is infinite or there is nothing', () => {
    const run = bound(quantile, { column: 'x', q: 1 });
    expect(scoreRows(run, column([1, Infinity]))).toMatchObject({ ok: false, why: 'p100 of x is infinite' });
    expect(scoreRows(run, column([null, Number.NaN])).ok).toBe(false);
  });

  describe.skipIf(goldenAbsent)('golden, method lower, within 1 %', () => {
    const cases = goldenCases('quantiles', 'quantile_lower');
    it.each(goldenTable(cases))('%s', (_, one) => {
      const rows = column(numbersOf(one, 'x'));
      for (const [q, wanted] of Object.entries(one.expect)) {
        const score = scoreRows(bound(quantile, { column: 'x', q: Number(q) }), rows);
        expect(score.ok && Math.abs(score.value - Number(wanted))).toBeLessThanOrEqual(
          0.01 * Math.abs(Number(wanted)),
        );
      }
    });
  });
});

describe('category_share', () => {
  it.each([
    ['1', [1, 1, 0, null]],
    [1, ['1', '1', '0', null]],
    ['1', [true, true, false, null]],
    [true, [true, true, false, null]],
    ['refused', ['refused', 'refused', 'answered', null]],
  ])('takes %j however the data writes it', (value, values) => {
    const run = bound(categoryShare, { column: 'x', value });
    expect(scoreRows(run, column(values))).toMatchObject({ ok: true, value: 2 / 3, rows: 3 });
  });

  it('says the share, and what it was', () => {
    const run = bound(categoryShare, { column: 'x', value: 'a' });
    const score = scoreRows(run, column(['a', 'b', 'b', 'b']), column(['a', 'b']));
    expect(sentenceOf(score)).toBe('25 % of x is a (1 of 4 rows), 50 % in the reference');
  });

  it('takes names that other code might trip over', () => {
    for (const value of ['__proto__', 'constructor', '']) {
      const binding = categoryShare.bind({ column: 'x', value });
      if (!binding.ok) expect(value).toBe('');
      else expect(scoreRows(binding.run, column([value, 'b']))).toMatchObject({ value: 0.5 });
    }
  });
});
