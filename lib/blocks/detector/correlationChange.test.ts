import { expect, it } from 'vitest';
import { bound, rowsOfObjects, scoreRows } from '@/lib/blocks/_fixtures/rows';
import { correlationChange } from './correlationChange';

const run = bound(correlationChange, { columns: ['a', 'b', 'c'] });
const rows = (make: (i: number) => Record<string, number | string | null>) =>
  rowsOfObjects(Array.from({ length: 40 }, (_, i) => make(i)));
const together = rows((i) => ({ a: i, b: 1e6 + 2 * i, c: i % 2 }));

it('finds the pair that came apart', () => {
  const found = scoreRows(
    run,
    rows((i) => ({ a: i, b: 1e6 - 2 * i, c: i % 2 })),
    together,
  );
  expect(found).toMatchObject({ ok: true, rows: 40 });
  expect(found.ok && found.value).toBeCloseTo(2, 12);
  expect(found.ok && found.explanation?.sentence).toBe(
    'the correlation of a and b went from 1 to -1, the largest change of 3',
  );
});

it('is 0 where nothing changed', () => {
  expect(scoreRows(run, together, together)).toMatchObject({
    ok: true,
    value: 0,
    explanation: { sentence: 'none of 3 correlations has changed' },
  });
});

it('takes the rows that have both values, and no others', () => {
  const holes = rows((i) => ({ a: i < 20 ? i : null, b: i < 20 ? 1e6 + i : Number.POSITIVE_INFINITY, c: 0 }));
  const found = scoreRows(run, [...holes, ...rows(() => ({ a: 7, b: null, c: 'x' }))], together);
  expect(found).toMatchObject({ ok: true, rows: 20 });
  expect(found.ok && found.value).toBeCloseTo(0, 12);
});

it('says why it cannot answer', () => {
  const constant = rows(() => ({ a: 1, b: 2, c: 3 }));
  expect(scoreRows(run, constant, together)).toEqual({
    ok: false,
    rows: 40,
    why: 'no two columns vary in 10 rows or more that have both, then and now',
  });
  expect(scoreRows(run, together.slice(0, 9), together)).toMatchObject({ ok: false, rows: 9 });
  expect(correlationChange.bind({ columns: ['a'] })).toMatchObject({ ok: false });
  expect(correlationChange.bind({ columns: ['a', 'a'] })).toMatchObject({ ok: false });
});
