import { describe, expect, it } from 'vitest';
import { bound, rowsOfColumn, rowsOfObjects, scoreRows } from '@/lib/blocks/_fixtures/rows';
import type { Score } from '@/lib/blocks/block';
import type { Value } from '@/lib/tally/column';
import { constantColumn } from './constantColumn';
import { newCategory } from './newCategory';
import { schemaChange } from './schemaChange';
import { typeMismatch } from './typeMismatch';

const sentenceOf = (score: Score) => (score.ok ? score.explanation?.sentence : score.why);
const times = (count: number, value: Value) => new Array<Value>(count).fill(value);
const column = (values: readonly Value[]) => rowsOfColumn('x', values);

describe('new_category', () => {
  const run = bound(newCategory, { column: 'x' });
  const before = column(['a', 'b', 'c', null]);

  it('counts and names what the reference never had', () => {
    const score = scoreRows(
      run,
      column([...times(90, 'a'), ...times(7, 'B'), ...times(3, ''), null]),
      before,
    );
    expect(score).toMatchObject({ ok: true, value: 0.1, rows: 100 });
    expect(sentenceOf(score)).toBe(
      '10 % of x was never in the reference (10 of 100 rows): B (7) and empty text (3)',
    );
    expect(score.ok && score.explanation?.parts).toEqual([
      { label: 'B', reference: 0, current: 0.07 },
      { label: 'empty text', reference: 0, current: 0.03 },
    ]);
  });

  it('is 0 where nothing is new, also where values are gone', () => {
    expect(scoreRows(run, column(['a', 'a']), before)).toMatchObject({ value: 0 });
    expect(sentenceOf(scoreRows(run, column(['a', 'b']), before))).toBe(
      'all 2 values of x were in the reference (2 rows)',
    );
  });

  it('takes true and false and numbers', () => {
    expect(scoreRows(run, column([true, false]), column([true]))).toMatchObject({ value: 0.5 });
    expect(scoreRows(run, column([1, 2, 3, 4]), column([1, 2, 3]))).toMatchObject({ value: 0.25 });
  });

  it('has no answer without values on either side, or where the column is no category', () => {
    expect(sentenceOf(scoreRows(run, column(['a'])))).toBe('there is no reference to compare with');
    expect(sentenceOf(scoreRows(run, column(['a']), column([null])))).toBe('the reference has no value of x');
    expect(sentenceOf(scoreRows(run, column([null]), before))).toBe(
      'x has no usable value in this window (1 row)',
    );
    const names = column(Array.from({ length: 10_001 }, (_, i) => `user ${i}`));
    expect(sentenceOf(scoreRows(run, column(['a']), names))).toBe(
      'x has more than 10000 values in the reference, so it is no category',
    );
  });
});

describe('constant_column', () => {
  const run = bound(constantColumn, { column: 'x' });
  const score = (current: readonly Value[], reference: readonly Value[]) =>
    scoreRows(run, column(current), column(reference));

  it('is 1 where a column that varied has one value, known or new', () => {
    expect(score(times(40, 'DE'), ['DE', 'DE', 'FR', 'SE'])).toMatchObject({ value: 1, rows: 40 });
    expect(sentenceOf(score(times(40, 'XX'), ['DE', 'DE', 'FR', 'SE']))).toBe(
      'x is XX in all 40 rows; the reference had DE most often, in 50 %',
    );
    expect(sentenceOf(score(times(3, 7.25), [1, 2, 3, 4]))).toBe(
      'x is 7.25 in all 3 rows; the reference had 1 most often, in 25 %',
    );
  });

  it('is the share of the most frequent value where it is nearly so', () => {
    expect(score([...times(99, 0), 5], [1, 0, 0, 3])).toMatchObject({ value: 0.99 });
    expect(sentenceOf(score(['a', 'a', 'b', null], ['a', 'b']))).toBe(
      '66.7 % of x is a (3 rows); the reference had a most often, in 50 %',
    );
  });

  it('is 0 where it always was that value, and 1 where it became another', () => {
    expect(score(times(5, 'v1'), times(9, 'v1'))).toMatchObject({ value: 0 });
    expect(sentenceOf(score(times(5, 'v1'), times(9, 'v1')))).toBe(
      'x is always v1, as in the reference (5 rows)',
    );
    expect(score(times(5, 'v2'), times(9, 'v1'))).toMatchObject({ value: 1 });
  });

  it('tells few frequent numbers from many different ones', () => {
    const many = Array.from({ length: 200 }, (_, i) => i / 7);
    expect(
      score(
        many.map((x) => x + 1000),
        many,
      ),
    ).toMatchObject({ value: 0 });
    expect(score(times(200, 1000.5), many)).toMatchObject({ value: 1 });
  });

  it('has no answer without values on either side', () => {
    expect(sentenceOf(score([null], ['a']))).toBe('x has no usable value in this window (1 row)');
    expect(sentenceOf(score(['a'], [null]))).toBe('the reference has no value of x');
  });
});

