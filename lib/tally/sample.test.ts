import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createRng } from '@/lib/core/rng';
import { EVENT_TIME, type Value } from './column';
import { fold } from './fold';
import type { KeyValue } from './key';
import { merge } from './merge';
import { HASH_SALT, HASH_SEPARATOR, hashOf } from './rowHash';
import type { SampleSpec } from './sample';

const digest = (text: string) =>
  Number.parseInt(createHash('md5').update(text).digest('hex').slice(0, 13), 16);

describe('the hash', () => {
  it.each<[KeyValue[], string]>([
    [[], ''],
    [['a'], '=a'],
    [[null], '-'],
    [['ü\u{1F600}'.repeat(40)], `=${'ü\u{1F600}'.repeat(40)}`],
    [[3], '=3'],
    [[-0], '=0'],
    [[0.1], '=429496729f'],
    [[-1.5], `=-${1.5 * 2 ** 32}f`],
    [[0.0001], `=${0.0001 / 2 ** (-14 - 52)}p-14`],
    [[-1e300], `=-${1e300 / 2 ** (996 - 52)}p996`],
    [[5e-324], '=1p-1022'],
  ])('of %j is that of its text', (values, text) => {
    const separated = values.length > 0 ? HASH_SEPARATOR + text : '';
    expect(hashOf(values)).toBe(digest(HASH_SALT + separated));
  });

  it('tells neighbours apart', () => {
    const values: KeyValue[] = [
      1,
      1 + 2 ** -32,
      1 - 2 ** -32,
      2 ** -20,
      2 ** -20 + 2 ** -72,
      2 ** 60,
      2 ** 60 + 2 ** 8,
      '1 ',
      null,
      '',
    ];
    expect(new Set(values.map((value) => hashOf([value]))).size).toBe(values.length);
  });
});

const rows = (count: number, make: (i: number) => Record<string, Value>) =>
  Array.from({ length: count }, (_, i) => new Map<string, Value>(Object.entries(make(i))));
const sampleOf = (sample: SampleSpec, all: ReturnType<typeof rows>) =>
  fold({ keys: [], sample }, all).cells[0]?.sample ?? [];

describe('a sample', () => {
  it('is of all rows alike, whatever their order and value', () => {
    const rng = createRng(1);
    const all = rows(20_000, (i) => ({ [EVENT_TIME]: i, x: rng.normal() }));
    const kept = sampleOf({ columns: ['x'], n: 2000 }, all).map(({ rows: [row] }) => Number(row?.values[0]));
    expect(kept).toHaveLength(2000);
    const mean = kept.reduce((a, b) => a + b, 0) / kept.length;
    expect(Math.abs(mean)).toBeLessThan(4 / Math.sqrt(2000));
  });

  it('counts rows that are the same once, with their number', () => {
    const all = rows(90, (i) => ({ x: i % 3 }));
    const kept = sampleOf({ columns: ['x'], n: 10 }, all);
    expect(kept.map(({ count }) => count)).toEqual([30, 30, 30]);
  });

  it('has all rows of a group together, and says of how many where it is cut', () => {
    const all = rows(60, (i) => ({ query: i % 6, rank: Math.floor(i / 6) }));
    const whole = sampleOf({ columns: ['rank'], by: ['query'], n: 2 }, all);
    expect(whole.map(({ count, rows: own }) => [count, own.length])).toEqual([
      [10, 10],
      [10, 10],
    ]);
    const cut = sampleOf({ columns: ['rank'], by: ['query'], n: 2, rowsMax: 4 }, all);
    expect(cut.map(({ count, rows: own }) => [count, own.length])).toEqual([
      [10, 4],
      [10, 4],
    ]);
    expect(cut.map(({ hash }) => hash)).toEqual(whole.map(({ hash }) => hash));
  });

  it('of a whole comes from those of many parts', () => {
    const spec = { keys: [], sample: { columns: ['x'], n: 50 } };
    const all = rows(3000, (i) => ({ [EVENT_TIME]: i, x: i % 7 }));
    const parts = Array.from({ length: 60 }, (_, i) => fold(spec, all.slice(i * 50, i * 50 + 50)));
    expect(merge(spec, parts)).toEqual(fold(spec, all));
    expect(fold(spec, all).cells[0]).toMatchObject({ count: 3000 });
  });
});
