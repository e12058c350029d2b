import { pathToFileURL } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import type { AlertSettings } from '@/lib/compile/plan';
import { createRng, type Rng } from '@/lib/core/rng';
import { DAY_MS, floorTo, MINUTE_MS } from '@/lib/core/time';
import { failpoints } from '@/server/engine/failpoints';
import { listAlerts } from '@/server/store/alerts';
import { getJob } from '@/server/store/jobs';
import { countMessages } from '@/server/store/outbox';
import { backfillTrack, listRuns, replayTrack } from '@/server/store/runs';
import { checkNotices, checkSlots, eventsOf, storedIn, toldBy } from './checks';
import { type Receiver, startReceiver } from './receiver';
import { startSender } from './sender';
import { pause, startTocsin, type Tocsin, until } from './tocsin';

/**
 * The engine is killed again and again, at random and at its failpoints, while events stream in, monitors flip and the
 * receiver fails now and then. Only the engine runs: no web process is needed for any of it.
 * `TOCSIN_TEST_SEED` repeats a run, as far as the machine's own timing lets it.
 */
const SEED = process.env.TOCSIN_TEST_SEED ?? String(Date.now() % 1_000_000);
const KILLS_MIN = 20;
/** A minute of schedule takes a second and a half. */
const RATE = 40;

const plain: AlertSettings = {
  forMs: 0,
  keepFiringForMs: 0,
  remindEveryMs: null,
  onNoData: 'keep',
  onError: 'alert',
};
const kinds: { text: string; settings: AlertSettings }[] = [
  { text: '', settings: plain },
  { text: ', for: 2m', settings: { ...plain, forMs: 2 * MINUTE_MS } },
  { text: ', keepFiringFor: 2m', settings: { ...plain, keepFiringForMs: 2 * MINUTE_MS } },
  { text: ', remindEvery: 3m', settings: { ...plain, remindEveryMs: 3 * MINUTE_MS } },
];

const specOf = (column: string, alert: string) => `version: 1
name: Flips ${column}
schedule: { every: 1m, window: 1m, delay: 0s }
nodes:
  rows: { type: stream, params: { stream: flips } }
  level: { type: mean, inputs: [rows], params: { column: ${column} } }
  high: { type: limit, inputs: [level], params: { critical: 50, minRows: 1 } }
  tell: { type: webhook, inputs: [high], params: { connection: pager } }
alert: { onNoData: keep${alert} }
`;

type IsBad = (monitor: number, slot: number) => boolean;

/** One event a minute, with a column a monitor. The slot is the end of the minute. */
async function sendFlips(tocsin: Tocsin, slots: { from: number; to: number }, isBad: IsBad): Promise<void> {
  const records: unknown[] = [];
  for (let slot = slots.from; slot <= slots.to; slot += MINUTE_MS) {
    const levels = Array.from({ length: MONITORS }, (_, m) => [`v${m}`, isBad(m, slot) ? 100 : 10]);
    const timestamp = new Date(slot - MINUTE_MS / 2).toISOString();
    records.push({ id: `flip-${slot}`, timestamp, ...Object.fromEntries(levels) });
  }
  const answer = await tocsin.ingest('/v1/streams/flips/events', JSON.stringify(records));
  expect(answer.status, await answer.text()).toBe(200);
}

const MONITORS = 20;
/** The kills go on until there are so many notices. */
const NOTICES_MIN = 200;

async function publishMonitor(tocsin: Tocsin, monitor: number): Promise<{ id: string; backfill: string }> {
  const text = specOf(`v${monitor}`, kinds[monitor % kinds.length]?.text ?? '');
  const { id } = await tocsin.api.monitors.create({ text });
  const { draft } = await tocsin.api.monitors.get({ id });
  const done = await tocsin.api.monitors.publish({
    id,
    token: draft.token,
    note: '',
    acceptWarnings: true,
  });
  expect(done.version, JSON.stringify(done.problems)).toBe(1);
  return { id, backfill: done.backfill ?? '' };
}

const settingsOf = (monitor: number) => kinds[monitor % kinds.length]?.settings ?? plain;

const noticesIn = ({ scope }: Tocsin): number =>
  Object.values(countMessages(scope)).reduce((sum, n) => sum + n, 0);

