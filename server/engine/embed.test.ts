import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseEnv } from '@/server/env';
import { quoteName } from '@/server/events/quote';
import { testClock } from '@/server/store/_testStore';
import { createEgress } from '@/server/transports/egress';
import { EMBEDDING_LIMITS } from '@/server/transports/embeddings';
import { createHttpClient, type HttpLimits } from '@/server/transports/http';
import { type Harness, harness } from './_harness';
import { backoff, createEmbedding, type Embedding } from './embed';
import { startEngine } from './start';

const EVENT = { origin: 'event', bytes: 100 } as const;
const HOUR = { from: 0, to: Number.MAX_SAFE_INTEGER };

type Asked = { model: string; input: string[]; authorization: string | undefined };
type Told = { status: number; body: string } | 'never';

/** A real endpoint: its vector of a text counts three of its letters, unless `answer` says otherwise. */
async function endpoint() {
  const asked: Asked[] = [];
  let busy = 0;
  const told = { answer: vectorsOf, most: 0 };
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', async () => {
      const body = JSON.parse(Buffer.concat(parts).toString()) as { model: string; input: string[] };
      asked.push({ ...body, authorization: request.headers.authorization });
      busy += 1;
      told.most = Math.max(told.most, busy);
      await new Promise((next) => setImmediate(next));
      const answer = told.answer(body.input);
      if (answer !== 'never') response.writeHead(answer.status).end(answer.body);
      busy -= 1;
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { asked, told, url: `http://127.0.0.1:${port}/v1/embeddings`, close };
}

const letters = (text: string) => ['a', 'b', 'c'].map((letter) => text.split(letter).length - 1 + 0.01);
const ok = (data: unknown): Told => ({ status: 200, body: JSON.stringify({ data }) });
function vectorsOf(input: readonly string[]): Told {
  return ok(input.map((text, index) => ({ index, embedding: letters(text) })));
}

let h: Harness;
let server: Awaited<ReturnType<typeof endpoint>>;
let logged: string[];
let running: Embedding[];

function embedding(
  limits: HttpLimits = EMBEDDING_LIMITS,
  allow: readonly string[] = ['127.0.0.1'],
): Embedding {
  const one = createEmbedding({
    events: h.events,
    endpoint: { url: server.url, model: 'letters-1', key: 'sesame-key' },
    http: createHttpClient(createEgress(allow), limits),
    metrics: h.engine.metrics,
    log: pino({ level: 'info' }, { write: (line: string) => void logged.push(line) }),
    random: () => 0,
  });
  running.push(one);
  return one;
}

beforeEach(async () => {
  h = await harness(testClock(Date.UTC(2026, 2, 1)));
  server = await endpoint();
  [logged, running] = [[], []];
});

afterEach(async () => {
  for (const one of running) await one.stop();
  server.close();
  await h.end();
});

const chat = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, i) => ({
    id: `m${String(from + i).padStart(4, '0')}`,
    prompt: 'aaaa',
    response: 'aabb',
    context: `bbbb ${'c'.repeat((from + i) % 3)}`,
  }));

const send = (rows: readonly object[]) => h.events.append('chat', rows, EVENT);

async function column(name: string): Promise<unknown[]> {
  const entry = h.events.entry('chat');
  const stored = entry.event.get(name);
  if (!stored) return [];
  const reader = await h.events.read((c) =>
    c.runAndReadAll(`SELECT ${quoteName(stored.physical)} FROM ${quoteName(entry.table)} ORDER BY _id`),
  );
  return reader.getRowsJS().map(([value]) => value);
}
const byContext = () => column('response.context_similarity_embedded');
const byPrompt = () => column('response.prompt_similarity_embedded');

async function allOf(one: Embedding): Promise<number[]> {
  const turns: number[] = [];
  for (let rows = await one.turn(); rows > 0; rows = await one.turn()) turns.push(rows);
  return turns;
}

