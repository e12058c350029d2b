import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createRng } from '@/lib/core/rng';
import { floorTo, MINUTE_MS } from '@/lib/core/time';
import { getJob } from '@/server/store/jobs';
import { countMessages } from '@/server/store/outbox';
import { backfillTrack, listRuns } from '@/server/store/runs';
import { checkNotices, checkSlots, storedIn } from './checks';
import { type Receiver, startReceiver } from './receiver';
import { startSender } from './sender';
import { createEngine, freePort, startTocsin, type Tocsin, until } from './tocsin';

/** Ending in order, starting where somebody else is at work, and starting where it cannot. */

const SLOTS = 450;

const specOf = (connection: string) => `version: 1
name: Levels
schedule: { every: 1m, window: 1m, delay: 0s }
nodes:
  rows: { type: stream, params: { stream: levels } }
  level: { type: mean, inputs: [rows], params: { column: level } }
  high: { type: limit, inputs: [level], params: { critical: 50, minRows: 1 } }
  tell: { type: webhook, inputs: [high], params: { connection: ${connection} } }
`;

describe('SIGTERM', () => {
  let tocsin: Tocsin;
  let receiver: Receiver;

  afterEach(async () => {
    await tocsin?.close();
    await receiver?.close();
  });

  it('in the middle of work ends in order with code 0, and the work goes on after', async () => {
    receiver = await startReceiver();
    tocsin = await startTocsin({ TOCSIN_EGRESS_ALLOW: new URL(receiver.url).host });
    const { api, engine, scope } = tocsin;
    const { signingSecret } = await api.connections.create({
      kind: 'webhook',
      name: 'pager',
      url: receiver.url,
    });
    receiver.setSecret(signingSecret ?? '');
    const last = floorTo(Date.now(), MINUTE_MS) - MINUTE_MS;
    const span = { from: last - SLOTS * MINUTE_MS, to: last };
    const records = Array.from({ length: SLOTS + 1 }, (_, i) => ({
      id: `level-${i}`,
      timestamp: new Date(last - i * MINUTE_MS - MINUTE_MS / 2).toISOString(),
      level: 100,
    }));
    expect((await tocsin.ingest('/v1/streams/levels/events', JSON.stringify(records))).status).toBe(200);
    await tocsin.ingest('/v1/streams/numbers/events', '[{"id":"number-zero","n":0}]');

    const publish = async () => {
      const { id } = await api.monitors.create({ text: specOf('pager') });
      const { draft } = await api.monitors.get({ id });
      const done = await api.monitors.publish({ id, token: draft.token, note: '', acceptWarnings: true });
      await api.monitors.setEnabled({ id, enabled: false });
      return { id, backfill: done.backfill ?? '' };
    };
    // A notice that hangs in flight, events coming in, a past being scored and a replay being played.
    receiver.answer('hang');
    const told = await publish();
    await tocsin.finished(told.backfill);
    await until(() => receiver.received.length > 0, { limitMs: 20_000, what: () => 'a notice in flight' });
    const sender = startSender((body) => tocsin.ingest('/v1/streams/numbers/events', body), {
      rng: createRng(7),
      prefix: 'number',
    });
    const cut = await publish();
    const replay = (await api.monitors.replay({ id: told.id, ...span, deliver: false })).job;
    await until(() => getJob(scope, cut.backfill).done >= 100 && getJob(scope, replay).done >= 100, {
      limitMs: 30_000,
      what: () => `the work to be in its middle\n${engine.log()}`,
    });
    expect(getJob(scope, cut.backfill).status).toBe('running');

    // It gives itself ten seconds; one that needs them all ends with code 1.
    await engine.kill('SIGTERM');
    expect(await engine.ended(), engine.log()).toEqual({ code: 0, signal: null });
    expect(engine.log()).not.toMatch(/"level":60/);

    receiver.answer(200);
    await engine.start();
    const backfill = await tocsin.finished(cut.backfill);
    expect(backfill.state).toBe('done');
    const runs = listRuns(scope, { monitorId: cut.id, track: backfillTrack(1), span });
    expect(checkSlots(runs)).toBe(0);
    expect(runs.length).toBeGreaterThanOrEqual(SLOTS - 2);
    const failed = getJob(scope, replay);
    expect(failed).toMatchObject({ status: 'failed', problem: { code: 'run_failed' } });
    expect(failed.problem?.what).toContain('the engine was restarted');
    await until(() => countMessages(scope).delivered === 2, {
      limitMs: 30_000,
      what: () => `both notices: ${JSON.stringify(countMessages(scope))}\n${engine.log()}`,
    });
    expect(checkNotices(scope, receiver.received)).toMatchObject({ messages: 2, delivered: 2 });
    await sender.stop();
    await engine.kill('SIGTERM');
    expect(await engine.ended()).toEqual({ code: 0, signal: null });
    const stored = await storedIn(tocsin.folder, 'numbers');
    expect(stored.rows).toBe(stored.ids.size);
    expect(stored.ids).toEqual(new Set([...sender.ledger.acknowledged, 'number-zero']));
  });

  it('while it starts ends it, and nothing is half made', async () => {
    tocsin = await startTocsin();
    for (const afterMs of [0, 100, 200, 400, 800]) {
      await tocsin.engine.kill('SIGTERM');
      tocsin.engine.spawn();
      await new Promise((next) => setTimeout(next, afterMs));
      await tocsin.engine.kill('SIGTERM');
      const { code, signal } = await tocsin.engine.ended();
      // Before its handler is set the signal itself ends it.
      expect(code === 0 || signal === 'SIGTERM', `${code} ${signal}\n${tocsin.engine.log()}`).toBe(true);
      await tocsin.engine.start();
      expect((await tocsin.ingest('/v1/streams/s/events', `[{"id":"after-${afterMs}","n":1}]`)).status).toBe(
        200,
      );
    }
    expect((await tocsin.api.streams.get({ name: 's' })).rows).toBe(5);
  });
});

