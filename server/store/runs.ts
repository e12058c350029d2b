import { and, desc, eq, gte, lt, lte, type SQL } from 'drizzle-orm';
import type { Millis, Span } from '@/lib/core/time';
import { write } from '@/server/db/client';
import { LIVE, type RunKind, runs } from '@/server/db/schema';
import type { Scope, Store } from './scope';

export type Run = typeof runs.$inferSelect;

/** Which runs: the live ones, those a version was backfilled with, or those of one replay. */
export type Track = { kind: RunKind; track: string };
export const liveTrack: Track = { kind: 'live', track: LIVE };
export const backfillTrack = (version: number): Track => ({ kind: 'backfill', track: `v${version}` });
export const replayTrack = (jobId: string): Track => ({ kind: 'replay', track: jobId });

const on = (scope: Scope, monitorId: string, track: Track): SQL | undefined =>
  and(
    eq(runs.projectId, scope.actor.projectId),
    eq(runs.monitorId, monitorId),
    eq(runs.kind, track.kind),
    eq(runs.track, track.track),
  );

export type RunQuery = { monitorId: string; track?: Track; span: Span; limit?: number };

/** Runs whose slots lie in (from, to], oldest first; the latest where there are more than `limit`. */
export function listRuns(scope: Scope, query: RunQuery): Run[] {
  const inSpan = and(gte(runs.slot, query.span.from + 1), lte(runs.slot, query.span.to));
  return scope.db
    .select()
    .from(runs)
    .where(and(on(scope, query.monitorId, query.track ?? liveTrack), inSpan))
    .orderBy(desc(runs.slot))
    .limit(query.limit ?? 2_000)
    .all()
    .reverse();
}

/** Live runs, and before them what the version was backfilled with: a chart's whole line. */
export function listHistory(scope: Scope, query: Omit<RunQuery, 'track'> & { version: number }): Run[] {
  const live = listRuns(scope, query);
  const past = listRuns(scope, { ...query, track: backfillTrack(query.version) });
  const seen = new Set(live.map((run) => run.slot));
  const all = [...past.filter((run) => !seen.has(run.slot)), ...live].sort((a, b) => a.slot - b.slot);
  return all.slice(-(query.limit ?? 2_000));
}

export function latestRun(scope: Scope, monitorId: string, track: Track = liveTrack): Run | null {
  return (
    scope.db
      .select()
      .from(runs)
      .where(on(scope, monitorId, track))
      .orderBy(desc(runs.slot))
      .limit(1)
      .get() ?? null
  );
}

/** Deletes runs that ended before `before`, all projects. */
export async function dropOldRuns(store: Store, before: Millis): Promise<number> {
  const gone = await write(store.db, (tx) => tx.delete(runs).where(lt(runs.slot, before)).run());
  return gone.changes;
}
