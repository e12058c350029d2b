import { existsSync } from 'node:fs';
import { open, rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { problem } from '@/lib/core/failures';
import type { Handler } from './httpServer';
import type { Log } from './log';

const MEGABYTE = 1_048_576;
const LIMITS = {
  /** Kept aside, so that evaluating and alerting can go on when the disk is full. */
  ballastBytes: 64 * MEGABYTE,
  /** Below this nothing more is taken in. */
  lowBytes: 64 * MEGABYTE,
  /** Below this the ballast is given up. */
  leastBytes: 16 * MEGABYTE,
};
const LOOK_EVERY_MS = 5_000;
const RETRY_AFTER_SECONDS = 30;

export type Disk = {
  /** Whether ingest is refused for want of space. */
  isLow: () => boolean;
  look: () => Promise<void>;
  /** A write has failed for want of space: gives up the ballast at once. */
  release: () => Promise<void>;
  start: () => void;
  stop: () => void;
};

export type DiskOptions = { folder: string; log: Log; freeBytes?: () => Promise<number> };

/**
 * Watches the space that is left. First ingest stops, so that senders keep their data; then the ballast is given up, so
 * that what is here is still watched and people are still told. With space back, all is as before without a restart.
 */
export function createDisk({ folder, log, freeBytes = () => freeIn(folder) }: DiskOptions): Disk {
  const path = join(folder, 'ballast');
  let low = false;
  let timer: NodeJS.Timeout | null = null;

  async function release(): Promise<void> {
    if (!existsSync(path)) return;
    await rm(path, { force: true });
    low = true;
    log.error('the disk is full: the reserve was given up so that alerting goes on');
  }

  async function look(): Promise<void> {
    const free = await freeBytes();
    const wasLow = low;
    const reserve = existsSync(path) ? 0 : LIMITS.ballastBytes;
    if (free < LIMITS.leastBytes) await release();
    // Taken in again only once the reserve fits too, so that the edge is not crossed back and forth.
    low = low ? free < 2 * LIMITS.lowBytes + reserve : free < LIMITS.lowBytes;
    if (!low && reserve > 0 && free > 2 * LIMITS.lowBytes + reserve) await fill(path);
    if (low && !wasLow) log.error({ free }, 'little disk space is left: events are refused');
    if (!low && wasLow) log.info({ free }, 'there is disk space again: events are taken');
  }

  const lookSafely = () =>
    look().catch((error) => log.error({ err: error }, 'the disk could not be looked at'));
  return {
    isLow: () => low,
    look,
    release,
    start() {
      void lookSafely();
      timer = setInterval(() => void lookSafely(), LOOK_EVERY_MS);
      timer.unref();
    },
    stop() {
      if (timer !== null) clearInterval(timer);
    },
  };
}

async function freeIn(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

/** Written, not only sized: a sparse file holds no space. */
async function fill(path: string): Promise<void> {
  const file = await open(path, 'w', 0o600);
  try {
    const part = Buffer.alloc(MEGABYTE, 1);
    for (let written = 0; written < LIMITS.ballastBytes; written += part.length) await file.write(part);
  } finally {
    await file.close();
  }
}

/** Refuses events while there is no room for them; senders keep them and come again. */
export function refuseWhenLow(disk: Disk): Handler {
  return async (request, response) => {
    if (!disk.isLow() || !request.url?.startsWith('/v1/')) return false;
    request.resume();
    const details = { message: 'little disk space is left', retryAfterSeconds: RETRY_AFTER_SECONDS };
    const body = JSON.stringify({
      accepted: 0,
      duplicates: 0,
      rejected: 0,
      future: 0,
      problems: [problem('storage_unavailable', details)],
    });
    response.writeHead(503, {
      'content-type': 'application/json',
      'retry-after': String(RETRY_AFTER_SECONDS),
    });
    response.end(body);
    return true;
  };
}
