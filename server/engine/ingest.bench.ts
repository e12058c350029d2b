/**
 * What ingest costs, from the body of a request to rows that are on disk, beside `JSON.parse` of the same bytes.
 * Run by `npm run bench -- ingest`.
 */
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { Agent, createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { createRng } from '@/lib/core/rng';
import { createCatalogue } from '@/server/events/catalogue';
import { createIdTable } from '@/server/events/idTable';
import { readRecords } from '@/server/events/readRecords';
import { openEvents } from '@/server/events/store';
import { createIngest } from './ingest';

const EVENTS = 200_000;
const BATCH = 1_000;
const SENDERS = 4;

/** Events of 20 fields, about 315 bytes each. */
function makeBodies(): Buffer[] {
  const rng = createRng('ingest bench');
  const start = Date.UTC(2026, 2, 1);
  const bodies: Buffer[] = [];
  for (let from = 0; from < EVENTS; from += BATCH) {
    const events = Array.from({ length: BATCH }, (_, i) => {
      const n = from + i;
      const id = `${Math.floor(rng.uniform() * 2 ** 52).toString(16)}${Math.floor(rng.uniform() * 2 ** 52).toString(16)}`;
      const features = Object.fromEntries(
        [1, 2, 3, 4, 5, 6, 7].map((f) => [`f${f}`, Number(rng.normal().toFixed(4))]),
      );
      return {
        event_id: id,
        timestamp: start + n * 50,
        prediction: rng.below(2),
        score: Number(rng.uniform().toFixed(4)),
        label: rng.below(2),
        latency_ms: Number((50 + 20 * rng.uniform()).toFixed(1)),
        total_tokens: rng.below(2000),
        ...features,
        country: rng.pick(['de', 'fr', 'us', 'gb', 'jp']),
        device: rng.pick(['phone', 'desktop', 'tablet']),
        model_version: rng.pick(['v1', 'v2']),
        channel: rng.pick(['web', 'api']),
        plan: rng.pick(['free', 'pro', 'team']),
        sex: rng.pick(['f', 'm']),
      };
    });
    bodies.push(Buffer.from(JSON.stringify(events)));
  }
  return bodies;
}

function timed(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

async function post(port: number, agent: Agent, body: Buffer): Promise<number> {
  return new Promise((done, fail) => {
    const headers = { 'content-type': 'application/json', 'content-length': body.length };
    const sent = request(
      { port, agent, method: 'POST', path: '/v1/streams/bench/events', headers },
      (response) => {
        response.resume().on('end', () => done(response.statusCode ?? 0));
      },
    );
    sent.on('error', fail).end(body);
  });
}

async function main(): Promise<void> {
  const bodies = makeBodies();
  const bytes = bodies.reduce((sum, b) => sum + b.length, 0);
  const parsed: unknown[][] = [];
  const parseMs = timed(() => {
    for (const body of bodies) parsed.push(JSON.parse(body.toString('utf8')) as unknown[]);
  });
  const entry = createCatalogue().obtain('bench', 1);
  readRecords(parsed[0] ?? [], { entry, origin: 'event', received: 0, unsafeIntegers: false });
  const readMs = timed(() => {
    for (const records of parsed)
      readRecords(records, { entry, origin: 'event', received: 0, unsafeIntegers: false });
  });
  const ids = parsed.flat().map((e) => (e as { event_id: string }).event_id);
  const table = createIdTable();
  const idMs = timed(() => {
    for (const id of ids) if (!table.has(id)) table.add(id, 1);
  });
  parsed.length = 0;

  const folder = await mkdtemp(join(tmpdir(), 'tocsin-bench-'));
  const path = join(folder, 'events.duckdb');
  const events = await openEvents({ path, filesDir: join(folder, 'files'), clock: Date.now });
  const handler = createIngest({ events, random: Math.random, report: String });
  const server = createServer((req, res) => void handler(req, res)).listen(0);
  const { port } = server.address() as AddressInfo;
  const agent = new Agent({ keepAlive: true, maxSockets: SENDERS });
  const queue = [...bodies];
  const start = performance.now();
  await Promise.all(
    Array.from({ length: SENDERS }, async () => {
      for (let body = queue.pop(); body; body = queue.pop()) {
        const status = await post(port, agent, body);
        if (status !== 200) throw new Error(`answered ${status}`);
      }
    }),
  );
  const allMs = performance.now() - start;
  agent.destroy();
  server.close();
  await events.close();
  const disk = (await stat(path)).size;
  await rm(folder, { recursive: true });
  const perEvent = (ms: number) => `${((ms * 1000) / EVENTS).toFixed(2)} us an event`;
  console.log(`${EVENTS} events of 20 fields, ${Math.round(bytes / EVENTS)} bytes each, ${BATCH} a request`);
  console.log(`JSON.parse             ${perEvent(parseMs)}`);
  console.log(
    `records to columns     ${perEvent(readMs)} (${((100 * readMs) / parseMs).toFixed(0)} % of the parse)`,
  );
  console.log(`ids, once each         ${perEvent(idMs)}`);
  console.log(
    `HTTP to durable        ${perEvent(allMs)}, ${Math.round(EVENTS / (allMs / 1000))} events/s, ${(allMs / parseMs).toFixed(1)}x the parse`,
  );
  console.log(`on disk                ${(disk / EVENTS).toFixed(1)} bytes an event`);
}

await main();
