import { createHash } from 'node:crypto';
import { and, eq, inArray, lt } from 'drizzle-orm';
import type { Millis } from '@/lib/core/time';
import type { Tally } from '@/lib/tally/tally';
import { write } from '@/server/db/client';
import { tallyCache } from '@/server/db/schema';
import type { CachedTally, TallyCache } from '@/server/query/cache';
import type { Store } from './scope';

/** Rows wait this long to be written together: losing some costs a second read, no more. */
const WAIT_MS = 100;
/** SQLite takes this many values in one statement with ease. */
const ASK_MAX = 5_000;

export type StoredTallyCache = TallyCache & { flush: () => Promise<void> };

/** The tally cache on disk. Keys are long texts; their hash is kept. */
export function createTallyCache(store: Store, report: (error: unknown) => void): StoredTallyCache {
  let waiting: CachedTally[] = [];
  let timer: NodeJS.Timeout | null = null;

  async function flush(): Promise<void> {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    const rows = waiting;
    waiting = [];
    if (rows.length > 0) await writeTallies(store, rows).catch(report);
  }

  return {
    get: (key, buckets) => readTallies(store, key, buckets),
    put(rows) {
      waiting.push(...rows);
      timer ??= setTimeout(() => void flush(), WAIT_MS);
    },
    flush,
  };
}

const hashOf = (key: string): string => createHash('sha256').update(key).digest('base64url').slice(0, 27);

function readTallies(store: Store, key: string, buckets: readonly number[]): CachedTally[] {
  const { bucket, seq, tally } = tallyCache;
  const found: CachedTally[] = [];
  for (let at = 0; at < buckets.length; at += ASK_MAX) {
    const some = and(
      eq(tallyCache.key, hashOf(key)),
      inArray(bucket, buckets.slice(at, at + ASK_MAX) as number[]),
    );
    for (const row of store.db.select({ bucket, seq, tally }).from(tallyCache).where(some).all())
      found.push({ key, bucket: row.bucket, seq: row.seq, tally: decode(row.tally) });
  }
  return found;
}

async function writeTallies(store: Store, rows: readonly CachedTally[]): Promise<void> {
  await write(store.db, (tx) => {
    for (const row of rows) {
      const change = { seq: row.seq, tally: Buffer.from(JSON.stringify(row.tally)) };
      tx.insert(tallyCache)
        .values({ key: hashOf(row.key), bucket: row.bucket, ...change })
        .onConflictDoUpdate({ target: [tallyCache.key, tallyCache.bucket], set: change })
        .run();
    }
  });
}

/** Written by `writeTallies` alone. */
const decode = (bytes: Buffer): Tally => JSON.parse(bytes.toString('utf8')) as Tally;

/** Forgets tallies of buckets before a time, all keys. */
export async function dropOldTallies(store: Store, before: Millis): Promise<number> {
  const gone = await write(store.db, (tx) =>
    tx.delete(tallyCache).where(lt(tallyCache.bucket, before)).run(),
  );
  return gone.changes;
}