describe('answers that are embedded', () => {
  it('are compared with their question and their context, in columns marked as derived', async () => {
    await send([
      { id: 'x', prompt: 'aaaa', response: 'aabb', context: 'bb' },
      { id: 'y', prompt: ' ', response: 'aabb', context: 'aabb' },
      { id: 'z', prompt: 'a', response: null, context: 'b' },
    ]);
    expect(await allOf(embedding())).toEqual([2]);
    const [x, y, z] = await byContext();
    expect(x).toBeCloseTo(Math.SQRT1_2, 2);
    expect([y, z]).toEqual([expect.closeTo(1, 12), null]);
    expect(await byPrompt()).toEqual([expect.closeTo(Math.SQRT1_2, 2), null, null]);
    expect(
      h.events.stream('chat')?.columns.find(({ name }) => name.endsWith('context_similarity_embedded')),
    ).toEqual({
      name: 'response.context_similarity_embedded',
      type: 'number',
      role: 'other',
      derivedFrom: 'response',
    });
    expect(server.asked).toEqual([
      { model: 'letters-1', input: expect.any(Array), authorization: 'Bearer sesame-key' },
    ]);
    expect([...(server.asked[0]?.input ?? [])].sort()).toEqual(['aaaa', 'aabb', 'bb']);
  });

  it('come newest first in batches of 32, two at a time, and touch what was tallied of them', async () => {
    await send(chat(0, 150));
    const before = h.events.touchedSince('chat', HOUR);
    const one = embedding();
    expect(await one.turn()).toBe(64);
    const known = (await byContext()).map((value) => value !== null);
    expect(known).toEqual(Array.from({ length: 150 }, (_, i) => i >= 150 - 64));
    expect(h.events.touchedSince('chat', HOUR)).toBeGreaterThan(before);
    expect(await allOf(one)).toEqual([64, 22]);
    expect(await byContext()).not.toContain(null);
    expect(server.told.most).toBe(2);
    const asked = server.asked.length;
    await send(chat(150, 151));
    expect(await allOf(one)).toEqual([1]);
    expect(server.asked).toHaveLength(asked + 1);
    expect(h.engine.metrics.value('tocsin_embedding_rows_total', { outcome: 'embedded' })).toBe(151);
  });

  it('are bounded in length', async () => {
    await send([{ id: 'long', prompt: 'a'.repeat(50_000), response: 'ab' }]);
    await allOf(embedding());
    expect(server.asked[0]?.input.map((text) => text.length).sort()).toEqual([2, 8_000]);
    expect(await byPrompt()).toEqual([expect.any(Number)]);
  });

  it('go on after a restart where they were left', async () => {
    await send(chat(0, 70));
    await embedding().turn();
    expect(await allOf(embedding())).toEqual([6]);
    expect(await byContext()).not.toContain(null);
  });

  it('are compared anew when another column is the context', async () => {
    await send([{ id: 'x', response: 'aa', context: 'bb', facts: 'aa' }]);
    const one = embedding();
    await allOf(one);
    await h.events.setRole('chat', 'context', 'feature');
    await h.events.setRole('chat', 'facts', 'context');
    await h.events.described();
    await allOf(one);
    expect(await byContext()).toEqual([expect.closeTo(1, 12)]);
  });
});

