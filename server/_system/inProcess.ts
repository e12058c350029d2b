import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { floorTo, MINUTE_MS } from '@/lib/core/time';
import { publish } from '@/server/engine/publish';
import { startEngine } from '@/server/engine/start';
import { parseEnv } from '@/server/env';
import { type TestClock, testClock } from '@/server/store/_testStore';
import { saveConnection } from '@/server/store/connections';
import { createMonitor, setMonitorState } from '@/server/store/monitors';
import { listMessages, type Message } from '@/server/store/outbox';
import { localOwner, type Scope, scopeOf } from '@/server/store/scope';
import type { Receiver } from './receiver';

/** The engine in this process, on a real folder, under a clock that moves when a test says so. */
export type Moved = {
  clock: TestClock;
  scope: Scope;
  /** Makes a webhook connection to a receiver; answers with its signing secret. */
  connect: (name: string, receiver: Receiver) => Promise<string>;
  /** Publishes a monitor that is firing, so that one notice goes to the connection. */
  ring: (connection: string) => Promise<Message>;
  message: (id: string) => Message;
  /** Moves the clock and lets the delivery loop look. */
  moveTo: (at: number) => void;
  close: () => Promise<void>;
};

const specOf = (connection: string) => `version: 1
name: Rings ${connection}
schedule: { every: 1m, window: 1m, delay: 0s }
nodes:
  rows: { type: stream, params: { stream: levels } }
  level: { type: mean, inputs: [rows], params: { column: level } }
  high: { type: limit, inputs: [level], params: { critical: 50, minRows: 1 } }
  tell: { type: webhook, inputs: [high], params: { connection: ${connection} } }
`;

export async function startMoved(allow: readonly string[]): Promise<Moved> {
  const folder = await mkdtemp(join(tmpdir(), 'tocsin-moved-'));
  const clock = testClock();
  const env = parseEnv({
    TOCSIN_DATA: folder,
    TOCSIN_ENGINE_PORT: '0',
    TOCSIN_EGRESS_ALLOW: allow.join(','),
  });
  const running = await startEngine({ env, clock, log: pino({ level: 'silent' }) });
  const { engine, events } = running;
  const scope = scopeOf(engine.store, localOwner);
  const now = floorTo(clock.now(), MINUTE_MS);
  const records = Array.from({ length: 10 }, (_, i) => ({
    id: `level-${i}`,
    timestamp: new Date(now - i * MINUTE_MS - MINUTE_MS / 2).toISOString(),
    level: 100,
  }));
  await events.append('levels', records, { origin: 'event', bytes: 1_000 });
  const message = (id: string) => {
    const found = listMessages(scope, { limit: 10_000 }).find((m) => m.id === id);
    if (!found) throw new Error(`no message ${id}`);
    return found;
  };
  return {
    clock,
    scope,
    async connect(name, receiver) {
      const { madeSecret } = await saveConnection(scope, { kind: 'webhook', name, url: receiver.url });
      receiver.setSecret(madeSecret ?? '');
      return madeSecret ?? '';
    },
    async ring(connection) {
      const draft = specOf(connection);
      const monitor = await createMonitor(scope, { name: connection, draft, layout: {} });
      const done = await publish(engine, scope, { monitorId: monitor.id, token: monitor.token, note: '' });
      // Its past rings; what comes later is not asked for.
      await setMonitorState(scope, monitor.id, 'paused');
      await done.finished;
      const [made] = listMessages(scope, { monitorId: monitor.id });
      if (!made) throw new Error('the monitor did not ring');
      return made;
    },
    message,
    moveTo(at) {
      clock.set(at);
      engine.wake();
    },
    async close() {
      await running.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
