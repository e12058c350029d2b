import { mkdtemp, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRng } from '@/lib/core/rng';
import { createIngest } from '@/server/engine/ingest';
import { createCatalogue } from '@/server/events/catalogue';
import { createIdTable } from '@/server/events/idTable';
import { readRecords } from '@/server/events/readRecords';
import { openEvents } from '@/server/events/store';
import { makeEvents } from './events';
import { type LoadAnswer, load, requestBytes } from './load';
import { collect, inTurns, median, type Took, took } from './measure';
import type { Family } from './options';
import { figure, type Row, verdictOf } from './row';

const BATCH = 1_000;
const SENDERS = 16;
/** Ids that the table holds already when its cost is measured: a week of a busy stream. */
const IDS_HELD = 2_000_000;

/** T1, T2, T3, T7: what it costs to take events in, beside `JSON.parse` of the same bytes. */
export const ingest: Family = {
  name: 'ingest',
  ids: ['T1', 'T2', 'T3', 'T7'],
  async run({ quick }, say) {
    const events = quick ? 60_000 : 200_000;
    const bodies = makeBodies(events);
    const bytes = bodies.reduce((sum, body) => sum + body.length, 0);
    say(
      `${events} events of 20 fields, ${Math.round(bytes / events)} bytes each, ${BATCH} a request, ${SENDERS} senders`,
    );
    const parts = await measureParts(bodies, quick ? 3 : 5);
    collect();
    const whole = await measureWhole(bodies, quick ? 2 : 3);
    const perEvent = (ms: number) => (ms * 1_000) / events;
    const us = {
      parse: perEvent(whole.parse.wallMs),
      ingest: perEvent(whole.ingest.wallMs),
      read: perEvent(parts.read.cpuMs),
      columns: perEvent(parts.columns.cpuMs),
      parseAlone: perEvent(parts.parse.cpuMs),
      ids: perEvent(parts.ids.cpuMs),
      ingestCpu: perEvent(whole.ingest.cpuMs),
    };
    say(
      `parse ${figure(us.parseAlone)} us, columns ${figure(us.columns)}, columns and checks ${figure(us.read)}, ids ${figure(us.ids)}, all ${figure(us.ingestCpu)} us of processor time an event`,
    );
    return [ingestRow(us), idsRow(us), checksRow(us), diskRow(whole.disk / events)];
  },
};

type Us = Record<'parse' | 'ingest' | 'read' | 'columns' | 'parseAlone' | 'ids' | 'ingestCpu', number>;

function ingestRow(us: Us): Row {
  const perSecond = 1e6 / us.ingest;
  const ratio = us.ingest / us.parse;
  return {
    id: 'T1',
    what: 'ingest, HTTP body to durable',
    ask: '50,000 events/s, 8x parse',
    good: '100,000, 4x',
    measured: `${figure(perSecond)} events/s`,
    ratio: `${figure(ratio)}x parse`,
    verdict: verdictOf(
      { value: perSecond, ask: 50_000, good: 100_000, better: 'higher' },
      { value: ratio, ask: 8, good: 4, better: 'lower' },
    ),
  };
}

function idsRow(us: Us): Row {
  const share = us.ids / us.ingestCpu;
  return {
    id: 'T2',
    what: 'duplicate detection, 2 M ids held',
    ask: '30 % of T1',
    good: '',
    measured: `${figure(us.ids)} us an event`,
    ratio: `${figure(100 * share)} % of T1`,
    verdict: verdictOf({ value: share, ask: 0.3, better: 'lower' }),
  };
}

function checksRow(us: Us): Row {
  const checks = Math.max(0, us.read - us.columns);
  const share = checks / us.parseAlone;
  return {
    id: 'T3',
    what: 'validation, beyond bare columns',
    ask: '10 % of the parse',
    good: '',
    measured: `${figure(checks)} us an event`,
    ratio: `${figure(100 * share)} % of the parse`,
    verdict: verdictOf({ value: share, ask: 0.1, better: 'lower' }),
  };
}

