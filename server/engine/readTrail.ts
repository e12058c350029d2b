import type { Millis } from '@/lib/core/time';
import { createTrail, lookbackOf, type Trail } from '@/lib/evaluate/trail';
import { backfillTrack, listRuns, type Track } from '@/server/store/runs';
import type { Scope } from '@/server/store/scope';
import type { Published } from './plans';

/**
 * What a version's analysers know before a slot: the scores that were committed on its track. What is live goes on from
 * what the version was backfilled with; the scores of other versions are another series. A plan without analysers reads
 * nothing.
 */
export function readTrail(scope: Scope, published: Published, at: { track: Track; slot: Millis }): Trail {
  const { plan, monitorId, version } = published;
  const trail = createTrail(plan);
  const windows = lookbackOf(plan);
  if (windows === 0) return trail;
  const span = { from: at.slot - windows * plan.schedule.everyMs - 1, to: at.slot - 1 };
  const tracks = at.track.kind === 'live' ? [backfillTrack(version), at.track] : [at.track];
  const runs = tracks
    .flatMap((track) => listRuns(scope, { monitorId, track, span, limit: windows }))
    .filter((run) => run.version === version)
    .sort((a, b) => a.slot - b.slot);
  for (const { slot, evaluation } of runs) trail.note(slot, evaluation.scores);
  return trail;
}
