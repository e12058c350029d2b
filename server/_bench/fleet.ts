import { join } from 'node:path';
import type { Catalogue } from '@/lib/compile/check';
import { compile } from '@/lib/compile/compile';
import { createRng } from '@/lib/core/rng';
import { MINUTE_MS, SECOND_MS } from '@/lib/core/time';
import { write } from '@/server/db/client';
import { monitors, versions } from '@/server/db/schema';
import { createDataReader } from '@/server/engine/dataReader';
import { pinBaseline } from '@/server/engine/pinBaseline';
import { sharing } from '@/server/engine/reader';
import { type EventStore, openEvents } from '@/server/events/store';
import { createMemoryCache } from '@/server/query/cache';
import { dueAt, nextDueAfter, offsetFor } from '@/server/store/monitors';
import { DEFAULT_PROJECT } from '@/server/store/scope';
import { closeStore, openStore } from '@/server/store/store';
import { makeEvent, makeEvents } from './events';
import { insertRows } from './synthetic';

/** An installation of many one-minute monitors, made in bulk: the same rows that publishing one by one would write. */
export type Fleet = { folder: string; monitors: number; streams: readonly string[] };

const HISTORY_MS = 90 * MINUTE_MS;
const STEP_MS = 2 * SECOND_MS;
/** What most monitors look at: volume, gaps, drift, tails and means of a handful of columns, in three windows. */
const DETECTORS = [
  'row_count, params: {}',
  ...['f1', 'f2', 'country', 'score', 'latency_ms'].map((c) => `missing_share, params: { column: ${c} }`),
  ...['f1', 'f2', 'f3', 'score', 'country', 'device'].map((c) => `psi, params: { column: ${c} }`),
  ...['latency_ms', 'total_tokens'].map((c) => `quantile, params: { column: ${c} }`),
  ...['score', 'latency_ms', 'total_tokens'].map((c) => `mean, params: { column: ${c} }`),
];
const WINDOWS = ['5m', '15m', '1h'];
const FILTERS = [null, 'phone', 'desktop'];

export async function makeFleet(folder: string, count: number): Promise<Fleet> {
  const streams = Array.from({ length: Math.min(100, count) }, (_, i) => `stream${i}`);
  const now = Date.now();
  const events = await openAt(folder);
  await fillStreams(events, streams, now);
  await events.close();
  const filled = await openAt(folder);
  await publishAll(filled, { folder, count, streams, now });
  await filled.close();
  return { folder, monitors: count, streams };
}

const openAt = (folder: string): Promise<EventStore> =>
  openEvents({ path: join(folder, 'events.duckdb'), filesDir: join(folder, 'files'), clock: Date.now });

async function fillStreams(events: EventStore, streams: readonly string[], now: number): Promise<void> {
  const rng = createRng('fleet');
  const from = Math.floor(now / MINUTE_MS) * MINUTE_MS - HISTORY_MS;
  await Promise.all(
    streams.map((name) =>
      events.append(name, makeEvents(rng, 5, { from, stepMs: STEP_MS }), { origin: 'event', bytes: 2_000 }),
    ),
  );
  for (const stream of streams) {
    await insertRows(events, {
      stream,
      rows: HISTORY_MS / STEP_MS,
      from,
      stepMs: STEP_MS,
      checkpoint: false,
    });
  }
}

/** The n-th monitor of a stream; all differ in what they look at, or in their window, or in their rows. */
function draftOf(stream: string, n: number, now: number): string {
  const detector = DETECTORS[n % DETECTORS.length] ?? '';
  const at = Math.floor(n / DETECTORS.length);
  const window = WINDOWS[at % WINDOWS.length] ?? '1h';
  const filter = FILTERS[Math.floor(at / WINDOWS.length) % FILTERS.length] ?? null;
  const moment = (back: number) => new Date(Math.floor(now / MINUTE_MS) * MINUTE_MS - back).toISOString();
  const rows = `  rows: { type: filter, inputs: [events], params: { where: { column: device, op: eq, value: ${filter} } } }`;
  return [
    'version: 1',
    `name: ${stream} ${n}`,
    `schedule: { every: 1m, window: ${window}, delay: 0s, reference: { from: "${moment(HISTORY_MS)}", to: "${moment(30 * MINUTE_MS)}" } }`,
    'nodes:',
    `  events: { type: stream, params: { stream: ${stream} } }`,
    ...(filter === null ? [] : [rows]),
    `  found: { type: ${detector}, inputs: [${filter === null ? 'events' : 'rows'}] }`,
    `  line: { type: limit, inputs: [found], params: { critical: ${n % 100 === 0 ? 0 : 1_000_000} } }`,
    '  tell: { type: log, inputs: [line], params: {} }',
    '',
  ].join('\n');
}