function diskRow(bytesAnEvent: number): Row {
  return {
    id: 'T7',
    what: 'disk, 20 fields',
    ask: '60 B an event',
    good: '',
    measured: `${figure(bytesAnEvent)} B an event`,
    ratio: '',
    verdict: verdictOf({ value: bytesAnEvent, ask: 60, better: 'lower' }),
  };
}

function makeBodies(events: number): Buffer[] {
  const rng = createRng('ingest bench');
  const from = Date.UTC(2026, 2, 1);
  return Array.from({ length: events / BATCH }, (_, i) =>
    Buffer.from(JSON.stringify(makeEvents(rng, BATCH, { from: from + i * BATCH * 50, stepMs: 50 }))),
  );
}

/** The stages alone, on this thread. */
async function measureParts(bodies: readonly Buffer[], rounds: number) {
  let parsed: Record<string, unknown>[][] = [];
  const parse = () => {
    parsed = bodies.map((body) => JSON.parse(body.toString('utf8')) as Record<string, unknown>[]);
  };
  parse();
  const entry = createCatalogue().obtain('bench', 1);
  const context = { entry, origin: 'event' as const, received: 0, unsafeIntegers: false };
  readRecords(parsed[0] ?? [], context);
  const names = Object.keys(parsed[0]?.[0] ?? {});
  const table = createIdTable();
  for (let i = 0; i < IDS_HELD; i++) table.add(`${i.toString(16)}0123456789abcdef0123`, 1);
  let salt = 0;
  return inTurns(rounds, {
    parse,
    columns: () => {
      for (const records of parsed) bareColumns(records, names);
    },
    read: () => {
      for (const records of parsed) readRecords(records, context);
    },
    ids: () => {
      salt += 1;
      for (const records of parsed) {
        for (const record of records) {
          const id = `${salt}${record.event_id as string}`;
          if (!table.has(id)) table.add(id, 1);
        }
      }
    },
  });
}

/** The least that turns records into columns: a place for every value, and no question asked of it. */
function bareColumns(records: readonly Record<string, unknown>[], names: readonly string[]): unknown[][] {
  return names.map((name) => {
    const values = new Array<unknown>(records.length).fill(null);
    for (let i = 0; i < records.length; i++) values[i] = records[i]?.[name];
    return values;
  });
}

/** From the bytes on the wire to rows on disk; the parse of the same bytes in turns with it. */
async function measureWhole(bodies: readonly Buffer[], rounds: number) {
  const folder = await mkdtemp(join(tmpdir(), 'tocsin-bench-'));
  const disks: number[] = [];
  const ingests: Took[] = [];
  const requests = bodies.map((body) => requestBytes('/v1/streams/bench/events', body));
  const { parse } = await inTurns(rounds, {
    parse: () => {
      for (const body of bodies) JSON.parse(body.toString('utf8'));
    },
    ingest: async () => {
      const path = join(folder, `${ingests.length}.duckdb`);
      ingests.push(await ingestAll(path, requests));
      disks.push((await stat(path)).size);
    },
  });
  await rm(folder, { recursive: true });
  const middle = (of: (one: Took) => number) => median(ingests.map(of));
  const ingest: Took = { wallMs: middle((t) => t.wallMs), cpuMs: middle((t) => t.cpuMs) };
  return { parse, ingest, disk: median(disks) };
}

/** What it took from the first byte sent to the last answer; opening and closing the store are no part of it. */
async function ingestAll(path: string, requests: readonly Buffer[]): Promise<Took> {
  const events = await openEvents({ path, filesDir: `${path}.files`, clock: Date.now });
  const handler = createIngest({ events, random: Math.random, report: String });
  const server = createServer((request, response) => void handler(request, response)).listen(0, '127.0.0.1');
  await new Promise((up) => server.once('listening', up));
  const { port } = server.address() as AddressInfo;
  let at = 0;
  let answers: LoadAnswer[] = [];
  const spent = await took(async () => {
    answers = await Promise.all(
      Array.from({ length: SENDERS }, () =>
        load({ port, connections: 1, forMs: 600_000, next: () => requests[at++] }),
      ),
    );
  });
  if (answers.some(({ failed }) => failed > 0)) throw new Error('a request was refused');
  await new Promise((down) => server.close(down));
  await events.close();
  return spent;
}
