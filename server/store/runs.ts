import { and, asc, desc, eq, gt, gte, inArray, isNotNull, isNull, lt, lte, type SQL } from 'drizzle-orm';
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
  const scored = new Set(past.map((run) => run.slot));
  // What an older version still waits for labels with is told by the newer one.
  const stale = (run: Run) => run.waiting !== null && run.version !== query.version && scored.has(run.slot);
  const told = live.filter((run) => !stale(run));
  const seen = new Set(told.map((run) => run.slot));
  const all = [...past.filter((run) => !seen.has(run.slot)), ...told].sort((a, b) => a.slot - b.slot);
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

// --- runs that late labels open again

export type VersionRuns = { monitorId: string; version: number };

/** The live runs of a version and those it was backfilled with. */
const ofVersion = (scope: Scope, { monitorId, version }: VersionRuns): SQL | undefined =>
  and(
    eq(runs.projectId, scope.actor.projectId),
    eq(runs.monitorId, monitorId),
    inArray(runs.kind, ['live', 'backfill']),
    eq(runs.version, version),
  );

/** What says whether a run must be opened again, without all that it found. */
export type RunPlace = Pick<Run, 'kind' | 'track' | 'slot' | 'waiting'>;
const place = { kind: runs.kind, track: runs.track, slot: runs.slot, waiting: runs.waiting };

/** Runs that wait for labels, oldest first. */
export function waitingRuns(scope: Scope, query: VersionRuns): RunPlace[] {
  return scope.db
    .select(place)
    .from(runs)
    .where(and(ofVersion(scope, query), isNotNull(runs.waiting)))
    .orderBy(asc(runs.slot))
    .all();
}

/** The verdict nodes that wait for labels in a slot before this one. */
export function waitingBefore(scope: Scope, query: VersionRuns & { slot: Millis }): Set<string> {
  const before = waitingRuns(scope, query).filter((run) => run.slot < query.slot);
  return new Set(before.flatMap((run) => run.waiting?.split(' ') ?? []));
}

/** The latest runs after `from` that were judged, oldest first. */
export function judgedRuns(scope: Scope, query: VersionRuns & { from: Millis; limit: number }): RunPlace[] {
  return scope.db
    .select(place)
    .from(runs)
    .where(
      and(ofVersion(scope, query), isNull(runs.waiting), gt(runs.slot, query.from), eq(runs.status, 'ok')),
    )
    .orderBy(desc(runs.slot))
    .limit(query.limit)
    .all()
    .reverse();
}

export function findRun(scope: Scope, monitorId: string, at: Track & { slot: Millis }): Run | null {
  return (
    scope.db
      .select()
      .from(runs)
      .where(and(on(scope, monitorId, at), eq(runs.slot, at.slot)))
      .get() ?? null
  );
}

/** Deletes runs that ended before `before`, all projects. */
export async function dropOldRuns(store: Store, before: Millis): Promise<number> {
  const gone = await write(store.db, (tx) => tx.delete(runs).where(lt(runs.slot, before)).run());
  return gone.changes;
}
