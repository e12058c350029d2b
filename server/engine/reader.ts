import type { Relation } from '@/lib/compile/plan';
import type { Millis, Span } from '@/lib/core/time';
import type { Buckets } from '@/lib/evaluate/windows';
import type { ProfileNeed, Profiles } from '@/lib/tally/profile';
import type { Tally, TallySpec } from '@/lib/tally/tally';
import { specHash } from '@/server/query/specHash';

/** What the engine asks of the data. A span of null is all of it: a file has no time. */
export type TallyReader = {
  /** Tallies by time bucket, for the buckets that begin in the span. */
  buckets: (ask: BucketsAsk) => Promise<Buckets>;
  /** The one tally of the span, added up from the longest buckets that it holds. */
  window: (ask: BucketsAsk) => Promise<Tally>;
  tally: (ask: TallyAsk) => Promise<Tally>;
  profiles: (ask: ProfilesAsk) => Promise<Profiles>;
  /** The latest commit that the answers hold. */
  seq: () => number;
  /** The latest commit that wrote an event or a label of the span; 0 where none did. At once. */
  touchedSince: (relation: Relation, span: Span) => number;
};
export type BucketsAsk = { relation: Relation; spec: TallySpec; span: Span; bucketMs: Millis };
export type TallyAsk = { relation: Relation; spec: TallySpec; span: Span | null };
export type ProfilesAsk = { relation: Relation; needs: readonly ProfileNeed[]; span: Span | null };

/**
 * The same reader, but what is asked twice is read once. For monitors that run together: it never forgets, so it lives
 * no longer than their slot.
 */
export function sharing(reader: TallyReader): TallyReader {
  return { ...reader, buckets: sharingOne(reader.buckets), window: sharingOne(reader.window) };
}

function sharingOne<T>(read: (ask: BucketsAsk) => Promise<T>): (ask: BucketsAsk) => Promise<T> {
  const known = new Map<string, Promise<T>>();
  return (ask) => {
    const key = JSON.stringify([ask.relation, specHash(ask.spec), ask.span, ask.bucketMs]);
    const found = known.get(key);
    if (found) return found;
    const reading = read(ask);
    known.set(key, reading);
    return reading;
  };
}
