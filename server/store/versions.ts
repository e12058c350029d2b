import { and, desc, eq, max } from 'drizzle-orm';
import { failure } from '@/lib/core/failures';
import { write } from '@/server/db/client';
import type { Baseline } from '@/server/db/json';
import { monitors, versions } from '@/server/db/schema';
import { dueAt, dueSlot, offsetFor } from './monitors';
import type { Scope } from './scope';

export type Version = typeof versions.$inferSelect;
/** A version as lists show it. */
export type VersionInfo = Omit<Version, 'text' | 'layout' | 'baseline'>;

const owned = (scope: Scope, monitorId: string) =>
  and(eq(versions.projectId, scope.actor.projectId), eq(versions.monitorId, monitorId));

export function getVersion(scope: Scope, monitorId: string, number: number): Version {
  const found = scope.db
    .select()
    .from(versions)
    .where(and(owned(scope, monitorId), eq(versions.number, number)))
    .get();
  if (!found) throw failure('not_found', { thing: 'version', id: `${number}` });
  return found;
}

export function listVersions(scope: Scope, monitorId: string): VersionInfo[] {
  const { projectId, number, note, author, summary, createdAt } = versions;
  return scope.db
    .select({ projectId, monitorId: versions.monitorId, number, note, author, summary, createdAt })
    .from(versions)
    .where(owned(scope, monitorId))
    .orderBy(desc(number))
    .all();
}

export type NewVersion = {
  monitorId: string;
  /** The draft's token that was published: a draft that has moved on is not published by accident. */
  token: string;
  note: string;
  summary: string;
  baseline: Baseline;
  everyMs: number;
  delayMs: number;
  /** The commit from which on late labels count; null where it reads none. */
  labelsSeq: number | null;
};

/** Makes the draft the next version and the one that runs. The monitor is held until `holdUntil`, for its backfill. */
export async function addVersion(scope: Scope, input: NewVersion, holdUntil: number): Promise<Version> {
  const now = scope.clock.now();
  return write(scope.db, (tx) => {
    const { projectId, userId } = scope.actor;
    const mine = and(eq(monitors.projectId, projectId), eq(monitors.id, input.monitorId));
    const monitor = tx.select().from(monitors).where(mine).get();
    if (!monitor) throw failure('not_found', { thing: 'monitor', id: input.monitorId });
    if (monitor.token !== input.token)
      throw failure('draft_conflict', { savedAt: new Date(monitor.savedAt).toISOString() });
    const last = tx
      .select({ n: max(versions.number) })
      .from(versions)
      .where(owned(scope, input.monitorId))
      .get();
    const row = {
      projectId,
      monitorId: input.monitorId,
      number: (last?.n ?? 0) + 1,
      text: monitor.draft,
      layout: monitor.layout,
      baseline: input.baseline,
      note: input.note,
      author: userId,
      summary: input.summary,
      createdAt: now,
    };
    const { everyMs, delayMs } = input;
    const timing = { everyMs, delayMs, offsetMs: offsetFor(input.monitorId, everyMs) };
    // The latest slot is run again under the new version unless it has been run already.
    const slot = dueSlot(timing, now);
    const fresh = monitor.lastSlot === null || monitor.lastSlot < slot;
    const nextDueAt = dueAt(timing, fresh ? slot : slot + everyMs);
    const change = {
      ...timing,
      nextDueAt,
      publishedVersion: row.number,
      labelsSeq: input.labelsSeq,
      leaseUntil: holdUntil,
      updatedAt: now,
    };
    tx.update(monitors).set(change).where(mine).run();
    return tx.insert(versions).values(row).returning().get();
  });
}
