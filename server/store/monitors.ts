import { and, asc, eq, isNotNull, or, sql } from 'drizzle-orm';
import { failure } from '@/lib/core/failures';
import { stableOffset } from '@/lib/core/ids';
import { floorTo, formatTime, type Millis } from '@/lib/core/time';
import { prepared, write, writeLoosely } from '@/server/db/client';
import type { Layout } from '@/server/db/json';
import { type MonitorState, monitors, runs } from '@/server/db/schema';
import { randomId } from './ids';
import type { Scope, Store } from './scope';

export type Monitor = typeof monitors.$inferSelect;
export type NewMonitor = { name: string; draft: string; layout: Layout; template?: string };

const owned = (scope: Scope, id: string) =>
  and(eq(monitors.projectId, scope.actor.projectId), eq(monitors.id, id));

export async function createMonitor(scope: Scope, input: NewMonitor): Promise<Monitor> {
  const now = scope.clock.now();
  const row = {
    projectId: scope.actor.projectId,
    id: randomId(),
    name: input.name,
    state: 'enabled' as const,
    draft: input.draft,
    layout: input.layout,
    token: randomId(),
    savedAt: now,
    template: input.template ?? null,
    createdAt: now,
    updatedAt: now,
  };
  return write(scope.db, (tx) => tx.insert(monitors).values(row).returning().get());
}

export function findMonitor(scope: Scope, id: string): Monitor | null {
  return monitorOf(scope.db).get({ projectId: scope.actor.projectId, id }) ?? null;
}

/** Asked before every run. */
const monitorOf = prepared((db) => {
  const one = and(
    eq(monitors.projectId, sql.placeholder('projectId')),
    eq(monitors.id, sql.placeholder('id')),
  );
  return db.select().from(monitors).where(one).prepare();
});

export function getMonitor(scope: Scope, id: string): Monitor {
  const found = findMonitor(scope, id);
  if (!found) throw failure('not_found', { thing: 'monitor', id });
  return found;
}

export function listMonitors(scope: Scope): Monitor[] {
  return scope.db
    .select()
    .from(monitors)
    .where(eq(monitors.projectId, scope.actor.projectId))
    .orderBy(asc(monitors.name), asc(monitors.id))
    .all();
}

export type DraftSave = { id: string; name: string; draft: string; layout: Layout; token: string };

/** Saves a draft if nobody else has saved since `token` was read; answers with the new token. */
export async function saveDraft(scope: Scope, input: DraftSave): Promise<Monitor> {
  const now = scope.clock.now();
  return write(scope.db, (tx) => {
    const old = tx.select().from(monitors).where(owned(scope, input.id)).get();
    if (!old) throw failure('not_found', { thing: 'monitor', id: input.id });
    if (old.token !== input.token) throw failure('draft_conflict', { savedAt: formatTime(old.savedAt) });
    const { name, draft, layout } = input;
    const change = { name, draft, layout, token: randomId(), savedAt: now, updatedAt: now };
    return tx.update(monitors).set(change).where(owned(scope, input.id)).returning().get() ?? old;
  });
}

/** Pauses or goes on. Time spent paused is not counted as missed. */
export async function setMonitorState(scope: Scope, id: string, state: MonitorState): Promise<Monitor> {
  const now = scope.clock.now();
  return write(scope.db, (tx) => {
    const old = tx.select().from(monitors).where(owned(scope, id)).get();
    if (!old) throw failure('not_found', { thing: 'monitor', id });
    const nextDueAt = state === old.state ? old.nextDueAt : nextDueAfter(old, now);
    return (
      tx
        .update(monitors)
        .set({ state, nextDueAt, updatedAt: now })
        .where(owned(scope, id))
        .returning()
        .get() ?? old
    );
  });
}

export async function deleteMonitor(scope: Scope, id: string): Promise<void> {
  const gone = await write(scope.db, (tx) => tx.delete(monitors).where(owned(scope, id)).run());
  if (gone.changes === 0) throw failure('not_found', { thing: 'monitor', id });
}

// --- when monitors are due

