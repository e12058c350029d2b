import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { build } from 'esbuild';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MINUTE_MS } from '@/lib/core/time';
import { harness, monitorOf, sendEvents } from '@/server/engine/_harness';
import { type Receiver, receiver } from '@/server/engine/_receiver';
import { failpoints } from '@/server/engine/failpoints';
import { publish } from '@/server/engine/publish';
import { testClock } from '@/server/store/_testStore';
import { listAlerts, timelineOf } from '@/server/store/alerts';
import { saveConnection } from '@/server/store/connections';
import { countMessages } from '@/server/store/outbox';
import { listRuns } from '@/server/store/runs';
import { localOwner, scopeOf } from '@/server/store/scope';
import { closeStore, openStore } from '@/server/store/store';

const DRAFT = `version: 1
name: Amount
schedule: { every: 1m, window: 5m, delay: 0s }
nodes:
  events: { type: stream, params: { stream: predictions } }
  average: { type: mean, inputs: [events], params: { column: amount } }
  high: { type: limit, inputs: [average], params: { critical: 90 } }
  page: { type: webhook, inputs: [high], params: { connection: pager } }
`;

let folder: string;
let hook: Receiver;
let monitorId: string;
const engines: ChildProcess[] = [];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tocsin-kill-'));
  hook = await receiver();
  await build({
    entryPoints: ['server/engine/main.ts'],
    outfile: join('node_modules', '.cache', 'kill', 'engine.mjs'),
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    alias: { '@': '.' },
    logLevel: 'error',
  });
  const now = Date.now();
  const h = await harness(testClock(now));
  await saveConnection(h.scope, { kind: 'webhook', name: 'pager', url: hook.url });
  await sendEvents(h, { from: now - 15 * MINUTE_MS, to: now + 5 * MINUTE_MS }, () => 100);
  const monitor = await monitorOf(h, DRAFT);
  monitorId = monitor.id;
  await (await publish(h.engine, h.scope, { monitorId, token: monitor.token, note: '', backfill: false }))
    .finished;
  cpSync(h.folder, folder, { recursive: true });
  await h.end();
});

afterEach(() => {
  for (const engine of engines.splice(0)) engine.kill('SIGKILL');
  hook.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Starts the engine and waits until it has ended, or until `enough`. Answers the signal that ended it. */
async function engine(failpoint: string, enough: () => boolean): Promise<NodeJS.Signals | null> {
  const env = {
    ...process.env,
    TOCSIN_DATA: folder,
    TOCSIN_ENGINE_PORT: '0',
    TOCSIN_EGRESS_ALLOW: '127.0.0.1',
    TOCSIN_FAILPOINTS: failpoint,
    TOCSIN_LOG_LEVEL: 'fatal',
  };
  const child = spawn(process.execPath, [join('node_modules', '.cache', 'kill', 'engine.mjs')], {
    env,
    stdio: 'inherit',
  });
  engines.push(child);
  const ended = new Promise<NodeJS.Signals | null>((done) =>
    child.on('close', (_code, signal) => done(signal)),
  );
  const deadline = Date.now() + 100_000;
  while (child.exitCode === null && child.signalCode === null && !enough() && Date.now() < deadline)
    await sleep(50);
  if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
  return ended;
}

describe('an engine that is killed', () => {
  it('at every failpoint in turn loses nothing, doubles nothing, and sends under one id', async () => {
    // Those that one slot passes; the others have their tests where events stream in and pasts are played.
    const passed = failpoints.filter((point) => /^(run|deliver)\./.test(point));
    for (const point of passed) expect(await engine(`${point}=kill`, () => false)).toBe('SIGKILL');
    const settled = hook.got.length;
    await engine('', () => hook.got.length > settled);
    const store = await openStore({ dataFolder: folder, key: null, migrate: true });
    const scope = scopeOf(store, localOwner);
    const runs = listRuns(scope, { monitorId, span: { from: 0, to: Date.now() } });
    expect(runs.length).toBeGreaterThan(0);
    expect(new Set(runs.map(({ slot }) => slot)).size).toBe(runs.length);
    const alerts = listAlerts(scope);
    expect(alerts).toHaveLength(1);
    expect(timelineOf(scope, alerts[0]?.id ?? '').map(({ event }) => event)).toEqual(['firing']);
    // Killed after sending: heard twice, under one id.
    expect(hook.got).toHaveLength(2);
    expect(new Set(hook.got.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect(countMessages(store)).toEqual({ delivered: 1 });
    closeStore(store);
  });
});
