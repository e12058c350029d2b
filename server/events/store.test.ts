import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '@/lib/core/time';
import { quoteName } from './quote';
import { type EventStore, openEvents } from './store';

const T0 = Date.UTC(2026, 2, 1, 12);
const EVENT = { origin: 'event', bytes: 100 } as const;
const LABEL = { origin: 'label', bytes: 100 } as const;

let folder: string;
let now: number;
let events: EventStore;

const open = () =>
  openEvents({
    path: join(folder, 'events.duckdb'),
    filesDir: join(folder, 'files'),
    clock: () => now,
    memoryLimit: '256MB',
  });

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tocsin-events-'));
  now = T0;
  events = await open();
});

afterEach(async () => {
  await events.close();
  await rm(folder, { recursive: true, force: true });
});

async function rowsOf(stream: string): Promise<unknown[][]> {
  const table = quoteName(events.entry(stream).table);
  return events.read(async (c) =>
    (await c.runAndReadAll(`SELECT * FROM ${table} ORDER BY _id, _time`)).getRowsJS(),
  );
}

describe('appending', () => {
  it('makes the stream, its columns and their roles from the first batch', async () => {
    const answer = await events.append(
      'loans',
      [
        {
          event_id: 'a',
          ts: '2026-03-01T11:59:00Z',
          age: 41,
          sex: 'f',
          prediction: '>50K',
          score: 0.8,
          approved: true,
        },
        { event_id: 'b', ts: T0, age: null, sex: 'm', prediction: '<=50K', score: 0.2, latency_ms: 12 },
      ],
      EVENT,
    );
    expect(answer).toEqual({ accepted: 2, duplicates: 0, rejected: 0, future: 0, problems: [] });
    expect(events.stream('loans')?.columns).toEqual([
      { name: 'event_id', type: 'text', role: 'id' },
      { name: 'ts', type: 'time', role: 'timestamp' },
      { name: 'age', type: 'number', role: 'feature' },
      { name: 'sex', type: 'text', role: 'group' },
      { name: 'prediction', type: 'text', role: 'prediction' },
      { name: 'score', type: 'number', role: 'score' },
      { name: 'approved', type: 'boolean', role: 'feature' },
      { name: 'latency_ms', type: 'number', role: 'latency' },
    ]);
    const rows = await rowsOf('loans');
    expect(rows.map((r) => [r[1], Number(r[2]), ...r.slice(4)])).toEqual([
      ['a', T0 - MINUTE_MS, 41, 'f', '>50K', 0.8, true, null],
      ['b', T0, null, 'm', '<=50K', 0.2, null, 12],
    ]);
  });

  it('keeps each row whole where requests with other fields share a commit', async () => {
    await events.append('mixed', [{ id: 'a', ts: T0, x: 1 }], EVENT);
    const answers = await Promise.all([
      events.append(
        'mixed',
        [
          { id: 'b', ts: T0, x: 2 },
          { id: 'c', ts: T0, y: 'three' },
        ],
        EVENT,
      ),
      events.append('other', [{ id: 'b', ts: T0, x: 20 }], EVENT),
      events.append(
        'mixed',
        [
          { id: 'c', ts: T0, x: 9 },
          { id: 'd', ts: T0, x: 4, y: 'four' },
        ],
        EVENT,
      ),
      events.append(
        'mixed',
        [
          { id: 'a', label: 1 },
          { id: 'd', label: 0 },
        ],
        LABEL,
      ),
      events.append(
        'mixed',
        [
          { id: 'e', ts: T0, y: 'five' },
          { id: 'b', ts: T0, x: 9 },
        ],
        EVENT,
      ),
    ]);
    expect(answers.map(({ accepted, duplicates }) => [accepted, duplicates])).toEqual([
      [2, 0],
      [1, 0],
      [1, 1],
      [2, 0],
      [1, 1],
    ]);
    expect((await rowsOf('mixed')).map(([, id, , , x, y]) => [id, x, y])).toEqual([
      ['a', 1, null],
      ['b', 2, null],
      ['c', null, 'three'],
      ['d', 4, 'four'],
      ['e', null, 'five'],
    ]);
    expect((await rowsOf('other')).map(([, id, , , x]) => [id, x])).toEqual([['b', 20]]);
  });

  it('adds columns that come later, and keeps what was there', async () => {
    await events.append('s', [{ id: '1', x: 1 }], EVENT);
    await events.append('s', [{ id: '2', x: 2, y: 'new' }], EVENT);
    expect(events.stream('s')?.columns.map((c) => c.name)).toEqual(['id', 'x', 'y']);
    expect((await rowsOf('s')).map((r) => r.slice(4))).toEqual([
      [1, null],
      [2, 'new'],
    ]);
  });

  it('takes the time of arrival where an event has none, and flags events from the future', async () => {
    const answer = await events.append('s', [{ id: '1', ts: T0 + HOUR_MS }, { id: '2' }], EVENT);
    expect(answer.future).toBe(1);
    expect((await rowsOf('s')).map((r) => Number(r[2]))).toEqual([T0 + HOUR_MS, T0]);
  });

  it('tells columns apart that differ only in case, and takes names that are SQL', async () => {
    const name = `"; DROP TABLE catalogue; --`;
    await events.append('s', [{ id: '1', Age: 1, age: 2, [name]: 3 }], EVENT);
    expect((await rowsOf('s')).map((r) => r.slice(4))).toEqual([[1, 2, 3]]);
  });

  it('refuses names of streams that are none', async () => {
    await expect(events.append('../etc', [{ id: 1 }], EVENT)).rejects.toThrow('stream_name');
  });
});

