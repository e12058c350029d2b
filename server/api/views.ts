import type { ConnectionKind, Explanation, LabelCount, Line, Severity, Unit } from '@/lib/blocks/block';
import type { Problem } from '@/lib/core/failures';
import type { Millis, Span } from '@/lib/core/time';
import type { AlertEvent } from '@/lib/evaluate/alert';
import type { Labels } from '@/lib/evaluate/segments';
import type { Why } from '@/lib/spec/schema';
import type { Layout } from './inputs';

/** What pages see of the control data. Only what is shown; never a secret. */

export type Page<Item> = { items: Item[]; nextCursor: string | null };

export type SystemStatus = {
  engine: {
    ok: boolean;
    address: string;
    version: string | null;
    lastRunAt: Millis | null;
    lagMs: Millis | null;
  };
  counts: { streams: number | null; monitors: number; firing: number; undelivered: number };
  /** Where production systems send events; null while the engine does not answer. */
  ingestUrl: string | null;
};

export type JobState = 'queued' | 'running' | 'done' | 'failed' | 'cancelled';
export type JobView = {
  id: string;
  kind: 'import' | 'replay' | 'sample' | 'backfill';
  monitor: string | null;
  state: JobState;
  done: number;
  /** Null while it is not known. */
  total: number | null;
  message: string;
  problems: readonly Problem[];
  result: JobResult | null;
  createdAt: Millis;
  finishedAt: Millis | null;
};
export type JobResult =
  | { kind: 'import'; stream: string; stored: number; duplicates: number; rejected: number }
  | { kind: 'sample'; stream: string; stored: number; duplicates: number }
  /** What it rang is in `alerts.list({ replay: job })`. */
  | { kind: 'replay'; slots: number; alerts: number }
  | { kind: 'backfill'; slots: number };

export type RunStatus = 'ok' | 'failed';

export type MonitorRow = {
  id: string;
  name: string;
  enabled: boolean;
  /** The published version; null before the first. */
  version: number | null;
  hasUnpublishedChanges: boolean;
  /** The worst severity now; null where it has never run. */
  state: Severity | null;
  /** How many alerts fire. */
  firing: number;
  lastRunAt: Millis | null;
  lastRunStatus: RunStatus | null;
  sparkline: { title: string; values: (number | null)[] } | null;
  why: Why;
};

export type Draft = { text: string; layout: Layout; token: string; savedAt: Millis };
export type MonitorDetail = {
  id: string;
  name: string;
  enabled: boolean;
  /** What it was made from, e.g. a template's id; null for a blank one. */
  origin: string | null;
  why: Why;
  draft: Draft;
  published: { version: number; at: Millis; author: string; note: string } | null;
  hasUnpublishedChanges: boolean;
  state: Severity | null;
  firing: number;
  lastRunAt: Millis | null;
  lastRunStatus: RunStatus | null;
};

/** Both sides of a refused save, in `error.data.conflict`. */
export type DraftConflict = { mine: { text: string; layout: Layout }; theirs: Draft };

export type VersionRow = { number: number; at: Millis; author: string; note: string; summary: string };
export type VersionDetail = VersionRow & { text: string; layout: Layout };

export type RunRow = {
  /** The end of its window; what names a run among a monitor's. */
  slot: Millis;
  version: number;
  status: RunStatus;
  /** The worst verdict; null where the run failed. */
  severity: Severity | null;
  startedAt: Millis;
  tookMs: Millis;
  /** Slots that were due before this one and never ran. */
  missed: number;
  /** The window's data was known to be incomplete. */
  partial: boolean;
  /** Some of it is not judged yet, because labels are awaited. */
  waiting: boolean;
  problem: Problem | null;
};

export type YamlImport = {
  /** Null where problems stand in the way; nothing was created then. */
  id: string | null;
  name: string | null;
  creates: { id: string; type: string; title: string }[];
  problems: readonly Problem[];
};

/** One detector of a monitor over time, with what judges it. */
export type NodeSeries = {
  node: string;
  title: string;
  unit: Unit;
  labels: Labels;
  points: [slot: Millis, value: number | null, severity: Severity][];
  /** Where labels were needed: how many had come, whether more are awaited, and what later ones changed. */
  labelled: LabelledPoint[];
  lines: Line[];
  /** When an alert on it was firing. */
  bands: { from: Millis; to: Millis | null; severity: Severity; alert: string }[];
  explanation: Explanation | null;
};

export type LabelledPoint = LabelCount & {
  slot: Millis;
  /** The value is provisional: it is judged once enough labels came. */
  waiting: boolean;
  /** The value that it was judged by, where labels that came later changed it. */
  revisedFrom?: number | null;
};

export type AlertStateName = 'firing' | 'resolved';
export type AlertRow = {
  id: string;
  monitor: { id: string; name: string; version: number };
  node: string;
  title: string;
  labels: Labels;
  state: AlertStateName;
  severity: Severity;
  severityPeak: Severity;
  /** What was found first, and what last. */
  reasonFirst: string;
  reason: string;
  value: number | null;
  valuePeak: number | null;
  /** Since when it was bad, and since when it rang. */
  startedAt: Millis;
  firedAt: Millis;
  resolvedAt: Millis | null;
  acknowledged: { at: Millis; by: string; note: string } | null;
  why: Why;
  /** It rang in a past that was computed when the monitor was published. */
  backfilled: boolean;
};

export type TimelineEntry = {
  at: Millis;
  event: AlertEvent | 'acknowledged' | 'unacknowledged' | 'note' | 'closed' | 'revised';
  severity: Severity | null;
  reason: string;
  value: number | null;
  /** Who did it; null for what happened by itself. */
  by: string | null;
};

export type DeliveryState = 'pending' | 'sending' | 'delivered' | 'undelivered' | 'superseded';
export type DeliveryRow = {
  id: string;
  alert: string;
  monitor: { id: string; name: string };
  /** The connection's name, or the transport where it needs none. */
  endpoint: string;
  transport: string;
  event: AlertEvent;
  state: DeliveryState;
  attempts: number;
  createdAt: Millis;
  deliveredAt: Millis | null;
  /** Null where nothing more will be tried. */
  nextAttemptAt: Millis | null;
  lastError: string | null;
};

export type AlertDetail = AlertRow & {
  /** The series around it, with what judged it; null where its runs are gone. */
  series: NodeSeries | null;
  span: Span;
  /** The spec of the version that rang. */
  text: string;
  timeline: TimelineEntry[];
  deliveries: DeliveryRow[];
};

export type ConnectionRow = {
  /** What specs refer to. */
  name: string;
  kind: ConnectionKind;
  /** Where it leads, without anything secret: a host, an address. */
  target: string;
  /** All that may be shown of it: never an address that is itself a secret. */
  settings: Record<string, string | number | boolean>;
  hasSecret: boolean;
  /** Its secret was stored with another key and must be entered again. */
  locked: boolean;
  /** Deliveries that failed in a row. */
  failures: number;
  failingSince: Millis | null;
  lastError: string | null;
  lastDeliveredAt: Millis | null;
  createdAt: Millis;
};

/** `signingSecret` is shown this once: for a new webhook, and for one that was pointed elsewhere. */
export type ConnectionSaved = { name: string; signingSecret: string | null };
