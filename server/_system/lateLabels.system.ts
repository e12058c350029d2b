import { pathToFileURL } from 'node:url';
import { afterEach, expect, it } from 'vitest';
import { floorTo, MINUTE_MS } from '@/lib/core/time';
import { countMessages } from '@/server/store/outbox';
import { listRuns } from '@/server/store/runs';
import { checkNotices, checkSlots, eventsOf, toldBy } from './checks';
import { type Receiver, startReceiver } from './receiver';
import { startTocsin, type Tocsin, until } from './tocsin';

/** Labels come late, and the engine is killed while it judges what waited for them. */

/** A minute of schedule takes a second and a half. */
const RATE = 40;
const SLOTS = 24;
const ROWS = 5;

const spec = `version: 1
name: Accuracy of loans
schedule: { every: 1m, window: 1m, delay: 0s, labels: { share: 0.8, within: 6h } }
nodes:
  loans: { type: stream, params: { stream: loans } }
  right: { type: accuracy, inputs: [loans], params: { prediction: prediction, label: label } }
  low: { type: limit, inputs: [right], params: { direction: below, critical: 0.5, minRows: 1 } }
  tell: { type: webhook, inputs: [low], params: { connection: pager } }
alert: { onNoData: keep }
`;

const settings = {
  forMs: 0,
  keepFiringForMs: 0,
  remindEveryMs: null,
  onNoData: 'keep',
  onError: 'alert',
} as const;

let tocsin: Tocsin;
let receiver: Receiver;

afterEach(async () => {
  await tocsin?.close();
  await receiver?.close();
});

const isBad = (slot: number) => Math.floor(slot / MINUTE_MS) % 3 === 0;
const idsOf = (slot: number) => Array.from({ length: ROWS }, (_, row) => `loan-${slot}-${row}`);

async function post(path: string, records: readonly unknown[]): Promise<void> {
  const answer = await tocsin.ingest(`/v1/streams/loans/${path}`, JSON.stringify(records));
  expect(answer.status, await answer.text()).toBe(200);
}

const label = (slot: number) =>
  post(
    'labels',
    idsOf(slot).map((id) => ({ id, label: isBad(slot) ? 0 : 1 })),
  );

it('judges every window once and in order, however often it dies while it does', async () => {
  const fastFrom = Date.now();
  const fastNow = () => fastFrom + (Date.now() - fastFrom) * RATE;
  receiver = await startReceiver();
  tocsin = await startTocsin({
    TOCSIN_EGRESS_ALLOW: new URL(receiver.url).host,
    TEST_FAST_CLOCK: `${fastFrom} ${RATE}`,
    NODE_OPTIONS: `--import=${pathToFileURL('server/_system/fastClock.mjs').href}`,
  });
  const { api, engine, scope } = tocsin;
  const { signingSecret } = await api.connections.create({
    kind: 'webhook',
    name: 'pager',
    url: receiver.url,
  });
  receiver.setSecret(signingSecret ?? '');

  const first = floorTo(fastNow(), MINUTE_MS) + 2 * MINUTE_MS;
  const slots = Array.from({ length: SLOTS }, (_, i) => first + i * MINUTE_MS);
  const timeIn = (slot: number) => new Date(slot - MINUTE_MS / 2).toISOString();
  await post(
    'events',
    slots.flatMap((slot) => idsOf(slot).map((id) => ({ id, timestamp: timeIn(slot), prediction: 1 }))),
  );
  // Long ago, so that the column of labels is known.
  await post('events', [{ id: 'old', timestamp: new Date(first - 1e9).toISOString(), prediction: 1 }]);
  await post('labels', [{ id: 'old', label: 1 }]);

  const { id } = await api.monitors.create({ text: spec });
  const { draft } = await api.monitors.get({ id });
  const done = await api.monitors.publish({ id, token: draft.token, note: '', acceptWarnings: true });
  expect(done.version, JSON.stringify(done.problems)).toBe(1);
  await tocsin.finished(done.backfill ?? '');

  // A slot is the end of its window, so the span begins a window before the first.
  const span = { from: first - MINUTE_MS, to: slots.at(-1) ?? first };
  const runs = () => listRuns(scope, { monitorId: id, span, limit: 1_000 });
  const waiting = () => runs().filter((run) => run.waiting !== null).length;
  await until(() => runs().length >= SLOTS, {
    limitMs: 90_000,
    what: () => `the windows to pass\n${engine.log()}`,
  });
  expect(waiting(), 'nothing is judged before its labels came').toBe(runs().length);
  expect(toldBy(scope, id)).toEqual([]);

  let at = 0;
  for (const point of [
    'late.before_commit=kill@1',
    'late.after_commit=kill@1',
    'late.before_commit=kill@2',
    'late.after_commit=kill@3',
  ]) {
    await engine.kill('SIGKILL');
    await engine.start({ TOCSIN_FAILPOINTS: point });
    for (const slot of slots.slice(at, at + 4)) await label(slot).catch(() => undefined);
    at += 4;
    expect(await engine.ended(), `${point}\n${engine.log()}`).toEqual({ code: null, signal: 'SIGKILL' });
  }
  await engine.start();
  // Sent again as a sender does that was cut off; what was there already changes nothing.
  for (const slot of slots) await label(slot);
  await until(() => waiting() === 0, {
    limitMs: 60_000,
    what: () => `the labelled windows to be judged\n${engine.log()}`,
  });
  await api.monitors.setEnabled({ id, enabled: false });
  const unsent = () => {
    const counts = countMessages(scope);
    return (counts.pending ?? 0) + (counts.sending ?? 0);
  };
  await until(() => unsent() === 0, { limitMs: 60_000, what: () => `the outbox to empty, ${unsent()} left` });
  await engine.kill('SIGTERM');

  checkSlots(runs());
  for (const { slot, evaluation } of runs()) {
    expect(
      evaluation.verdicts.map(({ severity }) => severity),
      `${slot}`,
    ).toEqual([isBad(slot) ? 'critical' : 'ok']);
  }
  const expected = eventsOf(runs(), isBad, settings);
  expect(expected.length).toBeGreaterThan(8);
  const told = toldBy(scope, id).filter(({ at: when }) => when >= first && when <= span.to);
  expect(told).toEqual(expected);
  checkNotices(scope, receiver.received);
});
