import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Problem } from '@/lib/core/failures';
import { floorTo, MINUTE_MS } from '@/lib/core/time';
import { storedIn } from './checks';
import { type Receiver, startReceiver } from './receiver';
import { startTocsin, type Tocsin, until } from './tocsin';

/** A data folder on a small disk of its own that is filled up. Needs the right to mount; skipped, visibly, elsewhere. */

/** Room for the engine's reserve of 64 MB, and for three times as much before events are taken in again. */
const SIZE = '256m';
/** What a filler leaves free: some requests fit, then none. */
const LEFT_BYTES = 3 * 1024 * 1024;

const SLOT = floorTo(Date.now(), MINUTE_MS) - MINUTE_MS;
const SPEC = `version: 1
name: Rings
schedule: { every: 1m, window: 1m, delay: 0s }
nodes:
  rows: { type: stream, params: { stream: levels } }
  level: { type: mean, inputs: [rows], params: { column: level } }
  high: { type: limit, inputs: [level], params: { critical: 50, minRows: 1 } }
  tell: { type: webhook, inputs: [high], params: { connection: pager } }
`;

function canMount(): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  const folder = mkdtempSync(join(tmpdir(), 'tocsin-mount-'));
  try {
    mount(folder);
    execFileSync('umount', [folder]);
    return true;
  } catch {
    return false;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const mount = (folder: string) =>
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${SIZE}`, 'tmpfs', folder], { stdio: 'ignore' });

describe.skipIf(!canMount())('a full disk', () => {
  let disk: string;
  let tocsin: Tocsin;
  let receiver: Receiver;
  let monitor: string;
  const acknowledged = new Set<string>();
  let next = 0;

  beforeEach(async () => {
    acknowledged.clear();
    disk = mkdtempSync(join(tmpdir(), 'tocsin-disk-'));
    mount(disk);
    receiver = await startReceiver();
    tocsin = await startTocsin({
      TOCSIN_DATA: join(disk, 'data'),
      TOCSIN_EGRESS_ALLOW: new URL(receiver.url).host,
    });
    const { api } = tocsin;
    await api.connections.create({ kind: 'webhook', name: 'pager', url: receiver.url });
    const timestamp = new Date(SLOT - MINUTE_MS / 2).toISOString();
    await tocsin.ingest(
      '/v1/streams/levels/events',
      JSON.stringify([{ id: 'level', timestamp, level: 100 }]),
    );
    monitor = (await api.monitors.create({ text: SPEC })).id;
    const { token } = (await api.monitors.get({ id: monitor })).draft;
    const done = await api.monitors.publish({ id: monitor, token, note: '', acceptWarnings: true });
    await api.monitors.setEnabled({ id: monitor, enabled: false });
    await tocsin.finished(done.backfill ?? '');
  }, 60_000);

  afterEach(async () => {
    await tocsin?.close();
    await receiver?.close();
    execFileSync('umount', ['-l', disk]);
    rmSync(disk, { recursive: true, force: true });
  });

  const filler = () => join(disk, 'filler');
  /** Piece by piece, because the engine may be writing its reserve meanwhile. */
  function fill(): void {
    const free = () => {
      const { bavail, bsize } = statfsSync(disk);
      return bavail * bsize - LEFT_BYTES;
    };
    writeFileSync(filler(), '');
    for (let left = free(); left > 0; left = free()) {
      appendFileSync(filler(), Buffer.alloc(Math.min(left, 1024 * 1024)));
    }
  }

  type Sent = { status: number; retryAfter: string | null; problems: Problem[]; ids: string[]; body: string };

  /** Random text, so that compression saves nothing. */
  function batch(): { ids: string[]; body: string } {
    const ids = Array.from({ length: 200 }, () => `disk-${next++}`);
    const text = () => Array.from({ length: 8 }, () => Math.random().toString(36).slice(2)).join('');
    return { ids, body: JSON.stringify(ids.map((id, n) => ({ id, n, text: text() }))) };
  }

  async function send({ ids, body }: { ids: string[]; body: string }): Promise<Sent> {
    const response = await tocsin.ingest('/v1/streams/disk/events', body);
    const { problems } = (await response.json()) as { problems: Problem[] };
    if (response.ok) for (const id of ids) acknowledged.add(id);
    return { status: response.status, retryAfter: response.headers.get('retry-after'), problems, ids, body };
  }

  /** Sends until the disk is full; answers with the request that was refused. */
  async function sendUntilFull(): Promise<Sent> {
    for (let n = 0; n < 2_000; n++) {
      const sent = await send(batch());
      if (sent.status !== 200) return sent;
    }
    throw new Error('the disk did not fill up');
  }

  const isHealthy = async () => (await fetch(`http://127.0.0.1:${tocsin.port}/healthz`)).ok;

  /** A monitor runs, rings and tells: from the reserve, once that was given up. */
  async function evaluatesAndTells(): Promise<void> {
    const before = receiver.received.length;
    const span = { from: SLOT - MINUTE_MS, to: SLOT };
    // Until the reserve is given up, a replay cannot begin, or fails in words.
    await until(
      async () => {
        const job = await tocsin.api.monitors
          .replay({ id: monitor, ...span, deliver: true })
          .then((started) => started.job)
          .catch(() => null);
        if (job === null) return false;
        const ended = async () => ['done', 'failed'].includes((await tocsin.api.jobs.get({ id: job })).state);
        await until(ended, { limitMs: 60_000, what: () => `the replay to end\n${tocsin.engine.log()}` });
        const { result } = await tocsin.api.jobs.get({ id: job });
        return result?.kind === 'replay' && result.alerts === 1;
      },
      { limitMs: 60_000, what: () => `a replay to run\n${tocsin.engine.log()}` },
    );
    expect(tocsin.engine.running).toBe(true);
    await until(() => receiver.received.length > before, {
      limitMs: 30_000,
      what: () => tocsin.engine.log(),
    });
  }

  it('is answered with 503 and when to come again, and is over once there is room, without a restart', async () => {
    for (let round = 0; round < 2; round++) {
      expect((await send(batch())).status).toBe(200);
      fill();
      const refused = await sendUntilFull();
      expect([refused.status, refused.problems[0]?.code]).toEqual([503, 'storage_unavailable']);
      expect(Number(refused.retryAfter)).toBeGreaterThan(0);
      expect(refused.problems[0]?.what).toMatch(/space/i);
      expect(refused.problems[0]?.fix).toMatch(/Free disk space/);
      expect(tocsin.engine.running).toBe(true);
      expect(await isHealthy()).toBe(true);
      await evaluatesAndTells();
      await rm(filler());
      // The sender does what it was told to, and nothing else is done.
      await until(async () => (await send(refused)).status === 200, {
        limitMs: 60_000,
        what: () => `the batch to be taken\n${tocsin.engine.log()}`,
      });
      expect((await send(batch())).status).toBe(200);
    }
    await tocsin.engine.kill('SIGTERM');
    const stored = await storedIn(tocsin.folder, 'disk');
    expect(stored.rows).toBe(stored.ids.size);
    expect([...acknowledged].filter((id) => !stored.ids.has(id))).toEqual([]);
  });

  it('loses nothing that was acknowledged when the engine is killed on it', async () => {
    expect((await send(batch())).status).toBe(200);
    fill();
    const refused = await sendUntilFull();
    await tocsin.engine.kill('SIGKILL');
    // Started on a full disk it works, or says in words why not.
    tocsin.engine.spawn();
    await until(async () => !tocsin.engine.running || (await isHealthy().catch(() => false)), {
      limitMs: 60_000,
      what: () => tocsin.engine.log(),
    });
    if (!tocsin.engine.running) expect(tocsin.engine.log()).toMatch(/space|disk|full/i);
    await rm(filler());
    await tocsin.engine.kill('SIGTERM');
    await tocsin.engine.start();
    await until(async () => (await send(refused)).status === 200, {
      limitMs: 30_000,
      what: () => 'the batch',
    });
    await tocsin.engine.kill('SIGTERM');
    const stored = await storedIn(tocsin.folder, 'disk');
    expect(stored.rows).toBe(stored.ids.size);
    expect([...acknowledged].filter((id) => !stored.ids.has(id))).toEqual([]);
  });
});