describe('a folder that somebody else has', () => {
  it('is refused in words by a second engine, and the first one goes on', async () => {
    const tocsin = await startTocsin();
    try {
      const port = await freePort();
      const second = createEngine({ TOCSIN_DATA: tocsin.folder, TOCSIN_ENGINE_PORT: String(port) }, port);
      for (let n = 0; n < 2; n++) {
        second.spawn();
        expect((await second.ended()).code).toBe(1);
        expect(second.log()).toMatch(/holds this data folder/);
        expect(second.log()).toMatch(
          /Stop it first, or give this one another data folder through TOCSIN_DATA/,
        );
        const sent = await tocsin.ingest('/v1/streams/s/events', `[{"id":"${n}","n":1}]`);
        expect(sent.status).toBe(200);
      }
      // Ten seconds is what its lease would last: a lease that is kept does not run out, one that was left does at once.
      await tocsin.engine.kill('SIGKILL');
      await second.start();
      await second.kill('SIGTERM');
      expect((await second.ended()).code).toBe(0);
    } finally {
      await tocsin.close();
    }
  });

  it('is not needed on a port that is taken: that is said, too', async () => {
    const tocsin = await startTocsin();
    const folder = mkdtempSync(join(tmpdir(), 'tocsin-port-'));
    try {
      const second = createEngine(
        { TOCSIN_DATA: folder, TOCSIN_ENGINE_PORT: String(tocsin.port) },
        tocsin.port,
      );
      second.spawn();
      expect((await second.ended()).code).toBe(1);
      expect(second.log()).toMatch(/EADDRINUSE/);
      expect(second.log()).toContain(String(tocsin.port));
    } finally {
      await tocsin.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

describe('a start that cannot be', () => {
  async function refusal(environment: Readonly<Record<string, string>>): Promise<string> {
    const port = await freePort();
    const engine = createEngine({ TOCSIN_ENGINE_PORT: String(port), ...environment }, port);
    engine.spawn();
    expect((await engine.ended()).code, engine.log()).toBe(1);
    return engine.log();
  }
  const folders: string[] = [];
  const folder = () => {
    const made = mkdtempSync(join(tmpdir(), 'tocsin-start-'));
    folders.push(made);
    return made;
  };
  afterEach(() => {
    for (const one of folders.splice(0)) rmSync(one, { recursive: true, force: true });
  });

  it.each(['', 'no key at all', 'AAAA', '\0\0\0'])('with the key file %j', async (text) => {
    const data = folder();
    writeFileSync(join(data, 'tocsin.key'), text);
    const log = await refusal({ TOCSIN_DATA: data });
    expect(log).toContain(join(data, 'tocsin.key'));
    expect(log).toMatch(/expected 32 bytes in base64 or hex/);
    expect(log).toMatch(/Correct .*tocsin\.key/);
  });

  it('with a key that is none', async () => {
    const log = await refusal({ TOCSIN_DATA: folder(), TOCSIN_KEY: 'short' });
    expect(log).toMatch(/TOCSIN_KEY.*expected 32 bytes/);
  });

  it('with a data folder that is a file', async () => {
    const data = join(folder(), 'data');
    writeFileSync(data, 'a file');
    const log = await refusal({ TOCSIN_DATA: data });
    expect(log).toContain(data);
    expect(log).toMatch(/TOCSIN_DATA/);
  });

  const readOnly = process.getuid?.() === 0 && process.platform === 'linux';
  it.skipIf(!readOnly)('with a data folder that cannot be written to', async () => {
    const data = folder();
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'ro,size=1m', 'tmpfs', data]);
    try {
      const log = await refusal({ TOCSIN_DATA: data });
      expect(log).toContain(data);
      expect(log).toMatch(/TOCSIN_DATA/);
    } finally {
      execFileSync('umount', [data]);
    }
  });

  it('with a control store that is damaged', async () => {
    const data = folder();
    writeFileSync(
      join(data, 'control.sqlite'),
      'this is no database, and it is long enough to be looked at'.repeat(100),
    );
    expect(await refusal({ TOCSIN_DATA: data })).toMatch(/damaged|not a database/);
  });

  it('with an event store that is damaged', async () => {
    const data = folder();
    writeFileSync(join(data, 'events.duckdb'), 'this is no database'.repeat(1_000));
    expect(await refusal({ TOCSIN_DATA: data })).toMatch(/events\.duckdb/);
  });

  it.each([
    [{ TOCSIN_ENGINE_PORT: 'many' }, /TOCSIN_ENGINE_PORT/],
    [{ TOCSIN_EGRESS_ALLOW: 'no host/at all' }, /TOCSIN_EGRESS_ALLOW/],
    [{ TOCSIN_FAILPOINTS: 'nonsense' }, /TOCSIN_FAILPOINTS/],
  ])('with %j', async (environment, words) => {
    expect(await refusal({ TOCSIN_DATA: folder(), ...environment })).toMatch(words);
  });
});
