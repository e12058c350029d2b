import { describe, expect, it } from 'vitest';
import { bound, rowsOfObjects, SPAN, scoreRows } from '@/lib/blocks/_fixtures/rows';
import type { Value } from '@/lib/tally/column';
import { fold } from '@/lib/tally/fold';
import { duplicateShare } from './duplicateShare';
import { identifiableShare } from './identifiableShare';
import { inconsistentAnswerShare } from './inconsistentAnswerShare';
import { kAnonymity } from './kAnonymity';
import { largestClientShare } from './largestClientShare';

const repeat = (count: number, row: Record<string, Value>) => rowsOfObjects(new Array(count).fill(row));
const sentence = (found: ReturnType<typeof scoreRows>) =>
  found.ok ? found.explanation?.sentence : found.why;

describe('duplicates', () => {
  const run = bound(duplicateShare, { columns: ['order', 'item'] });
  const once = rowsOfObjects(Array.from({ length: 15 }, (_, i) => ({ order: i, item: 'a' })));

  it('are the rows that agree in all columns', () => {
    const rows = [...once, ...repeat(2, { order: 99, item: 'a' }), ...repeat(3, { order: 99, item: 'b' })];
    const found = scoreRows(run, [...rows, ...repeat(7, { order: null, item: null })], once);
    expect(found).toMatchObject({ ok: true, value: 0.25, rows: 20 });
    expect(sentence(found)).toBe(
      '25 % of rows came more than once (5 of 20 rows): 2 different ones, one of them 3 times, 0 % in the reference',
    );
  });

  it('need rows that have a key', () => {
    expect(sentence(scoreRows(run, repeat(5, { order: null })))).toBe(
      'no rows with order and item in this window',
    );
  });

  it('are told of a sample where there are many', () => {
    const many = rowsOfObjects(Array.from({ length: 12_000 }, (_, i) => ({ order: i % 6000, item: 1 })));
    const found = scoreRows(run, many);
    expect(found).toMatchObject({ ok: true, value: 1, rows: 4000 });
    const about = /looked at 2000 of about (\d+) different rows$/.exec(sentence(found) ?? '')?.[1];
    // Known to 2 / sqrt(2000) with some room.
    expect(Math.abs(Number(about) - 6000)).toBeLessThan(500);
  });
});

describe('anonymity', () => {
  const rows = [
    ...repeat(6, { age: 30, town: 'A' }),
    ...repeat(3, { age: 31, town: 'A' }),
    ...repeat(1, { age: 99, town: null }),
  ];

  it('is the size of the smallest group', () => {
    const found = scoreRows(bound(kAnonymity, { columns: ['age', 'town'] }), rows, repeat(4, { age: 1 }));
    expect(found).toMatchObject({ ok: true, value: 1, rows: 10 });
    expect(sentence(found)).toBe(
      'the smallest group with the same age and town has 1 row, 4 in the reference; 1 of 3 groups are a single row',
    );
    const second = scoreRows(bound(kAnonymity, { columns: ['age', 'town'], passOver: 0.4 }), rows);
    expect(second).toMatchObject({ ok: true, value: 3 });
  });

  it('counts the rows in groups below k', () => {
    const found = scoreRows(bound(identifiableShare, { columns: ['age', 'town'], k: 5 }), rows);
    expect(found).toMatchObject({ ok: true, value: 0.4, rows: 10 });
    expect(sentence(found)).toBe('40 % of rows (4 of 10) share age and town with fewer than 5 rows');
    expect(scoreRows(bound(identifiableShare, { columns: ['age'] }), [])).toEqual({
      ok: false,
      rows: 0,
      why: 'no rows in this window',
    });
  });
});

describe('the largest client', () => {
  const run = bound(largestClientShare, { client: 'key' });

  it('is named with its share and rate', () => {
    const rows = [
      ...repeat(120, { key: 'scraper' }),
      ...repeat(40, { key: 'a' }),
      ...repeat(40, { key: 'b' }),
      ...repeat(9, { key: null }),
    ];
    const found = scoreRows(run, rows, [...repeat(6, { key: 'a' }), ...repeat(4, { key: 'b' })]);
    expect(found).toMatchObject({ ok: true, value: 0.6, rows: 200 });
    expect(sentence(found)).toBe(
      'scraper sent 60 % of requests (120 of 200, 2 a minute), one of 3 clients; the largest of the reference sent 60 %',
    );
    expect(found.ok && found.explanation?.parts[1]).toEqual({ label: 'a', reference: 0.6, current: 0.2 });
  });

  it('says where it may have missed one', () => {
    const rows = rowsOfObjects(Array.from({ length: 6000 }, (_, key) => ({ key })));
    expect(sentence(scoreRows(run, rows))).toMatch(
      /looked at 5000 of about \d+ clients, a larger one may be missed$/,
    );
  });

  it('needs rows that have one', () => {
    expect(sentence(scoreRows(run, repeat(3, { key: null })))).toBe('no row of this window has key');
  });
});

describe('answers', () => {
  const run = bound(inconsistentAnswerShare, { prompt: 'q', response: 'a' });
  const rows = rowsOfObjects([
    { q: 'x', a: 'yes' },
    { q: 'x', a: 'yes' },
    { q: 'y', a: 'yes' },
    { q: 'y', a: 'no' },
    { q: 'y', a: null },
    { q: 'z', a: 'once' },
    { q: 'w', a: 'once' },
    { q: 'w', a: null },
    { q: null, a: 'p' },
    { q: null, a: 'q' },
  ]);

  it('differ for a share of the inputs that came twice', () => {
    const found = scoreRows(run, rows, rows.slice(0, 2));
    expect(found).toMatchObject({ ok: true, value: 0.5, rows: 2 });
    expect(sentence(found)).toBe(
      '50 % of inputs that came more than once got different answers (1 of 2), 0 % in the reference',
    );
  });

  it('are kept as numbers that stand for them, never as text', () => {
    const tally = fold(run.needs({}), rows);
    expect(JSON.stringify(tally)).not.toMatch(/yes|once/);
    expect(
      run.score({ spec: run.needs({}), current: tally, reference: null, span: SPAN, referenceSpan: null }).ok,
    ).toBe(true);
  });

  it('need an input that came twice', () => {
    expect(sentence(scoreRows(run, rows.slice(5, 8)))).toBe('no q came twice with a a each time');
  });
});