describe('duplicates', () => {
  it('change nothing: within a batch, across batches, across commits under way', async () => {
    const batch = [
      { id: 'a', x: 1 },
      { id: 'b', x: 2 },
      { id: 'a', x: 3 },
    ];
    const answers = await Promise.all([1, 2, 3].map(() => events.append('s', batch, EVENT)));
    expect(answers.map((a) => [a.accepted, a.duplicates])).toEqual([
      [2, 1],
      [0, 3],
      [0, 3],
    ]);
    expect((await rowsOf('s')).map((r) => [r[1], r[4]])).toEqual([
      ['a', 1],
      ['b', 2],
    ]);
  });

  it('are known after a restart', async () => {
    await events.append('s', [{ id: 'a', ts: T0 - 5 * DAY_MS }, { id: 'b' }], EVENT);
    await events.close();
    now += 6 * DAY_MS;
    events = await open();
    const answer = await events.append('s', [{ id: 'a', ts: T0 }, { id: 'b' }, { id: 'c' }], EVENT);
    expect([answer.accepted, answer.duplicates]).toEqual([1, 2]);
  });

  it('do not exist where events have no id', async () => {
    const answer = await events.append('s', [{ x: 1 }, { x: 1 }], EVENT);
    expect(answer.accepted).toBe(2);
  });

  it('are counted for labels too', async () => {
    await events.append('s', [{ id: 'a', prediction: 1 }], EVENT);
    const first = await events.append('s', [{ id: 'a', label: 1 }], LABEL);
    const second = await events.append('s', [{ id: 'a', label: 0 }], LABEL);
    expect([first.accepted, second.duplicates]).toEqual([1, 1]);
  });
});

const hourAt = (at: number) => ({ from: at, to: at + HOUR_MS });