type Publishing = { folder: string; count: number; streams: readonly string[]; now: number };

async function publishAll(events: EventStore, { folder, count, streams, now }: Publishing): Promise<void> {
  const store = await openStore({ dataFolder: folder, key: null, migrate: true });
  const catalogue: Catalogue = {
    streams: Object.fromEntries(events.streams().map(({ name, columns }) => [name, columns])),
    files: {},
    connections: {},
  };
  const reader = rememberingAll(sharing(createDataReader(events, createMemoryCache())));
  const made: { monitor: typeof monitors.$inferInsert; version: typeof versions.$inferInsert }[] = [];
  for (let i = 0; i < count; i++) {
    const stream = streams[i % streams.length] ?? '';
    const draft = draftOf(stream, Math.floor(i / streams.length), now);
    const { plan, problems } = compile(draft, catalogue);
    if (!plan) throw new Error(`a monitor of the fleet does not compile: ${JSON.stringify(problems[0])}`);
    const baseline = await pinBaseline(reader, { plan, catalogue, now });
    const id = `fleet-${i}`;
    const { everyMs, delayMs } = plan.schedule;
    const timing = { everyMs, delayMs, offsetMs: offsetFor(id, everyMs) };
    const of = { projectId: DEFAULT_PROJECT, layout: {}, createdAt: now };
    made.push({
      monitor: {
        ...of,
        ...timing,
        id,
        name: `${stream} ${i}`,
        state: 'enabled',
        draft,
        token: id,
        savedAt: now,
        publishedVersion: 1,
        nextDueAt: nextDueAfter(timing, now) ?? dueAt(timing, now),
        updatedAt: now,
      },
      version: {
        ...of,
        monitorId: id,
        number: 1,
        text: draft,
        baseline,
        note: '',
        author: 'bench',
        summary: '',
      },
    });
  }
  await write(store.db, (tx) => {
    for (const { monitor, version } of made) {
      tx.insert(monitors).values(monitor).run();
      tx.insert(versions).values(version).run();
    }
  });
  closeStore(store);
}

/** References and profiles of one stream are the same for many monitors here; publishing reads them for each. */
function rememberingAll(reader: ReturnType<typeof sharing>): ReturnType<typeof sharing> {
  const known = new Map<string, Promise<unknown>>();
  const once = <T>(key: string, read: () => Promise<T>): Promise<T> => {
    const found = known.get(key) as Promise<T> | undefined;
    if (found) return found;
    const reading = read();
    known.set(key, reading);
    return reading;
  };
  return {
    ...reader,
    tally: (ask) => once(`t${JSON.stringify(ask)}`, () => reader.tally(ask)),
    profiles: (ask) => once(`p${JSON.stringify(ask)}`, () => reader.profiles(ask)),
  };
}

/** Keeps events coming, each stream one every two seconds, until told to stop. Answers how many were refused. */
export function feed({ streams }: Fleet, port: number): { stop: () => Promise<number> } {
  const rng = createRng(`feed ${Date.now()}`);
  let stopped = false;
  let refused = 0;
  let next = 0;
  const gapMs = (2 * SECOND_MS) / streams.length;
  const start = performance.now();
  let sent = 0;
  const sending = new Set<Promise<void>>();
  const send = async (stream: string) => {
    const body = JSON.stringify([makeEvent(rng, Date.now())]);
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(`http://127.0.0.1:${port}/v1/streams/${stream}/events`, {
      method: 'POST',
      body,
      headers,
    });
    if (!answer.ok) refused += 1;
    await answer.arrayBuffer();
  };
  const loop = async () => {
    while (!stopped) {
      for (; sent * gapMs < performance.now() - start; sent++) {
        const one = send(streams[next++ % streams.length] ?? '').catch(() => void refused++);
        sending.add(one);
        void one.finally(() => sending.delete(one));
      }
      await new Promise((go) => setTimeout(go, 10));
    }
    await Promise.all(sending);
  };
  const running = loop();
  return {
    stop: async () => {
      stopped = true;
      await running;
      return refused;
    },
  };
}
