import type { Relation } from '@/lib/compile/plan';
import type { Millis, Span } from '@/lib/core/time';
import type { Buckets } from '@/lib/evaluate/windows';
import type { ProfileNeed, Profiles } from '@/lib/tally/profile';
import { specText, type Tally, type TallySpec } from '@/lib/tally/tally';

/** What the engine asks of the data. A span of null is all of it: a file has no time. */
export type TallyReader = {
  /** Tallies by time bucket, for the buckets that begin in the span. */
  buckets: (ask: BucketsAsk) => Promise<Buckets>;
  tally: (ask: TallyAsk) => Promise<Tally>;
  profiles: (ask: ProfilesAsk) => Promise<Profiles>;
};
export type BucketsAsk = { relation: Relation; spec: TallySpec; span: Span; bucketMs: Millis };
export type TallyAsk = { relation: Relation; spec: TallySpec; span: Span | null };
export type ProfilesAsk = { relation: Relation; needs: readonly ProfileNeed[]; span: Span | null };

/**
 * The same reader, but what is asked twice is read once. For monitors that run together: it never forgets, so it lives
 * no longer than their slot.
 */
export function sharing(reader: TallyReader): TallyReader {
  const buckets = new Map<string, Promise<Buckets>>();
  return {
    ...reader,
    buckets(ask) {
      const key = JSON.stringify([ask.relation, specText(ask.spec), ask.span, ask.bucketMs]);
      const known = buckets.get(key);
      if (known) return known;
      const reading = reader.buckets(ask);
      buckets.set(key, reading);
      return reading;
    },
  };
}