async function allSettled(tocsin: Tocsin): Promise<void> {
  const open = () => {
    const counts = countMessages(tocsin.scope);
    return (counts.pending ?? 0) + (counts.sending ?? 0);
  };
  await until(() => open() === 0, {
    limitMs: 60_000,
    what: () => `the outbox to empty, ${open()} left\n${tocsin.engine.log()}`,
  });
}

let tocsin: Tocsin;
let receiver: Receiver;

async function start(environment: Readonly<Record<string, string>> = {}): Promise<void> {
  receiver = await startReceiver();
  tocsin = await startTocsin({ TOCSIN_EGRESS_ALLOW: new URL(receiver.url).host, ...environment });
  const made = await tocsin.api.connections.create({ kind: 'webhook', name: 'pager', url: receiver.url });
  receiver.setSecret(made.signingSecret ?? '');
}

afterEach(async () => {
  await tocsin?.close();
  await receiver?.close();
});

/** Whether it dies at a failpoint, of a signal while it works, or of one while it starts. */
type Death = { at: 'failpoint'; name: string; nth: number } | { at: 'work' | 'start'; afterMs: number };

/** Every failpoint that live work without labels passes, twice, and as many random moments. */
function deaths(rng: Rng): Death[] {
  // Labels that come late are the matter of lateLabels.system.ts.
  const live = failpoints.filter((name) => !/^(play|late)\./.test(name));
  const planned: Death[] = live.flatMap((name) => [
    { at: 'failpoint', name, nth: 1 + rng.below(2) },
    { at: 'failpoint', name, nth: 3 + rng.below(5) },
  ]);
  for (let n = 0; n < 9; n++) planned.push({ at: 'work', afterMs: 300 + rng.below(1_500) });
  for (let n = 0; n < 3; n++) planned.push({ at: 'start', afterMs: rng.below(900) });
  return planned
    .map((death) => ({ death, place: rng.uniform() }))
    .sort((a, b) => a.place - b.place)
    .map(({ death }) => death);
}

async function dieOf({ engine }: Tocsin, death: Death): Promise<void> {
  if (death.at === 'failpoint') {
    engine.spawn({ TOCSIN_FAILPOINTS: `${death.name}=kill@${death.nth}` });
    await until(() => !engine.running, {
      limitMs: 30_000,
      what: () => `${death.name} to be passed ${death.nth} times\n${engine.log()}`,
    });
    expect((await engine.ended()).signal, engine.log()).toBe('SIGKILL');
    return;
  }
  if (death.at === 'start') engine.spawn();
  else await engine.start();
  await pause(death.afterMs);
  expect(engine.running, engine.log()).toBe(true);
  await engine.kill('SIGKILL');
}

