import { createHash } from 'node:crypto';
import { and, eq, gte, lt, lte, sql } from 'drizzle-orm';
import type { Millis } from '@/lib/core/time';
import type { Tally } from '@/lib/tally/tally';
import { prepared, write, writeLoosely } from '@/server/db/client';
import { tallyCache } from '@/server/db/schema';
import type { CachedTally, TallyCache } from '@/server/query/cache';
import type { Store } from './scope';

/** Rows wait this long to be written together: losing some costs a second read, no more. */
const WAIT_MS = 100;

/** Rows of one transaction: it holds the event loop while it runs. */
const PUT_MAX = 200;

export type StoredTallyCache = TallyCache & { flush: () => Promise<void> };

/** The tally cache on disk. Keys are long texts; their hash is kept. */
export function createTallyCache(store: Store, report: (error: unknown) => void): StoredTallyCache {
  let waiting: CachedTally[] = [];
  let timer: NodeJS.Timeout | null = null;
  let writing: Promise<void> = Promise.resolve();

  /** Resolves when all that was put so far is written, also what an earlier flush is still at. */
  function flush(): Promise<void> {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    const rows = waiting;
    waiting = [];
    if (rows.length > 0) writing = writing.then(() => writeTallies(store, rows)).catch(report);
    return writing;
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
  const wanted = new Set(buckets);
  let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const bucket of buckets) {
    from = Math.min(from, bucket);
    to = Math.max(to, bucket);
  }
  // What is asked for mostly lies without gaps.
  return preparedGet(store.db)
    .all({ key: hashOf(key), from, to })
    .filter(({ bucket }) => wanted.has(bucket))
    .map(({ bucket, seq, tally }) => ({ key, bucket, seq, tally: decode(tally) }));
}

/** Built once: building a statement costs more than running it. */
const preparedGet = prepared((db) => {
  const { key, bucket, seq, tally } = tallyCache;
  const some = and(
    eq(key, sql.placeholder('key')),
    gte(bucket, sql.placeholder('from')),
    lte(bucket, sql.placeholder('to')),
  );
  return db.select({ bucket, seq, tally }).from(tallyCache).where(some).prepare();
});

async function writeTallies(store: Store, rows: readonly CachedTally[]): Promise<void> {
  const statement = preparedPut(store.db);
  for (let at = 0; at < rows.length; at += PUT_MAX) {
    await writeLoosely(store.db, () => {
      for (const { key, bucket, seq, tally } of rows.slice(at, at + PUT_MAX))
        statement.run({ key: hashOf(key), bucket, seq, tally: Buffer.from(JSON.stringify(tally)) });
    });
    // A long window's first reading is many thousands of rows: requests are answered between them.
    await breathe();
  }
}

const breathe = (): Promise<void> => new Promise((next) => setImmediate(next));

const preparedPut = prepared((db) =>
  db
    .insert(tallyCache)
    .values({
      key: sql.placeholder('key'),
      bucket: sql.placeholder('bucket'),
      seq: sql.placeholder('seq'),
      tally: sql.placeholder('tally'),
    })
    .onConflictDoUpdate({
      target: [tallyCache.key, tallyCache.bucket],
      set: { seq: sql`excluded.seq`, tally: sql`excluded.tally` },
    })
    .prepare(),
);

/** Written by `writeTallies` alone. */
const decode = (bytes: Buffer): Tally => JSON.parse(bytes.toString('utf8')) as Tally;

/** Forgets tallies of buckets before a time, all keys. */
export async function dropOldTallies(store: Store, before: Millis): Promise<number> {
  const gone = await write(store.db, (tx) =>
    tx.delete(tallyCache).where(lt(tallyCache.bucket, before)).run(),
  );
  return gone.changes;
}