describe('type_mismatch', () => {
  const wrong = (as: string, values: readonly Value[]) => {
    const score = scoreRows(bound(typeMismatch, { column: 'x', as }), column(values));
    return score.ok ? score.value * score.rows : score.why;
  };

  it.each([
    ['number', ['1', '-2.5', '+3e-7', '.5', '5.'], 0],
    ['number', ['1,5', 'n/a', '1 ', ' 1', '', '0x1F', 'Infinity', '1_000', '1\n'], 9],
    ['time', ['2026-01-31', '2026-01-31T12:00Z', '2026-01-31 12:00:00.123', '2026-01-31T12:00:00+02:00'], 0],
    ['time', ['31.12.2026', '2026-13-01', '2026-1-1', '12:00', '2026-01-31T25:00'], 5],
    ['boolean', ['true', 'False', 'TRUE'], 0],
    ['boolean', ['yes', '1', 'tRUE'], 3],
  ])('%s: %j', (as, values, count) => {
    expect(wrong(as, values)).toBeCloseTo(count, 12);
  });

  it('says how many, and leaves missing texts out', () => {
    const run = bound(typeMismatch, { column: 'x' });
    const score = scoreRows(run, column([...times(97, '1'), ...times(3, 'n/a'), null]), column(['1', 'x']));
    expect(sentenceOf(score)).toBe(
      '3 % of x is no number (3 of 100 rows; 95 % interval 1 % to 8.5 %), 50 % in the reference',
    );
    expect(sentenceOf(scoreRows(run, column([null, 5])))).toBe('x has no text in this window (2 rows)');
  });
});

describe('schema_change', () => {
  const run = bound(schemaChange, { columns: ['age', 'job', 'tier'] });
  const before = rowsOfObjects([
    { age: 30, job: 'a', tier: null },
    { age: null, job: 'b', tier: null },
  ]);

  it('names what came, went and changed', () => {
    const score = scoreRows(run, rowsOfObjects([{ age: '30', job: null, tier: 2 }]), before);
    expect(score).toMatchObject({ ok: true, value: 3, rows: 1 });
    expect(sentenceOf(score)).toBe(
      'age changed from numbers to other values, job has no value any more and tier has values now; 0 of 3 columns are as in the reference (1 row)',
    );
  });

  it('is 0 where a column is only often missing', () => {
    const score = scoreRows(
      run,
      rowsOfObjects([
        { age: null, job: 'x' },
        { age: 1, job: null },
      ]),
      before,
    );
    expect(score).toMatchObject({ value: 0 });
    expect(sentenceOf(score)).toBe('3 of 3 columns are as in the reference (2 rows)');
  });

  it('has no answer without rows or a reference', () => {
    expect(sentenceOf(scoreRows(run, [], before))).toBe('no rows in this window');
    expect(sentenceOf(scoreRows(run, before, []))).toBe('the reference has no rows');
    expect(sentenceOf(scoreRows(run, before))).toBe('there is no reference to compare with');
  });
});
