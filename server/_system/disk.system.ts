import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Problem } from '@/lib/core/failures';
import { storedIn } from './checks';
import { startTocsin, type Tocsin, until } from './tocsin';

/** A data folder on a small disk of its own that is filled up. Needs the right to mount; skipped, visibly, elsewhere. */

const SIZE = '32m';
/** What a filler leaves free: some requests fit, then none. */
const LEFT_BYTES = 3 * 1024 * 1024;

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
  const acknowledged = new Set<string>();
  let next = 0;

  beforeEach(async () => {
    acknowledged.clear();
    disk = mkdtempSync(join(tmpdir(), 'tocsin-disk-'));
    mount(disk);
    tocsin = await startTocsin({ TOCSIN_DATA: join(disk, 'data') });
  }, 60_000);

  afterEach(async () => {
    await tocsin?.close();
    execFileSync('umount', ['-l', disk]);
    rmSync(disk, { recursive: true, force: true });
  });

  const filler = () => join(disk, 'filler');
  function fill(): void {
    const { bavail, bsize } = statfsSync(disk);
    writeFileSync(filler(), Buffer.alloc(Math.max(0, bavail * bsize - LEFT_BYTES)));
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

  it('is answered with 503 and when to come again, and is over once there is room, without a restart', async () => {
    for (let round = 0; round < 3; round++) {
      expect((await send(batch())).status).toBe(200);
      fill();
      const refused = await sendUntilFull();
      expect([refused.status, refused.problems[0]?.code]).toEqual([503, 'storage_unavailable']);
      expect(Number(refused.retryAfter)).toBeGreaterThan(0);
      expect(refused.problems[0]?.what).toMatch(/space/i);
      expect(refused.problems[0]?.fix).toMatch(/Free disk space/);
      expect(tocsin.engine.running).toBe(true);
      expect(await isHealthy()).toBe(true);
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
