import { and, eq, getTableColumns, lt, sql } from 'drizzle-orm';
import { failure } from '@/lib/core/failures';
import type { Millis } from '@/lib/core/time';
import { type Db, prepared, type Tx, write } from '@/server/db/client';
import { alertEvents, alertStates, alerts, monitors, outbox, runs } from '@/server/db/schema';
import { type Fence, holds } from './leases';
import type { Store } from './scope';

type NewRun = typeof runs.$inferInsert;
export type NewAlertState = typeof alertStates.$inferInsert;
export type NewAlert = typeof alerts.$inferInsert;
export type NewAlertEvent = typeof alertEvents.$inferInsert;
export type NewOutbox = typeof outbox.$inferInsert;

/** Everything that one slot of one monitor changes. */
export type RunCommit = {
  /** Null where states change without a run, as when a node leaves the monitor. */
  run: NewRun | null;
  /** A run that is there already and was opened again by late labels: its evaluation now. */
  late?: LateRun;
  states: readonly NewAlertState[];
  alerts: readonly NewAlert[];
  events: readonly NewAlertEvent[];
  outbox: readonly NewOutbox[];
  /** How the monitor goes on; null for the past. */
  monitor: MonitorChange | null;
};

export type LateRun = Pick<NewRun, 'projectId' | 'monitorId' | 'kind' | 'track' | 'slot' | 'evaluation'> & {
  waiting: string | null;
  /** The monitor's state as lists show it. */
  lastSeverity: MonitorChange['lastSeverity'] | null;
};

export type MonitorChange = {
  projectId: string;
  id: string;
  nextDueAt: Millis | null;
  lastSeverity: NonNullable<(typeof monitors.$inferSelect)['lastSeverity']>;
};

/**
 * Commits runs in one transaction: scores, states, alerts, timeline and messages, all of them or none. A run that is
 * there already changes nothing. An engine whose lease has gone to another writes nothing.
 * Answers, per run, whether it was new.
 */
export async function commitRuns(
  store: Store,
  fence: Fence | null,
  commits: readonly RunCommit[],
): Promise<boolean[]> {
  return write(store.db, (tx) => {
    if (fence !== null && !holds(tx, fence)) throw failure('lease_lost', { holder: fence.name });
    return commits.map((commit) => commitOne(store.db, tx, commit));
  });
}

function commitOne(db: Db, tx: Tx, commit: RunCommit): boolean {
  const statements = statementsOf(db);
  const isNew = commit.run === null || statements.run.run(filled(runs, commit.run)).changes > 0;
  if (isNew) {
    if (commit.late) putLate(tx, commit.late);
    for (const state of commit.states) statements.state.run(filled(alertStates, state));
    for (const alert of commit.alerts) putAlert(tx, alert);
    for (const event of commit.events) putEvent(tx, event);
    for (const message of commit.outbox) putMessage(tx, message, commit.run?.kind === 'replay');
  }
  if (commit.monitor) advance(statements, commit.monitor, isNew ? commit.run : null);
  return isNew;
}

const blank = (name: string) => sql`${sql.placeholder(name)}`;
const goingOn = { nextDueAt: blank('nextDueAt'), leaseUntil: null };
const thisMonitor = and(
  eq(monitors.projectId, sql.placeholder('projectId')),
  eq(monitors.id, sql.placeholder('id')),
);

/** Every run takes these, so they are built once: building costs more than running them. */
function prepare(db: Db) {
  const { state, severity, since, firedAt, goodSince, toldAt, slot, sequence, alertId, labels } = alertStates;
  const changing = { state, severity, since, firedAt, goodSince, toldAt, slot, sequence, alertId, labels };
  return {
    run: db.insert(runs).values(blanks<NewRun>(runs)).onConflictDoNothing().prepare(),
    state: db
      .insert(alertStates)
      .values(blanks<NewAlertState>(alertStates))
      .onConflictDoUpdate({
        target: [
          alertStates.projectId,
          alertStates.monitorId,
          alertStates.track,
          alertStates.node,
          alertStates.fingerprint,
        ],
        set: Object.fromEntries(
          Object.entries(changing).map(([name, column]) => [name, sql.raw(`excluded."${column.name}"`)]),
        ),
      })
      .prepare(),
    goOn: db.update(monitors).set(goingOn).where(thisMonitor).prepare(),
    advance: db
      .update(monitors)
      .set({
        ...goingOn,
        lastSlot: blank('lastSlot'),
        lastRunAt: blank('lastRunAt'),
        lastStatus: blank('lastStatus'),
        lastSeverity: blank('lastSeverity'),
        missedSlots: sql`${monitors.missedSlots} + ${sql.placeholder('missed')}`,
      })
      .where(thisMonitor)
      .prepare(),
  };
}