const OFFSET_MAX_MS = 30_000;

/** Where in its slot a monitor runs: the same after each restart, spread over up to half its period. */
export function offsetFor(monitorId: string, everyMs: Millis): Millis {
  return stableOffset(monitorId, Math.min(Math.floor(everyMs / 2), OFFSET_MAX_MS));
}

export type Timing = { everyMs: number | null; delayMs: number | null; offsetMs: number };

/** When a slot is run: after its delay and the monitor's own offset. */
export function dueAt(timing: Timing, slot: Millis): Millis {
  return slot + (timing.delayMs ?? 0) + timing.offsetMs;
}

/** The latest slot that is due at `now`. */
export function dueSlot(timing: Timing, now: Millis): Millis {
  return floorTo(now - (timing.delayMs ?? 0) - timing.offsetMs, timing.everyMs ?? 1);
}

/** When the first slot after `now` is due; null where nothing is published. */
export function nextDueAfter(timing: Timing, now: Millis): Millis | null {
  return timing.everyMs === null ? null : dueAt(timing, dueSlot(timing, now) + timing.everyMs);
}

/** No lease is longer; one that seems to be was written under a wrong clock. */
const LEASE_MAX_MS = 3_600_000;

/**
 * Takes due monitors, the longest due first, for `leaseMs`. One atomic statement: two callers never get the same monitor.
 * A due time further ahead than any schedule allows was written under a wrong clock, and counts as due.
 */
export async function claimDue(store: Store, limits: { limit: number; leaseMs: number }): Promise<Monitor[]> {
  const now = store.clock.now();
  const blanks = { now, until: now + limits.leaseMs, leaseMax: now + LEASE_MAX_MS, limit: limits.limit };
  // A claim that is lost with the power is claimed again.
  return writeLoosely(store.db, () => claim(store.db).all(blanks));
}

const claim = prepared((db) => {
  const [now, leaseMax, limit] = ['now', 'leaseMax', 'limit'].map((name) => sql.placeholder(name));
  const due = sql`(${monitors.projectId}, ${monitors.id}) in (
    select ${monitors.projectId}, ${monitors.id} from ${monitors}
    where ${monitors.state} = 'enabled'
      and (${monitors.nextDueAt} <= ${now} or ${monitors.nextDueAt} > ${now} + 2 * ${monitors.everyMs} + ${monitors.delayMs})
      and (${monitors.leaseUntil} is null or ${monitors.leaseUntil} <= ${now} or ${monitors.leaseUntil} > ${leaseMax})
    order by ${monitors.nextDueAt} limit ${limit})`;
  const leaseUntil = sql`${sql.placeholder('until')}`;
  return db.update(monitors).set({ leaseUntil }).where(due).returning().prepare();
});

/** Monitors in work that read labels, or that still wait for some. */
export function monitorsOnLabels(store: Store): Monitor[] {
  const waits = sql`exists (select 1 from ${runs} where ${runs.waiting} is not null
    and ${runs.projectId} = ${monitors.projectId} and ${runs.monitorId} = ${monitors.id})`;
  return store.db
    .select()
    .from(monitors)
    .where(
      and(
        eq(monitors.state, 'enabled'),
        isNotNull(monitors.publishedVersion),
        or(isNotNull(monitors.labelsSeq), waits),
      ),
    )
    .all();
}

/** Late labels up to this commit have been looked at. */
export async function setLabelsSeq(scope: Scope, id: string, labelsSeq: number): Promise<void> {
  await writeLoosely(scope.db, () =>
    scope.db.update(monitors).set({ labelsSeq }).where(owned(scope, id)).run(),
  );
}

/** Gives back what an engine that has died had taken. */
export async function releaseClaims(store: Store): Promise<void> {
  await write(store.db, (tx) => tx.update(monitors).set({ leaseUntil: null }).run());
}

/** Lets a monitor run that was held for its backfill. */
export async function releaseMonitor(scope: Scope, id: string): Promise<void> {
  await write(scope.db, (tx) => tx.update(monitors).set({ leaseUntil: null }).where(owned(scope, id)).run());
}
