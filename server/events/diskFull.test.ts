import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { quoteName } from './quote';
import { type EventStore, openEvents } from './store';

const T0 = Date.UTC(2026, 2, 1, 12);
const disk = mkdtempSync(join(tmpdir(), 'tocsin-disk-'));

/** A small disk of our own; only root may mount one. */
function mountSmall(): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=16m', 'tmpfs', disk], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

const isMounted = process.platform === 'linux' && mountSmall();

afterAll(async () => {
  if (isMounted) execFileSync('umount', ['-l', disk]);
  await rm(disk, { recursive: true, force: true });
});

describe.runIf(isMounted)('a full disk', () => {
  it('loses nothing that was answered, keeps reads going, and passes when there is space again', async () => {
    let now = T0;
    const events = await openEvents({
      path: join(disk, 'e.duckdb'),
      filesDir: join(disk, 'files'),
      clock: () => now,
    });
    const acked: string[] = [];
    let count = 0;
    const send = async () => {
      const ids = Array.from({ length: 1000 }, () => `event-${count++}`);
      const answer = await events.append(
        's',
        ids.map((id) => ({ id, x: Math.random(), y: Math.random() })),
        { origin: 'event', bytes: 1 },
      );
      expect(answer.accepted).toBe(1000);
      acked.push(...ids);
    };
    const failures: string[] = [];
    for (let i = 0; i < 3000 && failures.length < 3; i++) {
      await send().catch((error: Error) => failures.push(error.message));
      now += 2000;
    }
    expect(failures.length).toBe(3);
    for (const failure of failures) expect(failure).toContain('storage_unavailable');
    expect((await storedIds(events)).size).toBe(acked.length);
    execFileSync('mount', ['-o', 'remount,size=64m', disk]);
    now += 2000;
    for (let i = 0; i < 5; i++) await send();
    expect(await storedIds(events)).toEqual(new Set(acked));
    await events.close();
  });
});

async function storedIds(events: EventStore): Promise<Set<string>> {
  const table = quoteName(events.entry('s').table);
  const rows = await events.read(async (c) =>
    (await c.runAndReadAll(`SELECT _id FROM ${table}`)).getRowsJS(),
  );
  return new Set(rows.map((row) => String(row[0])));
}
