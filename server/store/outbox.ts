import { and, count, desc, eq, inArray, lt, lte, sql } from 'drizzle-orm';
import { failure } from '@/lib/core/failures';
import type { Millis } from '@/lib/core/time';
import { prepared, type Tx, write } from '@/server/db/client';
import { alerts, type OutboxStatus, outbox, runs } from '@/server/db/schema';
import { noteOutcome } from './connections';
import type { Scope, Store } from './scope';

export type Message = typeof outbox.$inferSelect;

export type OutboxFilter = { status?: OutboxStatus; endpoint?: string; monitorId?: string; limit?: number };

/** Messages, latest first. */
export function listMessages(scope: Scope, filter: OutboxFilter = {}): Message[] {
  const wanted = [eq(outbox.projectId, scope.actor.projectId)];
  if (filter.status) wanted.push(eq(outbox.status, filter.status));
  if (filter.endpoint) wanted.push(eq(outbox.endpoint, filter.endpoint));
  if (filter.monitorId) wanted.push(eq(outbox.monitorId, filter.monitorId));
  return scope.db
    .select()
    .from(outbox)
    .where(and(...wanted))
    .orderBy(desc(outbox.createdAt), desc(outbox.id))
    .limit(filter.limit ?? 100)
    .all();
}

/** Sends an undelivered message again, from the first attempt on. */
export async function retryMessage(scope: Scope, id: string): Promise<Message> {
  const mine = and(
    eq(outbox.projectId, scope.actor.projectId),
    eq(outbox.id, id),
    eq(outbox.status, 'undelivered'),
  );
  const change = { status: 'pending' as const, attempts: 0, nextAttemptAt: scope.clock.now() };
  const row = await write(scope.db, (tx) => tx.update(outbox).set(change).where(mine).returning().get());
  if (!row) throw failure('not_found', { thing: 'undelivered message', id });
  return row;
}

// --- for the delivery loop, all projects

const anyDue = prepared((db) =>
  db
    .select({ id: outbox.id })
    .from(outbox)
    .where(and(eq(outbox.status, 'pending'), lte(outbox.nextAttemptAt, sql.placeholder('now'))))
    .limit(1)
    .prepare(),
);

export type ClaimLimits = {
  limit: number;
  perEndpoint: number;
  /** Endpoints that want a pause, by `endpointKey`. */
  resting?: readonly string[];
};

export const endpointKey = (message: Pick<Message, 'projectId' | 'endpoint'>): string =>
  `${message.projectId} ${message.endpoint}`;

/**
 * Takes messages that are due, at most `perEndpoint` in flight for one endpoint (Slack: one), and never one whose
 * alert has an older message in flight or waiting for the same action: a receiver hears an alert's news in order.
 */
export async function claimMessages(store: Store, limits: ClaimLimits): Promise<Message[]> {
  const now = store.clock.now();
  // Asked four times a second, and mostly there is nothing: that must not take the write lock.
  if (anyDue(store.db).get({ now }) === undefined) return [];
  const resting = JSON.stringify(limits.resting ?? []);
  // What is in flight is counted once, and not for each row that waits: a storm of a thousand must stay cheap to claim.
  const due = sql`rowid in (
    with busy as materialized (
      select project_id, endpoint, count(*) as held from outbox where status = 'sending' group by project_id, endpoint
    )
    select row from (
      select o.rowid as row, o.next_attempt_at as at, json_extract(o.request, '$.transport') as transport,
        row_number() over (partition by o.project_id, o.endpoint order by o.next_attempt_at, o.sequence) as place,
        coalesce(busy.held, 0) as held
      from outbox o left join busy on busy.project_id = o.project_id and busy.endpoint = o.endpoint
      where o.status = 'pending' and o.next_attempt_at <= ${now}
        and o.project_id || ' ' || o.endpoint not in (select value from json_each(${resting}))
        and not exists (select 1 from outbox p
          where p.project_id = o.project_id and p.alert_id = o.alert_id and p.action = o.action
            and p.sequence < o.sequence and p.status in ('sending', 'pending'))
    ) where place + held <= case when transport = 'slack' then 1 else ${limits.perEndpoint} end order by at limit ${limits.limit})`;
  return write(store.db, (tx) =>
    tx
      .update(outbox)
      .set({ status: 'sending', attempts: sql`${outbox.attempts} + 1` })
      .where(due)
      .returning()
      .all(),
  );
}

export type Outcome =
  | { status: 'delivered' }
  | { status: 'retry'; at: Millis; error: string }
  | { status: 'undelivered'; error: string };

/**
 * Records how an attempt went. Where a newer message about the same alert waits, the failed one is not tried again,
 * but for a replay, which is there to tell everything.
 */
export async function settleMessage(store: Store, message: Message, outcome: Outcome): Promise<OutboxStatus> {
  const now = store.clock.now();
  return write(store.db, (tx) => {
    const mine = and(eq(outbox.projectId, message.projectId), eq(outbox.id, message.id));
    const newer = and(
      eq(outbox.projectId, message.projectId),
      eq(outbox.alertId, message.alertId),
      eq(outbox.action, message.action),
      sql`${outbox.sequence} > ${message.sequence}`,
    );
    const error = outcome.status === 'delivered' ? null : outcome.error;
    const change = changeOf(outcome, now);
    const stale = () => tx.select({ id: outbox.id }).from(outbox).where(newer).get() !== undefined;
    if (change.status === 'pending' && !replayed(tx, message) && stale()) change.status = 'superseded';
    tx.update(outbox).set(change).where(mine).run();
    noteOutcome(tx, message.projectId, { name: message.endpoint, at: now, error });
    return change.status;
  });
}

/** Whether the message tells of a past that is played again. */
function replayed(tx: Tx, message: Message): boolean {
  const its = and(
    eq(alerts.projectId, message.projectId),
    eq(alerts.id, message.alertId),
    eq(runs.projectId, alerts.projectId),
    eq(runs.monitorId, alerts.monitorId),
    eq(runs.kind, 'replay'),
    eq(runs.track, alerts.track),
  );
  return tx.select({ slot: runs.slot }).from(alerts).innerJoin(runs, its).limit(1).get() !== undefined;
}

type Change = Partial<Message> & { status: OutboxStatus };

function changeOf(outcome: Outcome, now: Millis): Change {
  if (outcome.status === 'delivered') return { status: 'delivered', deliveredAt: now, lastError: null };
  if (outcome.status === 'undelivered') return { status: 'undelivered', lastError: outcome.error };
  return { status: 'pending', nextAttemptAt: outcome.at, lastError: outcome.error };
}

/** Messages that were in flight when the engine went down are sent again, under the same id. */
export async function recoverMessages(store: Store): Promise<number> {
  const change = { status: 'pending' as const, nextAttemptAt: store.clock.now() };
  const done = await write(store.db, (tx) =>
    tx.update(outbox).set(change).where(eq(outbox.status, 'sending')).run(),
  );
  return done.changes;
}

/** How many messages there are by status. */
export function countMessages(store: Store): Partial<Record<OutboxStatus, number>> {
  const rows = store.db
    .select({ status: outbox.status, n: count() })
    .from(outbox)
    .groupBy(outbox.status)
    .all();
  return Object.fromEntries(rows.map(({ status, n }) => [status, n]));
}

/** Deletes settled messages that are older. */
export async function dropOldMessages(store: Store, before: Millis): Promise<number> {
  const old = and(
    inArray(outbox.status, ['delivered', 'superseded', 'undelivered']),
    lt(outbox.createdAt, before),
  );
  return (await write(store.db, (tx) => tx.delete(outbox).where(old).run())).changes;
}
