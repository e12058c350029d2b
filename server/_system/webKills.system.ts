import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createRng } from '@/lib/core/rng';
import { type Sender, startSender } from './sender';
import { freePort, pause, startTocsin, type Tocsin, until } from './tocsin';

/** The web process is killed again and again while people save and publish. The engine goes on as if nothing happened. */

const WEB = '.next/standalone/server.js';
const KILLS = 20;

type Web = { kill: () => Promise<void>; start: () => Promise<void>; log: () => string };

let tocsin: Tocsin;
let web: Web;
let url: string;

beforeEach(async () => {
  if (!existsSync(WEB)) throw new Error(`${WEB} is missing: run npm run build first`);
  tocsin = await startTocsin();
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  web = createWeb(port, tocsin);
  await web.start();
});

afterEach(async () => {
  await web?.kill();
  await tocsin?.close();
});

function createWeb(port: number, { folder, port: enginePort }: Tocsin): Web {
  let child: ChildProcess | null = null;
  let said = '';
  return {
    async start() {
      const started = spawn(process.execPath, [resolve(WEB)], {
        env: {
          ...process.env,
          NODE_ENV: 'production',
          TOCSIN_DATA: folder,
          TOCSIN_ENGINE_PORT: String(enginePort),
          TOCSIN_WEB_PORT: String(port),
          HOSTNAME: '127.0.0.1',
          PORT: String(port),
        },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      child = started;
      const hear = (part: Buffer) => {
        said = (said + part.toString()).slice(-5_000);
      };
      started.stdout?.on('data', hear);
      started.stderr?.on('data', hear);
      await until(async () => (await fetch(`${url}/api/trpc/monitors.list`).catch(() => null)) !== null, {
        limitMs: 60_000,
        what: () => `the web process to answer:\n${said}`,
      });
    },
    async kill() {
      const gone = new Promise((done) => child?.once('exit', done));
      if (child?.kill('SIGKILL')) await gone;
      child = null;
    },
    log: () => said,
  };
}

/** The answer of a procedure; null where the process died before it had answered. */
async function call<T>(path: string, input: unknown): Promise<T | null> {
  let body: { result?: { data: T }; error?: unknown };
  try {
    const response = await fetch(`${url}/api/trpc/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: url },
      body: JSON.stringify(input),
    });
    body = (await response.json()) as typeof body;
  } catch {
    return null;
  }
  if (!body.result) throw new Error(`${path}: ${JSON.stringify(body.error)}\n${web.log()}`);
  return body.result.data;
}

const specOf = (name: string, limit: number) => `version: 1
name: ${name}
schedule: { every: 1m, window: 1m, delay: 0s }
nodes:
  rows: { type: stream, params: { stream: numbers } }
  level: { type: mean, inputs: [rows], params: { column: n } }
  high: { type: limit, inputs: [level], params: { critical: ${limit} } }
  tell: { type: log, inputs: [high], params: {} }
`;

/** What a person was told of a monitor: the drafts that may stand there, the last acknowledged first, and its version. */
type Known = { name: string; drafts: string[]; version: number };

/** Creates monitors, saves drafts and publishes, as fast as it is answered; keeps a book of what was acknowledged. */
function startPerson(): { known: Map<string, Known>; stop: () => Promise<void>; cut: () => number } {
  const known = new Map<string, Known>();
  let cut = 0;
  let stopped = false;
  let n = 0;

  async function work(): Promise<void> {
    const name = `Monitor ${n++}`;
    const first = specOf(name, 1);
    const made = await call<{ id: string }>('monitors.create', { text: first });
    if (!made) return void cut++;
    const book: Known = { name, drafts: [first], version: 0 };
    known.set(made.id, book);
    for (let limit = 2; limit < 5; limit++) {
      const { draft } = await tocsin.api.monitors.get({ id: made.id });
      const text = specOf(name, limit);
      book.drafts.push(text);
      const change = { id: made.id, text, layout: draft.layout, token: draft.token };
      const saved = await call('monitors.saveDraft', change);
      if (!saved) return void cut++;
      book.drafts = [text];
    }
    const { draft } = await tocsin.api.monitors.get({ id: made.id });
    const wish = { id: made.id, token: draft.token, note: '', acceptWarnings: true };
    const done = await call<{ version: number | null }>('monitors.publish', wish);
    if (!done) return void cut++;
    expect(done.version, JSON.stringify(done)).toBe(1);
    book.version = 1;
  }

  const running = (async () => {
    while (!stopped) await work().catch((error) => (stopped ? null : Promise.reject(error)));
  })();
  return {
    known,
    cut: () => cut,
    async stop() {
      stopped = true;
      await running;
    },
  };
}

it(`keeps every acknowledged draft and version through ${KILLS} kills, and the engine does not notice`, async () => {
  await tocsin.ingest('/v1/streams/numbers/events', '[{"id":"zero","n":0}]');
  const enginePid = tocsin.engine.pid;
  const rng = createRng('web kills');
  const sender: Sender = startSender((body) => tocsin.ingest('/v1/streams/numbers/events', body), {
    rng: createRng('sender'),
    prefix: 'number',
  });
  const person = startPerson();
  for (let kills = 0; kills < KILLS; kills++) {
    await pause(150 + rng.below(500));
    await web.kill();
    await web.start();
  }
  await pause(500);
  await person.stop();
  await sender.stop();

  expect(person.known.size).toBeGreaterThan(KILLS);
  expect(person.cut(), 'kills in the middle of a request').toBeGreaterThan(0);
  for (const [id, { name, drafts, version }] of person.known) {
    const found = await tocsin.api.monitors.get({ id });
    expect(drafts, `the draft of ${name}`).toContain(found.draft.text);
    if (version > 0) expect(found.published?.version, `the version of ${name}`).toBe(version);
  }
  // Not one request to the engine failed: its life does not depend on the pages'.
  expect(sender.ledger.repeated).toBe(0);
  expect(sender.ledger.requests).toBeGreaterThan(100);
  expect(tocsin.engine.pid).toBe(enginePid);
});