describe(`kills, seed ${SEED}`, () => {
  it('loses, doubles and reorders nothing while events stream in and monitors flip', async () => {
    const rng = createRng(SEED);
    const fastFrom = Date.now();
    const fastNow = () => fastFrom + (Date.now() - fastFrom) * RATE;
    await start({
      TEST_FAST_CLOCK: `${fastFrom} ${RATE}`,
      NODE_OPTIONS: `--import=${pathToFileURL('server/_system/fastClock.mjs').href}`,
    });
    const isBad: IsBad = (monitor, slot) => createRng(`${SEED} ${monitor} ${slot}`).uniform() < 0.5;
    // Only the columns, long ago, so that publishing finds no past to score.
    const long = floorTo(fastNow(), MINUTE_MS) - 2 * DAY_MS;
    await sendFlips(tocsin, { from: long, to: long }, isBad);
    const numbers = '/v1/streams/numbers/events';
    expect((await tocsin.ingest(numbers, '[{"id":"number-zero","n":0}]')).status).toBe(200);
    const ids: string[] = [];
    for (let m = 0; m < MONITORS; m++) {
      const { id, backfill } = await publishMonitor(tocsin, m);
      await tocsin.finished(backfill);
      ids.push(id);
    }
    const first = floorTo(fastNow(), MINUTE_MS) + MINUTE_MS;
    await sendFlips(tocsin, { from: first, to: first + 900 * MINUTE_MS }, isBad);
    receiver.answer(() => {
      const luck = rng.uniform();
      return luck < 0.1 ? 500 : luck < 0.15 ? 'reset' : luck < 0.2 ? 'cut' : 200;
    });
    const sender = startSender((body) => tocsin.ingest(numbers, body), { rng, prefix: 'number' });

    const planned = deaths(rng);
    await tocsin.engine.kill('SIGKILL');
    for (const death of planned) await dieOf(tocsin, death);
    let kills = planned.length + 1;
    expect(kills).toBeGreaterThanOrEqual(KILLS_MIN);
    for (; noticesIn(tocsin) < NOTICES_MIN && kills < 100; kills++) {
      await dieOf(tocsin, { at: 'work', afterMs: 1_000 + rng.below(3_000) });
    }
    await tocsin.engine.start();

    await sender.stop();
    receiver.answer(200);
    for (const id of ids) await tocsin.api.monitors.setEnabled({ id, enabled: false });
    // Runs under way end with the engine; what they wrote is sent by the next one.
    await tocsin.engine.kill('SIGTERM');
    await tocsin.engine.start();
    await allSettled(tocsin);
    await tocsin.engine.kill('SIGTERM');
    expect(await tocsin.engine.ended()).toEqual({ code: 0, signal: null });

    // D1, D2, D3: every answered event is there once, and every record is accounted for.
    const { ledger } = sender;
    const stored = await storedIn(tocsin.folder, 'numbers');
    expect(stored.rows).toBe(stored.ids.size);
    expect(stored.ids).toEqual(new Set([...ledger.acknowledged, 'number-zero']));
    expect(ledger.accepted + ledger.duplicates).toBe(ledger.sent);
    expect(ledger.rejected).toBe(ledger.bad);
    expect(ledger.acknowledged.size).toBeGreaterThan(1_000);

    // E3: each slot ran once or is counted as missed, and the alerts are those of the pure table.
    let [transitions, slots, missed] = [0, 0, 0];
    ids.forEach((id, m) => {
      const runs = listRuns(tocsin.scope, { monitorId: id, span: { from: 0, to: fastNow() }, limit: 10_000 });
      missed += checkSlots(runs);
      slots += runs.length;
      for (const { slot, evaluation } of runs) {
        const wanted = slot < first ? 'no_data' : isBad(m, slot) ? 'critical' : 'ok';
        expect(evaluation.verdicts.map(({ severity }) => severity)).toEqual([wanted]);
      }
      const withData = runs.filter(({ slot }) => slot >= first);
      const expected = eventsOf(withData, (slot) => isBad(m, slot), settingsOf(m));
      expect(toldBy(tocsin.scope, id), `monitor ${m}`).toEqual(expected);
      transitions += expected.length;
    });
    expect(transitions).toBeGreaterThanOrEqual(NOTICES_MIN);

    // N1, N2, N3.
    const notices = checkNotices(tocsin.scope, receiver.received);
    expect(notices.messages).toBe(transitions);
    const good = receiver.received.filter(({ status }) => status === 200);
    const doubles = good.length - new Set(good.map(({ id }) => id)).size;
    expect(doubles).toBeLessThanOrEqual(2 * kills);
    process.stdout.write(
      `${JSON.stringify({ seed: SEED, kills, ...ledger, acknowledged: ledger.acknowledged.size, slots, missed, transitions, ...notices, doubles })}\n`,
    );
  });
});

