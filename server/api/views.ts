import type { ConnectionKind, Severity } from '@/lib/blocks/block';
import type { Problem } from '@/lib/core/failures';
import type { Millis, Span } from '@/lib/core/time';
import type { AlertEvent } from '@/lib/evaluate/alert';
import type { Labels } from '@/lib/evaluate/segments';
import type { Why } from '@/lib/spec/schema';
import type { NodeSeries, ReplayResult } from '@/server/engine/contract';
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
  kind: string;
  state: JobState;
  done: number;
  /** Null while it is not known. */
  total: number | null;
  message: string;
  problems: readonly Problem[];
  result: JobResult | null;
};
export type JobResult =
  | { kind: 'import'; stream: string; stored: number; duplicates: number; rejected: number }
  | { kind: 'sample'; stream: string; stored: number; duplicates: number }
  | ({ kind: 'replay' } & ReplayResult);

export type RunStatus = 'ok' | 'no_data' | 'error' | 'partial';

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
  id: string;
  slot: Millis;
  version: number;
  status: RunStatus;
  startedAt: Millis;
  tookMs: Millis;
  /** What went wrong, where something did. */
  words: string | null;
};

export type YamlImport = {
  /** Null where problems stand in the way; nothing was created then. */
  id: string | null;
  name: string | null;
  creates: { id: string; type: string; title: string }[];
  problems: readonly Problem[];
};

export type AlertStateName = 'pending' | 'firing' | 'resolved';
export type AlertRow = {
  id: string;
  monitor: { id: string; name: string; version: number };
  node: string;
  title: string;
  labels: Labels;
  state: AlertStateName;
  severity: Severity;
  reason: string;
  value: number | null;
  startedAt: Millis;
  resolvedAt: Millis | null;
  acknowledged: { at: Millis; by: string; note: string } | null;
  why: Why;
  replay: boolean;
};

export type TimelineEntry =
  | { kind: 'event'; at: Millis; event: AlertEvent; severity: Severity; reason: string }
  | { kind: 'acknowledged'; at: Millis; by: string; note: string };

export type DeliveryState = 'waiting' | 'delivered' | 'retrying' | 'undelivered';
export type DeliveryRow = {
  id: string;
  alert: string | null;
  monitor: { id: string; name: string };
  connection: string | null;
  transport: string;
  event: AlertEvent;
  state: DeliveryState;
  attempts: number;
  createdAt: Millis;
  deliveredAt: Millis | null;
  nextAttemptAt: Millis | null;
  lastError: string | null;
};

export type AlertDetail = AlertRow & {
  /** The series around it, with what judged it; null where the engine does not answer. */
  series: NodeSeries | null;
  span: Span;
  /** The spec of the version that rang. */
  text: string;
  timeline: TimelineEntry[];
  deliveries: DeliveryRow[];
};

export type ConnectionRow = {
  id: string;
  name: string;
  kind: ConnectionKind;
  /** Where it leads, without anything secret: a host, an address. */
  target: string;
  hasSecret: boolean;
  createdAt: Millis;
  lastDeliveredAt: Millis | null;
  failing: boolean;
};

export type TemplateRow = {
  id: string;
  title: string;
  summary: string;
  category: string;
};