type Statements = ReturnType<typeof prepare>;
const statementsOf = prepared(prepare);

type Table = typeof runs | typeof alertStates;
/** A blank for every column. Drizzle takes blanks where it takes values, but its types ask for each by its name. */
const blanks = <Row>(table: Table) =>
  Object.fromEntries(
    Object.keys(getTableColumns(table)).map((name) => [name, sql.placeholder(name)]),
  ) as unknown as Row;

/** A value for every blank; what is not given is what the column holds by default. */
const filled = (table: Table, row: object): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(getTableColumns(table)).map(([name, column]) => [
      name,
      (row as Record<string, unknown>)[name] ?? column.default ?? null,
    ]),
  );

/** Of a run that is there only what late labels change. */
function putLate(tx: Tx, { projectId, monitorId, lastSeverity, ...run }: LateRun): void {
  const { evaluation, waiting, kind, track, slot } = run;
  const place = and(
    eq(runs.projectId, projectId),
    eq(runs.monitorId, monitorId),
    eq(runs.kind, kind),
    eq(runs.track, track),
    eq(runs.slot, slot),
  );
  tx.update(runs).set({ evaluation, waiting }).where(place).run();
  if (lastSeverity === null) return;
  const mine = and(eq(monitors.projectId, projectId), eq(monitors.id, monitorId));
  tx.update(monitors).set({ lastSeverity }).where(mine).run();
}

/** What happened stays as it was told; only how a score was revised is told anew each time. */
function putEvent(tx: Tx, row: NewAlertEvent): void {
  const adding = tx.insert(alertEvents).values(row);
  const { projectId, alertId, id } = alertEvents;
  const { at, reason, value } = row;
  if (row.event !== 'revised') adding.onConflictDoNothing().run();
  else adding.onConflictDoUpdate({ target: [projectId, alertId, id], set: { at, reason, value } }).run();
}

/** What was first stays: when it began, its first reason, and who acknowledged it. */
function putAlert(tx: Tx, row: NewAlert): void {
  const { severity, severityPeak, reasonLast, valueLast, valuePeak, resolvedAt, updatedAt } = row;
  tx.insert(alerts)
    .values(row)
    .onConflictDoUpdate({
      target: [alerts.projectId, alerts.id],
      set: { severity, severityPeak, reasonLast, valueLast, valuePeak, resolvedAt, updatedAt },
    })
    .run();
}

/** A newer state makes older ones that were never sent stale news; a replay is there to tell every one of them. */
function putMessage(tx: Tx, row: NewOutbox, keepOlder: boolean): void {
  const added = tx.insert(outbox).values(row).onConflictDoNothing().run().changes > 0;
  if (!added || keepOlder) return;
  const older = and(
    eq(outbox.projectId, row.projectId),
    eq(outbox.alertId, row.alertId),
    eq(outbox.action, row.action),
    eq(outbox.status, 'pending'),
    lt(outbox.sequence, row.sequence),
  );
  tx.update(outbox).set({ status: 'superseded' }).where(older).run();
}

function advance(statements: Statements, change: MonitorChange, run: NewRun | null): void {
  const { projectId, id, nextDueAt, lastSeverity } = change;
  const goOn = { projectId, id, nextDueAt };
  if (run === null) statements.goOn.run(goOn);
  else
    statements.advance.run({
      ...goOn,
      lastSeverity,
      lastSlot: run.slot,
      lastRunAt: run.finishedAt,
      lastStatus: run.status,
      missed: run.missed ?? 0,
    });
}
