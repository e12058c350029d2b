import { and, asc, eq, gte, lt } from 'drizzle-orm';
import type { Millis, Span } from '@/lib/core/time';
import { write } from '@/server/db/client';
import { tallyCache } from '@/server/db/schema';
import type { Store } from './scope';

/** One finished bucket's tally as bytes, and the state of the data that it was counted from. */
export type CachedTally = { bucket: Millis; seq: number; tally: Buffer };

/** Cached tallies under a key whose buckets begin in the span, in time's order. */
export function readTallies(store: Store, key: string, span: Span): CachedTally[] {
  const { bucket, seq, tally } = tallyCache;
  return store.db
    .select({ bucket, seq, tally })
    .from(tallyCache)
    .where(and(eq(tallyCache.key, key), gte(bucket, span.from), lt(bucket, span.to)))
    .orderBy(asc(bucket))
    .all();
}

export async function writeTallies(store: Store, key: string, found: readonly CachedTally[]): Promise<void> {
  if (found.length === 0) return;
  await write(store.db, (tx) => {
    for (const { bucket, seq, tally } of found) {
      tx.insert(tallyCache)
        .values({ key, bucket, seq, tally })
        .onConflictDoUpdate({ target: [tallyCache.key, tallyCache.bucket], set: { seq, tally } })
        .run();
    }
  });
}

/** Forgets tallies of buckets before a time, all keys. */
export async function dropOldTallies(store: Store, before: Millis): Promise<number> {
  const gone = await write(store.db, (tx) =>
    tx.delete(tallyCache).where(lt(tallyCache.bucket, before)).run(),
  );
  return gone.changes;
}
