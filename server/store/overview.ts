import { and, count, desc, eq, isNull, lt, max, or, type SQL, sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Millis } from '@/lib/core/time';
import { alerts, LIVE, monitors, type OutboxStatus, outbox, versions } from '@/server/db/schema';
import type { Message } from './outbox';
import type { Scope, Store } from './scope';

/** What lists and the status line show, in a query each. */

/** How many alerts ring now, by monitor. */
export function firingByMonitor(scope: Scope): Map<string, number> {
  const open = and(
    eq(alerts.projectId, scope.actor.projectId),
    eq(alerts.track, LIVE),
    isNull(alerts.resolvedAt),
  );
  const rows = scope.db
    .select({ id: alerts.monitorId, n: count() })
    .from(alerts)
    .where(open)
    .groupBy(alerts.monitorId)
    .all();
  return new Map(rows.map(({ id, n }) => [id, n]));
}

/** Monitors whose draft is not what runs; those without a version are not among them. */
export function editedMonitors(scope: Scope): Set<string> {
  const rows = scope.db
    .select({ id: monitors.id })
    .from(monitors)
    .innerJoin(
      versions,
      and(
        eq(versions.projectId, monitors.projectId),
        eq(versions.monitorId, monitors.id),
        eq(versions.number, monitors.publishedVersion),
      ),
    )
    .where(and(eq(monitors.projectId, scope.actor.projectId), sql`${versions.text} <> ${monitors.draft}`))
    .all();
  return new Set(rows.map(({ id }) => id));
}

export function countUndelivered(scope: Scope): number {
  const lost = and(eq(outbox.projectId, scope.actor.projectId), eq(outbox.status, 'undelivered'));
  return scope.db.select({ n: count() }).from(outbox).where(lost).get()?.n ?? 0;
}

const sparkRow = z.object({ monitor: z.string(), node: z.string().nullable(), value: z.number().nullable() });
export type Spark = { node: string; values: (number | null)[] };

/**
 * The first detector's last values of every monitor, oldest first. The runs are chosen from the index alone, and only
 * the chosen ones are opened, inside SQLite: a whole run is large.
 */
export function sparks(scope: Scope, points: number): Map<string, Spark> {
  const rows = z.array(sparkRow).parse(
    scope.db.all(sql`
      select r.monitor_id as monitor, json_extract(r.evaluation, '$.scores[0].node') as node,
        json_extract(r.evaluation, '$.scores[0].score.value') as value
      from (
        select rowid as id, row_number() over (partition by monitor_id order by slot desc, kind desc) as place
        from runs where project_id = ${scope.actor.projectId} and kind in ('live', 'backfill')
      ) as latest join runs as r on r.rowid = latest.id
      where latest.place <= ${points} order by r.slot`),
  );
  const found = new Map<string, Spark>();
  for (const { monitor, node, value } of rows) {
    const spark = found.get(monitor) ?? { node: node ?? '', values: [] };
    found.set(monitor, spark);
    spark.node = node ?? spark.node;
    spark.values.push(value);
  }
  return found;
}

export type MessagePage = {
  status?: OutboxStatus;
  alertId?: string;
  /** Messages made before this one. */
  before?: { createdAt: Millis; id: string };
  limit: number;
};

/** Messages, latest first. */
export function pageMessages(scope: Scope, page: MessagePage): Message[] {
  const wanted: (SQL | undefined)[] = [eq(outbox.projectId, scope.actor.projectId)];
  if (page.status) wanted.push(eq(outbox.status, page.status));
  if (page.alertId) wanted.push(eq(outbox.alertId, page.alertId));
  if (page.before) {
    const { createdAt, id } = page.before;
    wanted.push(or(lt(outbox.createdAt, createdAt), and(eq(outbox.createdAt, createdAt), lt(outbox.id, id))));
  }
  return scope.db
    .select()
    .from(outbox)
    .where(and(...wanted))
    .orderBy(desc(outbox.createdAt), desc(outbox.id))
    .limit(page.limit)
    .all();
}

/** When a monitor last ran, and how late the one that waits longest is. All projects. */
export function engineHealth(store: Store): { lastRunAt: Millis | null; lagMs: Millis } {
  const row = store.db
    .select({
      lastRunAt: max(monitors.lastRunAt),
      dueAt: sql<number | null>`min(case when ${monitors.state} = 'enabled' then ${monitors.nextDueAt} end)`,
    })
    .from(monitors)
    .get();
  const dueAt = row?.dueAt ?? null;
  return {
    lastRunAt: row?.lastRunAt ?? null,
    lagMs: dueAt === null ? 0 : Math.max(0, store.clock.now() - dueAt),
  };
}
