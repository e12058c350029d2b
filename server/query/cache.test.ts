import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '@/lib/core/time';
import { merge } from '@/lib/tally/merge';
import { rowsOf, type TallySpec } from '@/lib/tally/tally';
import { type EventStore, openEvents } from '@/server/events/store';
import {
  createMemoryCache,
  createTallyReader,
  type TallyCache,
  type TallyReader,
  type WindowQuery,
} from './cache';

const T0 = Date.UTC(2026, 2, 1, 12);
const BUCKET = 5 * MINUTE_MS;
const EVENT = { origin: 'event', bytes: 1 } as const;
const LABEL = { origin: 'label', bytes: 1 } as const;
const x: TallySpec = { keys: [{ column: 'x', bin: { kind: 'edges', edges: [10, 20] } }] };
const byLabel: TallySpec = { keys: [{ column: 'label', bin: { kind: 'identity' } }] };

let folder: string;
let events: EventStore;
let cache: TallyCache;
let reader: TallyReader;

const open = () =>
  openEvents({ path: join(folder, 'e.duckdb'), filesDir: join(folder, 'files'), clock: () => T0 });
const query = (spec: TallySpec, more: Partial<WindowQuery> = {}): WindowQuery => ({
  relation: { source: { kind: 'stream', name: 's' }, where: null },
  spec,
  span: { from: T0 - HOUR_MS, to: T0 },
  bucketMs: BUCKET,
  ...more,
});

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tocsin-cache-'));
  events = await open();
  cache = createMemoryCache();
  reader = createTallyReader({ events, cache });
  const minutes = Array.from({ length: 60 }, (_, i) => ({
    id: `e${i}`,
    ts: T0 - HOUR_MS + i * MINUTE_MS,
    x: i,
  }));
  await events.append('s', minutes, EVENT);
});

afterEach(async () => {
  await events.close();
  await rm(folder, { recursive: true, force: true });
});

/** What one read added to the counters. */
async function cost(read: () => Promise<unknown>) {
  const before = { ...reader.counters };
  await read();
  const { bucketsRead, bucketsCached, rowsRead, queries } = reader.counters;
  return {
    read: bucketsRead - before.bucketsRead,
    cached: bucketsCached - before.bucketsCached,
    rows: rowsRead - before.rowsRead,
    queries: queries - before.queries,
  };
}

