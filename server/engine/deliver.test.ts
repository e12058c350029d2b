import { createServer } from 'node:http';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type TestStore, testStore } from '@/server/store/_testStore';
import { commitRuns, type NewOutbox } from '@/server/store/commitRun';
import { getConnection, saveConnection } from '@/server/store/connections';
import { createMonitor } from '@/server/store/monitors';
import { listMessages, type Message } from '@/server/store/outbox';
import { createEgress } from '@/server/transports/egress';
import { createHttpClient, type HttpClient } from '@/server/transports/http';
import { drain } from './_harness';
import { type Receiver, receiver } from './_receiver';
import { createDelivery, type Delivery, nextAttempt } from './deliver';
import { createMetrics } from './metrics';

let t: TestStore;
let hook: Receiver;
let http: HttpClient;
let delivery: Delivery;
let monitorId: string;

beforeEach(async () => {
  t = await testStore();
  hook = await receiver();
  const egress = createEgress(['127.0.0.1']);
  http = createHttpClient(egress);
  const transports = { egress, http, log: () => undefined };
  delivery = createDelivery({
    store: t.store,
    transports,
    metrics: createMetrics(),
    log: pino({ level: 'silent' }),
  });
  monitorId = (await createMonitor(t.scope, { name: 'a', draft: '', layout: {} })).id;
  await saveConnection(t.scope, { kind: 'webhook', name: 'pager', url: hook.url });
});
afterEach(async () => {
  await http.close();
  hook.close();
  t.close();
});

const message = (n: number, change: Partial<NewOutbox> = {}): NewOutbox => ({
  projectId: 'default',
  id: `msg_${n}`,
  monitorId,
  alertId: `alert_${n}`,
  action: 'page',
  sequence: 1,
  event: 'firing',
  request: { transport: 'webhook', connection: 'pager', body: { n } },
  endpoint: 'pager',
  status: 'pending',
  nextAttemptAt: t.clock.now(),
  createdAt: t.clock.now(),
  ...change,
});
const put = (...outbox: NewOutbox[]) =>
  commitRuns(t.store, null, [{ run: null, states: [], alerts: [], events: [], outbox, monitor: null }]);
const one = () => listMessages(t.scope)[0];

describe('delivery', () => {
  it('waits longer after each failure, and gives up after three days', () => {
    const at = (attempts: number, sentAt = 0) =>
      nextAttempt({ attempts, createdAt: 0 } as Message, sentAt, null);
    const seconds = Array.from({ length: 10 }, (_, n) => (at(n + 1) ?? 0) / 1_000);
    expect(seconds).toEqual([5, 15, 30, 60, 120, 300, 600, 1_800, 3_600, 3_600]);
    expect(at(80, 71 * 3_600_000)).toBe(72 * 3_600_000);
    expect(at(80, 71 * 3_600_000 + 1)).toBeNull();
  });

  it('gives a receiver the time that it asks for', () => {
    const asked = (retryAfterMs: number) =>
      nextAttempt({ attempts: 1, createdAt: 0 } as Message, 0, retryAfterMs);
    expect(asked(120_000)).toBe(120_000);
    expect(asked(1_000)).toBe(5_000);
    expect(asked(1e12)).toBe(24 * 3_600_000);
  });

  it('shows 410 as undelivered at once, on the message and on the connection', async () => {
    hook.answers.push(410);
    await put(message(1));
    await drain(delivery);
    expect(one()).toMatchObject({ status: 'undelivered', attempts: 1, lastError: 'it answered 410' });
    expect(getConnection(t.scope, 'pager')).toMatchObject({ failures: 1, lastError: 'it answered 410' });
  });

  it('counts failures of a connection until one message gets through', async () => {
    hook.answers.push(500, 500);
    await put(message(1));
    await drain(delivery);
    t.clock.add(5_000);
    await drain(delivery);
    const began = t.clock.now() - 5_000;
    expect(getConnection(t.scope, 'pager')).toMatchObject({ failures: 2, failingSince: began });
    t.clock.add(15_000);
    await drain(delivery);
    expect(getConnection(t.scope, 'pager')).toMatchObject({
      failures: 0,
      failingSince: null,
      lastError: null,
      lastDeliveredAt: t.clock.now(),
    });
  });

  it('says so where the connection is gone', async () => {
    await put(
      message(1, { request: { transport: 'webhook', connection: 'nobody', body: {} }, endpoint: 'nobody' }),
    );
    await drain(delivery);
    expect(one()).toMatchObject({ status: 'pending', lastError: 'There is no connection `nobody`.' });
  });

  it('sends one message at a time to Slack, then lets it rest', async () => {
    await saveConnection(t.scope, { kind: 'slack', name: 'team', url: hook.url });
    const toSlack = (n: number) =>
      message(n, { request: { transport: 'slack', connection: 'team', body: {} }, endpoint: 'team' });
    await put(toSlack(1), toSlack(2), toSlack(3), message(4));
    await drain(delivery);
    expect(
      listMessages(t.scope, { endpoint: 'team' })
        .map(({ status }) => status)
        .sort(),
    ).toEqual(['delivered', 'pending', 'pending']);
    expect(listMessages(t.scope, { endpoint: 'pager' })[0]?.status).toBe('delivered');
  });

  it('is not held up by a receiver that hangs', async () => {
    const hanging = createServer(() => undefined);
    await new Promise<void>((done) => hanging.listen(0, '127.0.0.1', done));
    const address = hanging.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    await saveConnection(t.scope, { kind: 'webhook', name: 'stuck', url: `http://127.0.0.1:${port}/` });
    const stuck = (n: number) =>
      message(n, { request: { transport: 'webhook', connection: 'stuck', body: {} }, endpoint: 'stuck' });
    await put(...[1, 2, 3, 4, 5].map(stuck), message(6), message(7), message(8));
    delivery.start();
    while (hook.got.length < 3) await new Promise((done) => setTimeout(done, 10));
    expect(listMessages(t.scope, { endpoint: 'stuck', status: 'sending' })).toHaveLength(2);
    hanging.closeAllConnections();
    hanging.close();
    await delivery.stop();
  });
});
