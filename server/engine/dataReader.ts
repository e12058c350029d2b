import { merge } from '@/lib/tally/merge';
import { emptyTally } from '@/lib/tally/tally';
import type { EventStore } from '@/server/events/store';
import { createTallyReader, type TallyCache } from '@/server/query/cache';
import { cutsOf } from '@/server/query/cuts';
import { readProfiles } from '@/server/query/profile';
import { readTallies } from '@/server/query/tallies';
import type { TallyReader } from './reader';

/** A query of a run is stopped after this long; the run then says so. */
const LIMIT_MS = 30_000;

/** The engine's questions, answered by the event store through the cache of tallies. */
export function createDataReader(events: EventStore, cache: TallyCache): TallyReader {
  const cached = createTallyReader({ events, cache });
  const options = { limitMs: LIMIT_MS };
  return {
    buckets: (ask) => cached.readWindow(ask, options),
    async window(ask) {
      const parts = await Promise.all(
        cutsOf(ask.span, ask.bucketMs).map((cut) => cached.readWindow({ ...ask, ...cut }, options)),
      );
      const tallies = parts.flatMap((part) => [...part.values()]);
      const [only] = tallies;
      return tallies.length === 1 && only ? only : merge(ask.spec, tallies);
    },
    async tally({ relation, spec, span }) {
      const [found] = await readTallies(events, { relation, span, bucketMs: null, specs: [spec] }, options);
      const [whole] = found?.values() ?? [];
      return whole ?? emptyTally;
    },
    profiles: (ask) => readProfiles(events, ask, options),
    seq: () => events.seq(),
    touchedSince: ({ source }, span) =>
      source.kind === 'stream' ? events.touchedSince(source.name, span) : 0,
  };
}
