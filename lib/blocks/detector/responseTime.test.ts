import { describe, expect, it } from 'vitest';
import { bound, rowsOfColumn, scoreRows } from '@/lib/blocks/_fixtures/rows';
import type { Score } from '@/lib/blocks/block';
import type { Value } from '@/lib/tally/column';
import { apdex } from './apdex';
import { quantile } from './quantile';
import { shareOver } from './shareOver';
import { timeToFirstToken } from './timeToFirstToken';

const sentenceOf = (score: Score) => (score.ok ? score.explanation?.sentence : score.why);
const column = (values: readonly Value[]) => rowsOfColumn('x', values);
const times = (count: number, value: Value) => new Array<Value>(count).fill(value);

describe('apdex', () => {
  const run = bound(apdex, { column: 'x', target: 500 });
  const rows = column([...times(60, 500), ...times(30, 501), ...times(5, 2001), ...times(5, Infinity)]);

  it('counts the content whole and the patient half', () => {
    expect(scoreRows(run, rows)).toMatchObject({ ok: true, value: 0.75, rows: 100 });
    expect(sentenceOf(scoreRows(run, rows))).toBe(
      'x of 100 rows: 60 % within 500, 30 % within 2000, 10 % longer',
    );
  });

  it('has its limits on the content side, as the specification says', () => {
    expect(scoreRows(run, column([500]))).toMatchObject({ value: 1 });
    expect(scoreRows(run, column([2000]))).toMatchObject({ value: 0.5 });
    expect(scoreRows(run, column([2000.0001]))).toMatchObject({ value: 0 });
  });

  it('leaves out rows without a time and says so; without any it has no answer', () => {
    const score = scoreRows(run, column([100, null, Number.NaN]));
    expect(score).toMatchObject({ value: 1, rows: 1 });
    expect(sentenceOf(score)).toBe(
      'x of 1 row: 100 % within 500, 0 % within 2000, 0 % longer; 2 rows without a time left out',
    );
    expect(sentenceOf(scoreRows(run, column([null])))).toBe('x has no usable value in this window (1 row)');
  });

  it('shows the shares of the reference beside', () => {
    const score = scoreRows(run, rows, column([100, 100, 100, 9000]));
    expect(score.ok && score.explanation?.parts).toEqual([
      { label: 'within 500', reference: 0.75, current: 0.6 },
      { label: 'within 2000', reference: 0, current: 0.3 },
      { label: 'longer', reference: 0.25, current: 0.1 },
    ]);
  });

  it('refuses a time that nobody could keep', () => {
    expect(apdex.bind({ column: 'x', target: 0 }).ok).toBe(false);
  });
});

describe('share_over', () => {
  const run = bound(shareOver, { column: 'x', over: 1000 });

  it('counts what is above, not what is at the limit', () => {
    const score = scoreRows(
      run,
      column([...times(97, 1000), 1000.5, 4000, Infinity]),
      column([1, 2, 3, 2000]),
    );
    expect(score).toMatchObject({ ok: true, value: 0.03, rows: 100 });
    expect(sentenceOf(score)).toBe('3 % of x is over 1000 (3 of 100 rows), 25 % in the reference');
  });

  it('leaves out what is no number and says so', () => {
    expect(sentenceOf(scoreRows(run, column([2000, Number.NaN, null])))).toBe(
      '100 % of x is over 1000 (1 of 1 row); 2 rows without a number left out',
    );
    expect(sentenceOf(scoreRows(run, []))).toBe('no rows in this window');
  });
});

describe('quantiles with their interval', () => {
  const hundred = column(Array.from({ length: 100 }, (_, i) => i + 1));

  it('takes the interval from the rows at both places', () => {
    // Places 40 and 61 of 100, to the ends of their bins.
    expect(sentenceOf(scoreRows(bound(quantile, { column: 'x', q: 0.5 }), hundred))).toBe(
      'the median of x is 50.25 over 100 rows (95 % interval 40 to 61.5)',
    );
  });

  it('says where few rows cannot bound a tail', () => {
    expect(sentenceOf(scoreRows(bound(quantile, { column: 'x', q: 0.999 }), hundred))).toBe(
      'p99.9 of x is 99.5 over 100 rows (95 % interval from 99; too few rows to bound it above)',
    );
    expect(sentenceOf(scoreRows(bound(quantile, { column: 'x', q: 0.5 }), column([7])))).toMatch(
      /^the median of x is 7\.\d+ over 1 row \(too few rows for an interval\)$/,
    );
  });

  it('is the same for the wait for the first token', () => {
    const run = bound(timeToFirstToken, { column: 'x' });
    const wait = scoreRows(run, hundred, column(times(50, 64)));
    const plain = scoreRows(bound(quantile, { column: 'x' }), hundred, column(times(50, 64)));
    expect(wait).toEqual(plain);
    expect(sentenceOf(wait)).toBe(
      'p95 of x is 95.5 over 100 rows (95 % interval 90 to 101), 64.5 in the reference',
    );
  });
});