describe('reading a window', () => {
  it('reads each bucket once', async () => {
    expect(await cost(() => reader.readWindow(query(x)))).toEqual({
      read: 12,
      cached: 0,
      rows: 60,
      queries: 1,
    });
    expect(await cost(() => reader.readWindow(query(x)))).toEqual({
      read: 0,
      cached: 12,
      rows: 0,
      queries: 0,
    });
    const later = query(x, { span: { from: T0 - HOUR_MS + BUCKET, to: T0 + BUCKET } });
    expect(await cost(() => reader.readWindow(later))).toEqual({ read: 1, cached: 11, rows: 0, queries: 1 });
  });

  it('reads a new bucket for all who look at the same rows', async () => {
    const present: TallySpec = { keys: [{ column: 'x', bin: { kind: 'presence' } }] };
    await Promise.all([x, present].map((spec) => reader.readWindow(query(spec))));
    const next = { span: { from: T0 - HOUR_MS + BUCKET, to: T0 + BUCKET } };
    await events.append('s', [{ id: 'new', ts: T0 + MINUTE_MS, x: 7 }], EVENT);
    expect(await cost(() => reader.readWindow(query(x, next)))).toMatchObject({ read: 2, queries: 1 });
    expect(await cost(() => reader.readWindow(query(present, next)))).toMatchObject({ read: 0, cached: 12 });
    expect(rowsOf(merge(present, (await reader.readWindow(query(present, next))).values()))).toBe(56);
    const filtered = query(present, {
      ...next,
      relation: { source: { kind: 'stream', name: 's' }, where: { column: 'x', op: 'lt', value: 50 } },
    });
    expect(rowsOf(merge(present, (await reader.readWindow(filtered)).values()))).toBe(46);
  });

  it('reads again the bucket of a late event, and only that', async () => {
    const before = await reader.readWindow(query(x));
    await events.append('s', [{ id: 'late', ts: T0 - 31 * MINUTE_MS, x: 15 }], EVENT);
    expect(await cost(() => reader.readWindow(query(x)))).toEqual({
      read: 1,
      cached: 11,
      rows: 6,
      queries: 1,
    });
    const after = await reader.readWindow(query(x));
    expect(rowsOf(merge(x, after.values()))).toBe(rowsOf(merge(x, before.values())) + 1);
  });

  it('reads again where a late label falls', async () => {
    await events.append('s', [{ id: 'e0', label: 1 }], LABEL);
    await reader.readWindow(query(byLabel));
    await events.append('s', [{ id: 'e7', label: 0 }], LABEL);
    expect(await cost(() => reader.readWindow(query(byLabel)))).toMatchObject({ read: 1, cached: 11 });
    const tally = merge(byLabel, (await reader.readWindow(query(byLabel))).values());
    expect(tally.cells.map((c) => [c.key[0], c.count])).toEqual([
      [null, 58],
      [0, 1],
      [1, 1],
    ]);
  });

  it('takes what another reader has stored, also after a restart', async () => {
    const first = await reader.readWindow(query(x));
    await events.close();
    events = await open();
    reader = createTallyReader({ events, cache });
    expect(await cost(() => reader.readWindow(query(x)))).toMatchObject({ read: 0, cached: 12 });
    expect(await reader.readWindow(query(x))).toEqual(first);
  });

  it('does not take the tallies of a stream that was dropped for those of its namesake', async () => {
    await reader.readWindow(query(x));
    await events.dropStream('s');
    await events.append('s', [{ id: 'new', ts: T0 - MINUTE_MS, x: 1 }], EVENT);
    expect(rowsOf(merge(x, (await reader.readWindow(query(x))).values()))).toBe(1);
  });

  it('cuts buckets at the ends of the window, and never stores a cut one', async () => {
    const cut = query(x, { span: { from: T0 - HOUR_MS + MINUTE_MS, to: T0 - MINUTE_MS } });
    expect(rowsOf(merge(x, (await reader.readWindow(cut)).values()))).toBe(58);
    expect(await cost(() => reader.readWindow(query(x)))).toMatchObject({ read: 2, cached: 10 });
    expect(rowsOf(merge(x, (await reader.readWindow(query(x))).values()))).toBe(60);
  });

  it('keeps a span without buckets whole', async () => {
    const whole = query(x, { bucketMs: null });
    const first = await reader.readWindow(whole);
    expect([...first.keys()]).toEqual([T0 - HOUR_MS]);
    expect(await cost(() => reader.readWindow(whole))).toMatchObject({ read: 0, cached: 1 });
    await events.append('s', [{ id: 'late', ts: T0 - 31 * MINUTE_MS, x: 15 }], EVENT);
    expect(await cost(() => reader.readWindow(whole))).toMatchObject({ read: 1, rows: 61 });
  });

  it('asks once for many specs and for the same spec many times', async () => {
    const specs = [x, byLabel, { keys: [] }, x];
    const all = () => Promise.all(specs.map((spec) => reader.readWindow(query(spec))));
    expect(await cost(all)).toMatchObject({ queries: 1, read: 36 });
  });

  it('passes on failures to all who asked, and recovers', async () => {
    const relation = { source: { kind: 'stream', name: 'none' }, where: null } as const;
    const both = [reader.readWindow(query(x, { relation })), reader.readWindow(query(x, { relation }))];
    for (const one of both) await expect(one).rejects.toThrow('unknown_stream');
    expect((await reader.readWindow(query(x))).size).toBe(12);
  });

  it('gives right numbers while events keep arriving', async () => {
    const span = { from: T0 - HOUR_MS, to: T0 };
    const writes = Array.from({ length: 40 }, (_, i) =>
      events.append('s', [{ id: `w${i}`, ts: T0 - HOUR_MS + ((i * 7) % 60) * MINUTE_MS, x: 1 }], EVENT),
    );
    const reads = Array.from({ length: 20 }, async (_, i) => {
      await writes[i * 2];
      await reader.readWindow(query(x, { span }));
    });
    await Promise.all([...writes, ...reads]);
    expect(rowsOf(merge(x, (await reader.readWindow(query(x, { span }))).values()))).toBe(100);
  });
});
