import { and, asc, desc, eq, gte, isNotNull, isNull, lt, or, type SQL, sql } from 'drizzle-orm';
import { failure } from '@/lib/core/failures';
import type { Millis } from '@/lib/core/time';
import type { AlertState } from '@/lib/evaluate/alert';
import { prepared, write } from '@/server/db/client';
import { alertEvents, alertStates, alerts, LIVE, outbox } from '@/server/db/schema';
import { randomId } from './ids';
import type { Scope } from './scope';

export type Alert = typeof alerts.$inferSelect;
export type AlertTimelineEntry = typeof alertEvents.$inferSelect;
export type AlertDelivery = typeof outbox.$inferSelect;
export type AlertStateRow = typeof alertStates.$inferSelect;

export type AlertFilter = {
  monitorId?: string;
  /** `open` is firing now. */
  status?: 'open' | 'resolved';
  track?: string;
  since?: Millis;
  limit?: number;
  /** Alerts that fired before this one: the next page. */
  before?: Pick<Alert, 'firedAt' | 'id'>;
};

/** Alerts, latest first. */
export function listAlerts(scope: Scope, filter: AlertFilter = {}): Alert[] {
  const wanted: (SQL | undefined)[] = [
    eq(alerts.projectId, scope.actor.projectId),
    eq(alerts.track, filter.track ?? LIVE),
  ];
  if (filter.monitorId !== undefined) wanted.push(eq(alerts.monitorId, filter.monitorId));
  if (filter.status === 'open') wanted.push(isNull(alerts.resolvedAt));
  if (filter.status === 'resolved') wanted.push(isNotNull(alerts.resolvedAt));
  if (filter.since !== undefined) wanted.push(gte(alerts.firedAt, filter.since));
  if (filter.before) {
    const { firedAt, id } = filter.before;
    wanted.push(or(lt(alerts.firedAt, firedAt), and(eq(alerts.firedAt, firedAt), lt(alerts.id, id))));
  }
  return scope.db
    .select()
    .from(alerts)
    .where(and(...wanted))
    .orderBy(desc(alerts.firedAt), desc(alerts.id))
    .limit(filter.limit ?? 100)
    .all();
}

const owned = (scope: Scope, id: string) =>
  and(eq(alerts.projectId, scope.actor.projectId), eq(alerts.id, id));

export function getAlert(scope: Scope, id: string): Alert {
  const found = scope.db.select().from(alerts).where(owned(scope, id)).get();
  if (!found) throw failure('not_found', { thing: 'alert', id });
  return found;
}

/** What happened to an alert, oldest first. */
export function timelineOf(scope: Scope, alertId: string): AlertTimelineEntry[] {
  const mine = and(eq(alertEvents.projectId, scope.actor.projectId), eq(alertEvents.alertId, alertId));
  return scope.db
    .select()
    .from(alertEvents)
    .where(mine)
    .orderBy(asc(alertEvents.at), asc(alertEvents.id))
    .all();
}

/** What was sent about an alert, oldest first. */
export function deliveriesOf(scope: Scope, alertId: string): AlertDelivery[] {
  const mine = and(eq(outbox.projectId, scope.actor.projectId), eq(outbox.alertId, alertId));
  return scope.db.select().from(outbox).where(mine).orderBy(asc(outbox.sequence), asc(outbox.action)).all();
}

export type Acknowledgement = { id: string; acknowledged: boolean; note: string };

/** Says that somebody looks after an alert, or takes that back. Changes nothing about what is sent. */
export async function acknowledgeAlert(scope: Scope, input: Acknowledgement): Promise<Alert> {
  const now = scope.clock.now();
  const { projectId, userId } = scope.actor;
  return write(scope.db, (tx) => {
    const change = input.acknowledged
      ? { acknowledgedAt: now, acknowledgedBy: userId, acknowledgeNote: input.note }
      : { acknowledgedAt: null, acknowledgedBy: null, acknowledgeNote: null };
    const row = tx.update(alerts).set(change).where(owned(scope, input.id)).returning().get();
    if (!row) throw failure('not_found', { thing: 'alert', id: input.id });
    const event = input.acknowledged ? ('acknowledged' as const) : ('unacknowledged' as const);
    const entry = {
      projectId,
      alertId: input.id,
      id: randomId(),
      at: now,
      event,
      reason: input.note,
      by: userId,
    };
    tx.insert(alertEvents).values(entry).run();
    return row;
  });
}

/** Adds what somebody found out to an alert's timeline. */
export async function addAlertNote(scope: Scope, input: { id: string; note: string }): Promise<void> {
  const { projectId, userId } = scope.actor;
  const at = scope.clock.now();
  await write(scope.db, (tx) => {
    if (!tx.select().from(alerts).where(owned(scope, input.id)).get())
      throw failure('not_found', { thing: 'alert', id: input.id });
    const note = { event: 'note' as const, reason: input.note, by: userId, at };
    tx.insert(alertEvents)
      .values({ projectId, alertId: input.id, id: randomId(), ...note })
      .run();
  });
}

/** Where every alert of a monitor stands: inactive, pending or firing. Asked by every run, so it is built once. */
export function alertStatesOf(scope: Scope, monitorId: string, track: string = LIVE): AlertStateRow[] {
  return statesOf(scope.db).all({ projectId: scope.actor.projectId, monitorId, track });
}

const statesOf = prepared((db) => {
  const mine = and(
    eq(alertStates.projectId, sql.placeholder('projectId')),
    eq(alertStates.monitorId, sql.placeholder('monitorId')),
    eq(alertStates.track, sql.placeholder('track')),
  );
  return db.select().from(alertStates).where(mine).prepare();
});

/** The part of a row that `transition` knows. */
export function toAlertState(row: AlertStateRow): AlertState {
  const { state, severity, since, firedAt, goodSince, toldAt, slot, sequence } = row;
  return { state, severity, since, firedAt, goodSince, toldAt, slot, sequence };
}

/** Alerts of a monitor that have not ended. */
export function openAlertsOf(scope: Scope, monitorId: string, track: string = LIVE): Alert[] {
  const mine = and(
    eq(alerts.projectId, scope.actor.projectId),
    eq(alerts.monitorId, monitorId),
    eq(alerts.track, track),
    isNull(alerts.resolvedAt),
  );
  return scope.db.select().from(alerts).where(mine).all();
}
