import { type SQL, sql } from 'drizzle-orm';
import {
  type AnySQLiteColumn,
  blob,
  check,
  foreignKey,
  index,
  integer,
  primaryKey,
  real,
  sqliteTable,
  text,
} from 'drizzle-orm/sqlite-core';
import { type ConnectionKind, connectionKinds, type Request, severities } from '@/lib/blocks/block';
import type { Problem } from '@/lib/core/failures';
import type { AlertEvent } from '@/lib/evaluate/alert';
import type { Baseline, ConnectionConfig, Labels, Layout, StoredEvaluation } from './json';

/**
 * The control store. Times are milliseconds since the epoch. Every row belongs to a project, and every key begins with
 * it, so that a query without the project finds nothing.
 */

const project = () => text('project_id').notNull();
const time = (name: string) => integer(name, { mode: 'number' });
const flag = (name: string) => integer(name, { mode: 'boolean' }).notNull().default(false);
const oneOf = (column: string, values: readonly string[]): SQL =>
  sql.raw(`"${column}" in (${values.map((value) => `'${value}'`).join(', ')})`);

export const monitorStates = ['enabled', 'paused'] as const;
export const runKinds = ['live', 'backfill', 'replay'] as const;
export const runStatuses = ['ok', 'failed'] as const;
export const outboxStatuses = ['pending', 'sending', 'delivered', 'undelivered', 'superseded'] as const;
export const jobKinds = ['import', 'replay', 'sample', 'backfill'] as const;
export const jobStatuses = ['queued', 'running', 'done', 'failed', 'cancelled'] as const;

export type MonitorState = (typeof monitorStates)[number];
export type RunKind = (typeof runKinds)[number];
export type RunStatus = (typeof runStatuses)[number];
export type OutboxStatus = (typeof outboxStatuses)[number];
export type JobKind = (typeof jobKinds)[number];
export type JobStatus = (typeof jobStatuses)[number];

/** The track of what really happens; a replay's track is its job's id, a backfill's the version it belongs to. */
export const LIVE = 'live';

export const projects = sqliteTable('projects', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  createdAt: time('created_at').notNull(),
});