describe('an endpoint that fails', () => {
  it.each([
    ['answers 500', () => ({ status: 500, body: 'sesame-key' })],
    ['wants another key', () => ({ status: 401, body: 'not sesame-key' })],
    ['answers no JSON', () => ({ status: 200, body: '<html>' })],
    ['answers fewer vectors', (input) => ok(input.slice(1).map(() => ({ embedding: [1, 2] })))],
    [
      'answers NaN',
      (input) => ({ status: 200, body: `{"data":[${input.map(() => '{"embedding":[NaN]}')}]}` }),
    ],
    ['answers null entries', (input) => ok(input.map(() => ({ embedding: [1, null] })))],
    ['refuses everything', () => ({ status: 400, body: '' })],
    ['never answers', () => 'never'],
  ] as readonly (readonly [string, (input: readonly string[]) => Told])[])(
    'and %s leaves rows missing until it works',
    async (_, answer) => {
      await send(chat(0, 5));
      const one = embedding({ ...EMBEDDING_LIMITS, timeoutMs: 300 });
      server.told.answer = answer;
      await expect(one.turn()).rejects.toThrow(/^it|^its/);
      expect(await byContext()).toEqual([null, null, null, null, null]);
      expect(server.asked.length).toBeLessThanOrEqual(2);
      // Ingest goes on.
      expect(await send(chat(5, 6))).toMatchObject({ accepted: 1 });
      server.told.answer = vectorsOf;
      expect(await allOf(one)).toEqual([6]);
      expect(await byContext()).not.toContain(null);
    },
  );

  it('is told of once, counted each time, and its key never', async () => {
    await send(chat(0, 3));
    server.told.answer = () => ({ status: 503, body: 'sesame-key' });
    const one = embedding();
    one.start();
    await expect
      .poll(() => h.engine.metrics.value('tocsin_embedding_failures_total'), { timeout: 10_000 })
      .toBeGreaterThanOrEqual(2);
    expect(logged.map((line) => (JSON.parse(line) as { msg: string }).msg)).toEqual([
      'texts cannot be embedded just now',
    ]);
    server.told.answer = vectorsOf;
    await expect.poll(byContext, { timeout: 10_000 }).not.toContain(null);
    await expect.poll(() => logged.length).toBe(2);
    expect(logged.join('')).not.toContain('sesame');
    await one.stop();
  });

  it('refuses one text alone, and the others are embedded', async () => {
    await send([...chat(0, 40), { id: 'odd', prompt: 'aaaa', response: 'poison', context: 'b' }]);
    server.told.answer = (input) => (input.includes('poison') ? { status: 400, body: '' } : vectorsOf(input));
    const one = embedding();
    await allOf(one);
    expect((await byContext()).map((value) => value === null)).toEqual([
      ...new Array<boolean>(40).fill(false),
      true,
    ]);
    const asked = server.asked.length;
    await send(chat(40, 42));
    expect(await allOf(one)).toEqual([2]);
    expect(server.asked).toHaveLength(asked + 1);
    expect(h.engine.metrics.value('tocsin_embedding_rows_total', { outcome: 'refused' })).toBe(1);
  });

  it('gives one pair vectors of different lengths, which stays missing', async () => {
    await send([...chat(0, 2), { id: 'odd', prompt: 'aaaa', response: 'aabb', context: 'short' }]);
    server.told.answer = (input) =>
      ok(input.map((text) => ({ embedding: text === 'short' ? [1] : letters(text) })));
    await allOf(embedding());
    expect(await byContext()).toEqual([expect.any(Number), expect.any(Number), null]);
    expect(await byPrompt()).not.toContain(null);
  });

  it('is not reached at a private address that is not allowed', async () => {
    await send(chat(0, 1));
    await expect(embedding(EMBEDDING_LIMITS, []).turn()).rejects.toThrow('private or reserved');
    expect(server.asked).toEqual([]);
  });

  it('is left alone for longer each time, and as long as it asks', () => {
    expect([1, 2, 3, 30].map((n) => backoff(n, null, 0))).toEqual([500, 1_000, 2_000, 150_000]);
    expect(backoff(1, null, 0.5)).toBe(750);
    expect(backoff(1, 20_000, 0.5)).toBe(20_000);
  });
});

describe('the engine', () => {
  it('embeds what comes in where the environment names an endpoint, and ends while one hangs', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'tocsin-embed-'));
    const env = parseEnv({
      TOCSIN_DATA: folder,
      TOCSIN_ENGINE_PORT: '0',
      TOCSIN_EGRESS_ALLOW: '127.0.0.1',
      TOCSIN_EMBEDDING_URL: server.url,
      TOCSIN_EMBEDDING_MODEL: 'letters-1',
    });
    const engine = await startEngine({ env, log: pino({ level: 'silent' }) });
    await engine.events.append('chat', chat(0, 3), EVENT);
    const rows = () => engine.engine.metrics.value('tocsin_embedding_rows_total', { outcome: 'embedded' });
    await expect.poll(rows, { timeout: 15_000 }).toBe(3);
    expect(server.asked[0]).toMatchObject({ model: 'letters-1', authorization: undefined });
    expect(engine.engine.metrics.render()).toContain('tocsin_embedding_rows_total{outcome="embedded"} 3');
    const asked = server.asked.length;
    server.told.answer = () => 'never';
    await engine.events.append('chat', chat(3, 4), EVENT);
    await expect.poll(() => server.asked.length, { timeout: 15_000 }).toBe(asked + 1);
    await engine.stop();
    await rm(folder, { recursive: true, force: true });
  });
});