describe(`a past that is cut off, seed ${SEED}`, () => {
  const LAST = floorTo(Date.now(), MINUTE_MS) - MINUTE_MS;
  const FIRST = LAST - 450 * MINUTE_MS;
  /** Every fourth monitor is bad from the tenth minute to the end, the others flip. */
  const isBad: IsBad = (monitor, slot) =>
    monitor % 4 === 0
      ? slot > FIRST + 10 * MINUTE_MS
      : createRng(`${SEED} ${monitor} ${slot}`).uniform() < 0.3;
  const span = { from: FIRST - MINUTE_MS, to: LAST };

  const doneOf = (job: string) => getJob(tocsin.scope, job).done;
  const endOf = async (job: string) => {
    await until(() => !['queued', 'running'].includes(getJob(tocsin.scope, job).status), {
      limitMs: 60_000,
      what: () => `the job to end\n${tocsin.engine.log()}`,
    });
    return getJob(tocsin.scope, job);
  };

  it('goes on where the backfill stopped, and tells once of what still fires', async () => {
    const rng = createRng(SEED);
    await start();
    await sendFlips(tocsin, { from: FIRST, to: LAST }, isBad);
    const published: { id: string; backfill: string; monitor: number }[] = [];
    for (const monitor of [0, 1, 2, 3, 4]) {
      const one = await publishMonitor(tocsin, monitor);
      // Live slots are another test's matter.
      await tocsin.api.monitors.setEnabled({ id: one.id, enabled: false });
      published.push({ ...one, monitor });
    }
    await until(() => published.some(({ backfill }) => doneOf(backfill) >= 100), {
      limitMs: 30_000,
      what: () => 'the backfill to begin',
    });
    await tocsin.engine.kill('SIGKILL');
    for (const name of [...failpoints.filter((one) => one.startsWith('play.')), 'play.after_commit']) {
      tocsin.engine.spawn({ TOCSIN_FAILPOINTS: `${name}=kill@${100 + rng.below(300)}` });
      expect(await tocsin.engine.ended(), tocsin.engine.log()).toEqual({ code: null, signal: 'SIGKILL' });
    }
    await tocsin.engine.start();
    for (const { id, backfill, monitor } of published) {
      expect(await endOf(backfill)).toMatchObject({ status: 'done' });
      const runs = listRuns(tocsin.scope, { monitorId: id, track: backfillTrack(1), span });
      expect(checkSlots(runs)).toBe(0);
      expect(runs.length).toBeGreaterThan(440);
      const expected = eventsOf(runs, (slot) => isBad(monitor, slot), settingsOf(monitor));
      const told = toldBy(tocsin.scope, id);
      expect(told.slice(0, expected.length), `monitor ${monitor}`).toEqual(expected);
      const stillFires = expected.length > 0 && expected.at(-1)?.event !== 'resolved';
      expect(told.slice(expected.length).map(({ event }) => event)).toEqual(stillFires ? ['firing'] : []);
      const heard = () =>
        receiver.received
          .filter(({ body }) => JSON.stringify(body).includes(id))
          .map(({ id: message }) => message);
      await allSettled(tocsin);
      expect(new Set(heard()).size, `notices of monitor ${monitor}`).toBe(stillFires ? 1 : 0);
    }
    checkNotices(tocsin.scope, receiver.received);
  });

  it('fails a replay that was cut off, in words; what it had told is told, and the next one is whole', async () => {
    await start();
    await sendFlips(tocsin, { from: FIRST, to: LAST }, isBad);
    const { id, backfill } = await publishMonitor(tocsin, 2);
    await tocsin.finished(backfill);
    await tocsin.api.monitors.setEnabled({ id, enabled: false });
    const ask = async () => (await tocsin.api.monitors.replay({ id, ...span, deliver: true })).job;
    const expected = (job: string) => {
      const runs = listRuns(tocsin.scope, { monitorId: id, track: replayTrack(job), span });
      return { runs, events: eventsOf(runs, (slot) => isBad(2, slot), settingsOf(2)) };
    };

    const cut = await ask();
    await until(() => doneOf(cut) >= 100, { limitMs: 30_000, what: () => 'the replay to begin' });
    await tocsin.engine.kill('SIGKILL');
    await tocsin.engine.start();
    const failed = await endOf(cut);
    expect(failed).toMatchObject({ status: 'failed', problem: { code: 'run_failed' } });
    expect(failed.problem?.what).toContain('the engine was restarted');
    expect(expected(cut).events.length).toBeGreaterThan(0);
    expect(toldBy(tocsin.scope, id, cut)).toEqual(expected(cut).events);

    const whole = await ask();
    expect(await endOf(whole)).toMatchObject({ status: 'done' });
    expect(expected(whole).runs.length).toBeGreaterThan(440);
    expect(checkSlots(expected(whole).runs)).toBe(0);
    expect(toldBy(tocsin.scope, id, whole)).toEqual(expected(whole).events);
    expect(expected(whole).events.slice(0, expected(cut).events.length)).toEqual(expected(cut).events);
    await allSettled(tocsin);
    const replayed = [cut, whole].flatMap((track) => listAlerts(tocsin.scope, { track, limit: 10_000 }));
    const ids = new Set(replayed.map((alert) => alert.id));
    for (const { body } of receiver.received) {
      expect(body.data.replay).toBe(ids.has((body.data.alert as { id: string }).id));
    }
    checkNotices(tocsin.scope, receiver.received);
  });
});