export const monitors = sqliteTable(
  'monitors',
  {
    projectId: project().references(() => projects.id),
    id: text('id').notNull(),
    name: text('name').notNull(),
    state: text('state', { enum: monitorStates }).notNull(),
    /** The draft. Its token changes with every save, so that two editors cannot overwrite each other unseen. */
    draft: text('draft').notNull(),
    layout: text('layout', { mode: 'json' }).$type<Layout>().notNull(),
    token: text('token').notNull(),
    savedAt: time('saved_at').notNull(),
    publishedVersion: integer('published_version'),
    template: text('template'),
    /** Copied from the published plan, so that claiming needs no compile. */
    everyMs: integer('every_ms'),
    delayMs: integer('delay_ms'),
    /** Spreads monitors of one schedule over time; stable for the monitor's life. */
    offsetMs: integer('offset_ms').notNull().default(0),
    /** Null while there is nothing to run. */
    nextDueAt: time('next_due_at'),
    leaseUntil: time('lease_until'),
    /** The commit of the data up to which late labels were looked at; null where the version reads no labels. */
    labelsSeq: integer('labels_seq'),
    /** The last live run, for lists. */
    lastSlot: time('last_slot'),
    lastRunAt: time('last_run_at'),
    lastStatus: text('last_status', { enum: runStatuses }),
    lastSeverity: text('last_severity', { enum: severities }),
    missedSlots: integer('missed_slots').notNull().default(0),
    createdAt: time('created_at').notNull(),
    updatedAt: time('updated_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.projectId, t.id] }),
    index('monitors_due').on(t.state, t.nextDueAt),
    check('monitors_state', oneOf('state', monitorStates)),
  ],
);

type MonitorColumns = { projectId: AnySQLiteColumn; monitorId: AnySQLiteColumn };
const ofMonitor = (t: MonitorColumns) =>
  foreignKey({
    columns: [t.projectId, t.monitorId],
    foreignColumns: [monitors.projectId, monitors.id],
  }).onDelete('cascade');

/** Never changed once written. */
export const versions = sqliteTable(
  'versions',
  {
    projectId: project(),
    monitorId: text('monitor_id').notNull(),
    number: integer('number').notNull(),
    text: text('text').notNull(),
    layout: text('layout', { mode: 'json' }).$type<Layout>().notNull(),
    baseline: text('baseline', { mode: 'json' }).$type<Baseline>().notNull(),
    note: text('note').notNull(),
    author: text('author').notNull(),
    /** What changed against the version before, in words. */
    summary: text('summary').notNull(),
    createdAt: time('created_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.projectId, t.monitorId, t.number] }), ofMonitor(t)],
);

export const runs = sqliteTable(
  'runs',
  {
    projectId: project(),
    monitorId: text('monitor_id').notNull(),
    kind: text('kind', { enum: runKinds }).notNull(),
    track: text('track').notNull(),
    /** The end of the window. */
    slot: time('slot').notNull(),
    version: integer('version').notNull(),
    startedAt: time('started_at').notNull(),
    finishedAt: time('finished_at').notNull(),
    status: text('status', { enum: runStatuses }).notNull(),
    problem: text('problem', { mode: 'json' }).$type<Problem>(),
    evaluation: text('evaluation', { mode: 'json' }).$type<StoredEvaluation>().notNull(),
    /** Slots that were due before this one and never ran. */
    missed: integer('missed').notNull().default(0),
    /** The window's data was known to be incomplete. */
    partial: flag('partial'),
    /** Verdict nodes that are not judged yet because labels are awaited, parted by spaces; null once all are. */
    waiting: text('waiting'),
  },
  (t) => [
    primaryKey({ columns: [t.projectId, t.monitorId, t.kind, t.track, t.slot] }),
    index('runs_by_age').on(t.slot),
    index('runs_waiting').on(t.projectId, t.monitorId).where(sql`waiting is not null`),
    ofMonitor(t),
  ],
);

export const alertStates = sqliteTable(
  'alert_states',
  {
    projectId: project(),
    monitorId: text('monitor_id').notNull(),
    track: text('track').notNull(),
    node: text('node').notNull(),
    fingerprint: text('fingerprint').notNull(),
    labels: text('labels', { mode: 'json' }).$type<Labels>().notNull(),
    state: text('state', { enum: ['inactive', 'pending', 'firing'] }).notNull(),
    severity: text('severity', { enum: severities }).notNull(),
    since: time('since'),
    firedAt: time('fired_at'),
    goodSince: time('good_since'),
    toldAt: time('told_at'),
    slot: time('slot'),
    sequence: integer('sequence').notNull(),
    /** The alert that is open; null unless firing. */
    alertId: text('alert_id'),
  },
  (t) => [primaryKey({ columns: [t.projectId, t.monitorId, t.track, t.node, t.fingerprint] }), ofMonitor(t)],
);

export const alerts = sqliteTable(
  'alerts',
  {
    projectId: project(),
    /** Derived from monitor, node, labels, time of firing and track: the same alert has the same id, always. */
    id: text('id').notNull(),
    monitorId: text('monitor_id').notNull(),
    node: text('node').notNull(),
    title: text('title').notNull(),
    fingerprint: text('fingerprint').notNull(),
    labels: text('labels', { mode: 'json' }).$type<Labels>().notNull(),
    track: text('track').notNull(),
    /** It fired in a past that was computed at publishing. */
    backfilled: flag('backfilled'),
    version: integer('version').notNull(),
    severity: text('severity', { enum: severities }).notNull(),
    severityPeak: text('severity_peak', { enum: severities }).notNull(),
    reasonFirst: text('reason_first').notNull(),
    reasonLast: text('reason_last').notNull(),
    valueLast: real('value_last'),
    valuePeak: real('value_peak'),
    startedAt: time('started_at').notNull(),
    firedAt: time('fired_at').notNull(),
    resolvedAt: time('resolved_at'),
    acknowledgedAt: time('acknowledged_at'),
    acknowledgedBy: text('acknowledged_by'),
    acknowledgeNote: text('acknowledge_note'),
    updatedAt: time('updated_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.projectId, t.id] }),
    index('alerts_by_monitor').on(t.projectId, t.monitorId, t.track, t.firedAt),
    index('alerts_open').on(t.projectId, t.track, t.resolvedAt, t.firedAt),
    ofMonitor(t),
  ],
);

export const timelineEvents = ['acknowledged', 'unacknowledged', 'note', 'closed', 'revised'] as const;
export type TimelineEvent = AlertEvent | (typeof timelineEvents)[number];

export const alertEvents = sqliteTable(
  'alert_events',
  {
    projectId: project(),
    alertId: text('alert_id').notNull(),
    /** Engine events use the alert's sequence, people's a random id: a repeated commit adds nothing. */
    id: text('id').notNull(),
    at: time('at').notNull(),
    event: text('event').$type<TimelineEvent>().notNull(),
    severity: text('severity', { enum: severities }),
    reason: text('reason').notNull(),
    value: real('value'),
    by: text('by'),
  },
  (t) => [
    primaryKey({ columns: [t.projectId, t.alertId, t.id] }),
    foreignKey({ columns: [t.projectId, t.alertId], foreignColumns: [alerts.projectId, alerts.id] }).onDelete(
      'cascade',
    ),
  ],
);

export const outbox = sqliteTable(
  'outbox',
  {
    projectId: project(),
    /** Derived from alert, sequence and action: identical on each retry, and what receivers deduplicate by. */
    id: text('id').notNull(),
    monitorId: text('monitor_id').notNull(),
    alertId: text('alert_id').notNull(),
    action: text('action').notNull(),
    sequence: integer('sequence').notNull(),
    event: text('event').$type<AlertEvent>().notNull(),
    request: text('request', { mode: 'json' }).$type<Request>().notNull(),
    /** Where it goes: the connection's name, or the transport where it needs none. Limits concurrency. */
    endpoint: text('endpoint').notNull(),
    status: text('status', { enum: outboxStatuses }).notNull(),
    attempts: integer('attempts').notNull().default(0),
    nextAttemptAt: time('next_attempt_at').notNull(),
    lastError: text('last_error'),
    createdAt: time('created_at').notNull(),
    deliveredAt: time('delivered_at'),
  },
  (t) => [
    primaryKey({ columns: [t.projectId, t.id] }),
    index('outbox_due').on(t.status, t.nextAttemptAt),
    index('outbox_by_alert').on(t.projectId, t.alertId, t.action, t.sequence),
    index('outbox_by_endpoint').on(t.projectId, t.endpoint, t.createdAt),
  ],
);

export const connections = sqliteTable(
  'connections',
  {
    projectId: project().references(() => projects.id),
    name: text('name').notNull(),
    kind: text('kind', { enum: connectionKinds }).$type<ConnectionKind>().notNull(),
    config: text('config', { mode: 'json' }).$type<ConnectionConfig>().notNull(),
    /** AES-256-GCM; never leaves the server. Null where none is set. */
    secret: blob('secret', { mode: 'buffer' }),
    failures: integer('failures').notNull().default(0),
    failingSince: time('failing_since'),
    lastError: text('last_error'),
    lastDeliveredAt: time('last_delivered_at'),
    createdAt: time('created_at').notNull(),
    updatedAt: time('updated_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.projectId, t.name] })],
);

export const tallyCache = sqliteTable(
  'tally_cache',
  {
    /** Hash of relation, tally spec and bucket width. */
    key: text('key').notNull(),
    bucket: time('bucket').notNull(),
    /** State of the data that it was counted from. */
    seq: integer('seq').notNull(),
    tally: blob('tally', { mode: 'buffer' }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.key, t.bucket] }), index('tally_cache_by_bucket').on(t.bucket)],
);

export const jobs = sqliteTable(
  'jobs',
  {
    projectId: project().references(() => projects.id),
    id: text('id').notNull(),
    kind: text('kind', { enum: jobKinds }).notNull(),
    monitorId: text('monitor_id'),
    status: text('status', { enum: jobStatuses }).notNull(),
    done: integer('done').notNull().default(0),
    total: integer('total'),
    params: text('params', { mode: 'json' }).$type<unknown>().notNull(),
    result: text('result', { mode: 'json' }).$type<unknown>(),
    problem: text('problem', { mode: 'json' }).$type<Problem>(),
    cancelRequested: flag('cancel_requested'),
    createdAt: time('created_at').notNull(),
    startedAt: time('started_at'),
    finishedAt: time('finished_at'),
  },
  (t) => [
    primaryKey({ columns: [t.projectId, t.id] }),
    index('jobs_by_age').on(t.projectId, t.kind, t.createdAt),
  ],
);

/** Who may write: a second engine refuses to start, and one that lost its lease cannot commit. */
export const leases = sqliteTable('leases', {
  name: text('name').primaryKey(),
  holder: text('holder').notNull(),
  /** Grows with every new holder. */
  fencing: integer('fencing').notNull(),
  expiresAt: time('expires_at').notNull(),
});