describe('the touch log', () => {
  it('grows where events land, and only there', async () => {
    await events.append('s', [{ id: 'a', ts: T0 - 2 * HOUR_MS }], EVENT);
    const before = events.touchedSince('s', hourAt(T0 - 2 * HOUR_MS));
    expect(before).toBeGreaterThan(0);
    expect(events.touchedSince('s', hourAt(T0 - HOUR_MS))).toBe(0);
    await events.append('s', [{ id: 'b', ts: T0 - HOUR_MS }], EVENT);
    expect(events.touchedSince('s', hourAt(T0 - 2 * HOUR_MS))).toBe(before);
    expect(events.touchedSince('s', hourAt(T0 - HOUR_MS))).toBeGreaterThan(before);
  });

  it('grows at the time of the event when its label comes, and survives a restart', async () => {
    await events.append('s', [{ id: 'a', ts: T0 - 30 * DAY_MS }], EVENT);
    const before = events.touchedSince('s', hourAt(T0 - 30 * DAY_MS));
    await events.append('s', [{ id: 'a', label: 1 }], LABEL);
    const after = events.touchedSince('s', hourAt(T0 - 30 * DAY_MS));
    expect(after).toBeGreaterThan(before);
    await events.close();
    events = await open();
    expect(events.touchedSince('s', hourAt(T0 - 30 * DAY_MS))).toBe(after);
  });

  it('finds the event of a late label beyond the days that ids are held in memory', async () => {
    await events.append('s', [{ id: 'a', ts: T0 }], EVENT);
    await events.close();
    now += 20 * DAY_MS;
    events = await open();
    const before = events.touchedSince('s', hourAt(T0));
    await events.append('s', [{ id: 'a', label: 1 }], LABEL);
    expect(events.touchedSince('s', hourAt(T0))).toBeGreaterThan(before);
  });

  it('never goes back, even where all rows are gone', async () => {
    await events.append('s', [{ id: 'a', ts: T0 }], EVENT);
    const before = events.seq();
    await events.setRetention('s', 1);
    now += 10 * DAY_MS;
    expect(await events.applyRetention()).toEqual(new Map([['s', 1]]));
    await events.close();
    now -= 10 * DAY_MS;
    events = await open();
    await events.append('s', [{ id: 'b', ts: T0 }], EVENT);
    expect(events.touchedSince('s', hourAt(T0))).toBeGreaterThan(before);
  });
});

describe('changes', () => {
  it('corrects a role, for good', async () => {
    await events.append('s', [{ id: 'a', amount: 1 }], EVENT);
    await events.setRole('s', 'amount', 'cost');
    await events.close();
    events = await open();
    expect(events.stream('s')?.columns[1]).toEqual({ name: 'amount', type: 'number', role: 'cost' });
  });

  it('makes another column the id or the timestamp, for the rows that are there and those to come', async () => {
    const rows = [
      { key: 'a', when: '2026-02-01', x: 1 },
      { key: 'b', when: '2026-02-02', x: 2 },
      { key: 'a', when: '2026-02-03', x: 3 },
    ];
    await events.append('s', rows, EVENT);
    await events.append('s', [{ id: 'b', label: 1 }], LABEL);
    const before = events.stream('s')?.identity;
    await events.setRole('s', 'key', 'id');
    await events.setRole('s', 'when', 'timestamp');
    expect(events.stream('s')?.identity).not.toBe(before);
    expect(events.stream('s')?.columns.map((c) => [c.name, c.type, c.role])).toEqual([
      ['key', 'text', 'id'],
      ['when', 'time', 'timestamp'],
      ['x', 'number', 'feature'],
      ['label', 'number', 'label'],
    ]);
    const more = await events.append(
      's',
      [
        { key: 'b', x: 9 },
        { key: 'c', when: '2026-02-04', x: 4 },
      ],
      EVENT,
    );
    expect([more.accepted, more.duplicates]).toEqual([1, 1]);
    expect((await rowsOf('s')).map((r) => [r[1], Number(r[2]), r[4]])).toEqual([
      ['a', Date.UTC(2026, 1, 1), 1],
      ['b', Date.UTC(2026, 1, 2), 2],
      ['c', Date.UTC(2026, 1, 4), 4],
    ]);
    expect(events.touchedSince('s', hourAt(Date.UTC(2026, 1, 2)))).toBeGreaterThan(0);
  });

  it('drops a stream, and a new one of that name is another', async () => {
    await events.append('s', [{ id: 'a', x: 1 }], EVENT);
    const before = events.stream('s')?.identity;
    await events.dropStream('s');
    expect(events.stream('s')).toBeNull();
    await events.append('s', [{ id: 'a', y: 'text' }], EVENT);
    expect(events.stream('s')?.identity).not.toBe(before);
    expect(events.stream('s')?.columns.map((c) => c.name)).toEqual(['id', 'y']);
  });

  it('keeps events that arrive while a stream is changed', async () => {
    await events.append('s', [{ id: 'a', x: 1 }], EVENT);
    const all = [
      events.append('s', [{ id: 'b', x: 1 }], EVENT),
      events.setRole('s', 'x', 'score'),
      events.append(
        's',
        [
          { id: 'a', x: 1, z: 1 },
          { id: 'c', z: 2 },
        ],
        EVENT,
      ),
    ];
    await Promise.all(all);
    expect((await rowsOf('s')).map((r) => r[1])).toEqual(['a', 'b', 'c']);
  });
});
