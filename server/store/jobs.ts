import { and, desc, eq, inArray } from 'drizzle-orm';
import { failure, type Problem } from '@/lib/core/failures';
import { write } from '@/server/db/client';
import { type JobKind, type JobStatus, jobs } from '@/server/db/schema';
import { randomId } from './ids';
import type { Scope, Store } from './scope';

export type Job = typeof jobs.$inferSelect;
export type NewJob = { kind: JobKind; monitorId?: string; params: unknown; total?: number };

const owned = (scope: Scope, id: string) => and(eq(jobs.projectId, scope.actor.projectId), eq(jobs.id, id));

export async function createJob(scope: Scope, input: NewJob): Promise<Job> {
  const row = {
    projectId: scope.actor.projectId,
    id: randomId(),
    kind: input.kind,
    monitorId: input.monitorId ?? null,
    status: 'queued' as const,
    total: input.total ?? null,
    params: input.params,
    createdAt: scope.clock.now(),
  };
  return write(scope.db, (tx) => tx.insert(jobs).values(row).returning().get());
}

export function getJob(scope: Scope, id: string): Job {
  const found = scope.db.select().from(jobs).where(owned(scope, id)).get();
  if (!found) throw failure('not_found', { thing: 'job', id });
  return found;
}

export type JobFilter = { kind?: JobKind; monitorId?: string; limit?: number };

/** Jobs, latest first. */
export function listJobs(scope: Scope, filter: JobFilter = {}): Job[] {
  const wanted = [eq(jobs.projectId, scope.actor.projectId)];
  if (filter.kind) wanted.push(eq(jobs.kind, filter.kind));
  if (filter.monitorId) wanted.push(eq(jobs.monitorId, filter.monitorId));
  return scope.db
    .select()
    .from(jobs)
    .where(and(...wanted))
    .orderBy(desc(jobs.createdAt), desc(jobs.id))
    .limit(filter.limit ?? 50)
    .all();
}

export type JobProgress = { done: number; total?: number };

/** Marks a job as running and how far it is. False where it has been told to stop. */
export async function progressJob(scope: Scope, id: string, progress: JobProgress): Promise<boolean> {
  const now = scope.clock.now();
  return write(scope.db, (tx) => {
    const old = tx.select().from(jobs).where(owned(scope, id)).get();
    if (!old) return false;
    const change = { status: 'running' as const, startedAt: old.startedAt ?? now, done: progress.done };
    const total = progress.total ?? old.total;
    tx.update(jobs)
      .set({ ...change, total })
      .where(owned(scope, id))
      .run();
    return !old.cancelRequested;
  });
}

export type JobEnd = {
  status: Extract<JobStatus, 'done' | 'failed' | 'cancelled'>;
  result?: unknown;
  problem?: Problem;
};

export async function finishJob(scope: Scope, id: string, end: JobEnd): Promise<Job> {
  const change = {
    status: end.status,
    result: end.result ?? null,
    problem: end.problem ?? null,
    finishedAt: scope.clock.now(),
  };
  const row = await write(scope.db, (tx) =>
    tx.update(jobs).set(change).where(owned(scope, id)).returning().get(),
  );
  if (!row) throw failure('not_found', { thing: 'job', id });
  return row;
}

/** Asks a job to stop; it does so at its next step. */
export async function cancelJob(scope: Scope, id: string): Promise<Job> {
  const change = { cancelRequested: true };
  const row = await write(scope.db, (tx) =>
    tx.update(jobs).set(change).where(owned(scope, id)).returning().get(),
  );
  if (!row) throw failure('not_found', { thing: 'job', id });
  return row;
}

/** Jobs that were cut off when the engine went down, all projects. */
export function unfinishedJobs(store: Store): Job[] {
  return store.db
    .select()
    .from(jobs)
    .where(inArray(jobs.status, ['queued', 'running']))
    .all();
}
