import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '@/lib/core/time';
import { type EventStore, openEvents } from '@/server/events/store';
import { readProfiles } from './profile';
import { readLastRows, readSample, readTimeRange, readVolume } from './rows';
import { readColumnStats } from './stats';
import { readTallies } from './tallies';

const T0 = Date.UTC(2026, 2, 1, 12);
const relation = { source: { kind: 'stream', name: 's' }, where: null } as const;
const HOUR = { from: T0 - HOUR_MS, to: T0 };

let folder: string;
let events: EventStore;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tocsin-rows-'));
  events = await openEvents({
    path: join(folder, 'e.duckdb'),
    filesDir: join(folder, 'files'),
    clock: () => T0,
  });
  const rows = Array.from({ length: 100 }, (_, i) => ({
    id: `e${i}`,
    ts: T0 - HOUR_MS + i * 36_000,
    x: i === 99 ? '\0NaN' : i,
    t: i % 3 === 0 ? 'a' : i % 3 === 1 ? '\u{1F600}' : '\uE000',
    some: i < 25 ? i : null,
  }));
  rows[0] = { ...rows[0], x: 0 } as (typeof rows)[number];
  await events.append('s', rows, { origin: 'event', bytes: 1 });
  await writeFile(
    join(folder, 'files', 'plain.csv'),
    `x,city\n${Array.from({ length: 50 }, (_, i) => `${i},${i % 2 ? 'Bonn' : ''}`).join('\n')}\n`,
  );
  await writeFile(
    join(folder, 'files', 'timed.csv'),
    'timestamp,value\n2026-03-01 11:00:00,1\n2026-03-01 11:30:00,NaN\n2026-03-01 13:00:00,3\n',
  );
});

afterAll(async () => {
  await events.close();
  await rm(folder, { recursive: true, force: true });
});

describe('profiles', () => {
  it('give linear quantiles of finite values and the most frequent values', async () => {
    const needs = [
      { kind: 'quantiles', column: 'x', n: 4 },
      { kind: 'quantiles', column: 't', n: 4 },
      { kind: 'top', column: 't', k: 2 },
      { kind: 'top', column: 'some', k: 3 },
      { kind: 'top', column: 'absent', k: 3 },
    ] as const;
    const profiles = await readProfiles(events, { relation, span: HOUR, needs });
    expect(profiles).toEqual({
      'q4:x': { kind: 'quantiles', values: [0, 24.5, 49, 73.5, 98] },
      'q4:t': { kind: 'quantiles', values: [] },
      // 34 a, then 33 each: the tie goes by UTF-16 unit, in which the face comes before U+E000.
      't2:t': { kind: 'top', values: ['a', '\u{1F600}'] },
      't3:some': { kind: 'top', values: [0, 1, 2] },
      't3:absent': { kind: 'top', values: [] },
    });
  });
});

describe('rows', () => {
  it('are sampled the same way every time', async () => {
    const wish = { relation, columns: ['x', 'absent', 't', '$time'], n: 10, span: HOUR };
    const sample = await readSample(events, wish);
    expect(sample.length).toBe(10);
    expect(await readSample(events, wish)).toEqual(sample);
    expect([...(sample[0]?.keys() ?? [])]).toEqual(['x', 't', '$time']);
    expect((await readSample(events, { ...wish, n: 5 })).map((r) => r.get('$time'))).toEqual(
      sample.slice(0, 5).map((r) => r.get('$time')),
    );
  });

  it('come latest first', async () => {
    const rows = await readLastRows(events, { relation, columns: ['id', 'x'], n: 2, span: null });
    expect(rows.map((r) => [r.get('id'), r.get('x')])).toEqual([
      ['e99', Number.NaN],
      ['e98', 98],
    ]);
  });

  it('are counted by bucket, and their times known', async () => {
    const volume = await readVolume(events, { relation, span: HOUR, bucketMs: 30 * MINUTE_MS });
    expect([...volume]).toEqual([
      [T0 - HOUR_MS, 50],
      [T0 - HOUR_MS / 2, 50],
    ]);
    const range = await readTimeRange(events, relation);
    expect(range).toEqual({ span: { from: T0 - HOUR_MS, to: T0 - HOUR_MS + 99 * 36_000 + 1 }, rows: 100 });
  });

  it('have stats by column', async () => {
    const stats = await readColumnStats(events, { relation, span: HOUR, columns: ['some', 't'] });
    expect(stats[0]).toMatchObject({ name: 't', type: 'text', missing: 0, min: null, distinct: 3 });
    expect(stats[1]).toMatchObject({ name: 'some', rows: 100, missing: 0.75, min: 0, max: 24, mean: 12 });
  });
});

describe('files', () => {
  it('are relations without time', async () => {
    const file = {
      source: { kind: 'file', name: 'plain.csv' },
      where: { column: 'x', op: 'lt', value: 10 },
    } as const;
    const spec = { keys: [{ column: 'city', bin: { kind: 'identity' } }] } as const;
    const [tallies] = await readTallies(events, {
      relation: file,
      span: null,
      bucketMs: null,
      specs: [spec],
    });
    expect(tallies?.get(0)?.cells.map((c) => [c.key[0], c.count])).toEqual([
      [null, 5],
      ['Bonn', 5],
    ]);
    expect(await readTimeRange(events, file)).toEqual({ span: null, rows: 10 });
  });

  it('are relations with time', async () => {
    const file = { source: { kind: 'file', name: 'timed.csv' }, where: null } as const;
    const spec = { keys: [{ column: 'value', bin: { kind: 'presence' } }] } as const;
    const [tallies] = await readTallies(events, {
      relation: file,
      span: { from: HOUR.from, to: T0 + 2 * HOUR_MS },
      bucketMs: HOUR_MS,
      specs: [spec],
    });
    expect(
      [...(tallies ?? [])].map(([at, tally]) => [at, tally.cells.map((c) => [c.key[0], c.count])]),
    ).toEqual([
      [
        HOUR.from,
        [
          [-1, 1],
          [0, 1],
        ],
      ],
      [T0 + HOUR_MS, [[0, 1]]],
    ]);
  });
});

describe('a read', () => {
  const endless = 'SELECT count(*) FROM range(100000000000) a(i) WHERE hash(i) = 1';

  it('ends at its limit, and says so', async () => {
    await expect(events.read((c) => c.run(endless), { limitMs: 60 })).rejects.toThrow('query_timeout');
    expect((await readTimeRange(events, relation)).rows).toBe(100);
  });

  it('ends when asked to, before it begins and while it runs', async () => {
    const controller = new AbortController();
    const running = events.read((c) => c.run(endless), { signal: controller.signal });
    setTimeout(() => controller.abort(), 50);
    await expect(running).rejects.toThrow(/abort/i);
    await expect(events.read((c) => c.run(endless), { signal: controller.signal })).rejects.toThrow(/abort/i);
  });

  it('does not hold up what is written', async () => {
    const reads = Array.from({ length: 6 }, () =>
      events.read((c) => c.run(endless), { limitMs: 400 }).catch(() => 'ended'),
    );
    const answer = await events.append('other', [{ id: 'a', x: 1 }], { origin: 'event', bytes: 1 });
    expect(answer.accepted).toBe(1);
    expect(await Promise.all(reads)).toEqual(Array.from({ length: 6 }, () => 'ended'));
  });
});
