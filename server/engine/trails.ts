import type { Millis } from '@/lib/core/time';
import { createTrail, lookbackOf, type Trail } from '@/lib/evaluate/trail';
import { createLru } from '@/server/query/lru';
import { backfillTrack, listRuns, liveTrack, type Track } from '@/server/store/runs';
import type { Scope } from '@/server/store/scope';
import type { Published } from './plans';

/**
 * What a version's analysers know before a slot: the scores that were committed on its track. What is live goes on from
 * what the version was backfilled with; the scores of other versions are another series. A plan without analysers reads
 * nothing. The live trail is kept, so that a run reads no more than what came since the last one.
 */
export type Trails = {
  before: (scope: Scope, published: Published, at: { track: Track; slot: Millis }) => Trail;
  /** Slots before the last one were committed since. */
  forget: (scope: Scope, monitorId: string) => void;
};

type Kept = { version: number; trail: Trail; upTo: Millis; windows: number };

/** Windows kept, over all monitors: a few dozen bytes each, a segment. */
const WINDOWS_MAX = 1_000_000;

export function createTrails(): Trails {
  const kept = createLru<Kept | null>(WINDOWS_MAX, (one) => one?.windows ?? 0);
  const keyOf = (scope: Scope, monitorId: string) => `${scope.actor.projectId} ${monitorId}`;
  return {
    before(scope, published, { track, slot }) {
      const { plan, version, monitorId } = published;
      const windows = lookbackOf(plan);
      const empty: Kept = {
        version,
        trail: createTrail(plan),
        upTo: slot - windows * plan.schedule.everyMs - 1,
        windows,
      };
      if (windows === 0) return empty.trail;
      // Late labels change scores that were committed long ago.
      if (track.kind !== 'live' || plan.labels !== null)
        return extended(scope, published, { kept: empty, track, slot });
      const key = keyOf(scope, monitorId);
      const old = kept.get(key);
      const usable = old && old.version === version && old.upTo < slot && old.upTo > empty.upTo;
      const found = usable ? old : empty;
      extended(scope, published, { kept: found, track, slot });
      kept.set(key, { ...found, upTo: slot - 1 });
      return found.trail;
    },
    forget: (scope, monitorId) => kept.set(keyOf(scope, monitorId), null),
  };
}

type Reading = { kept: Kept; track: Track; slot: Millis };

/** The trail with what was committed after `upTo` and before the slot. */
function extended(scope: Scope, { monitorId, version }: Published, { kept, track, slot }: Reading): Trail {
  const { trail, upTo, windows } = kept;
  const span = { from: upTo, to: slot - 1 };
  const tracks = track.kind === liveTrack.kind ? [backfillTrack(version), track] : [track];
  const runs = tracks
    .flatMap((one) => listRuns(scope, { monitorId, track: one, span, limit: windows }))
    .filter((run) => run.version === version)
    .sort((a, b) => a.slot - b.slot);
  for (const run of runs) trail.note(run.slot, run.evaluation.scores);
  return trail;
}
