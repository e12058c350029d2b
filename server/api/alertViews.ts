import { compile } from '@/lib/compile/compile';
import { fingerprint } from '@/lib/core/ids';
import { DAY_MS, type Span } from '@/lib/core/time';
import { type Alert, deliveriesOf, getAlert, timelineOf } from '@/server/store/alerts';
import { findMonitor, type Monitor } from '@/server/store/monitors';
import type { Message } from '@/server/store/outbox';
import { liveTrack } from '@/server/store/runs';
import type { Scope } from '@/server/store/scope';
import { getVersion } from '@/server/store/versions';
import { factsOf } from './facts';
import { detectorBehind, seriesOf } from './series';
import type { AlertDetail, AlertRow, DeliveryRow, NodeSeries } from './views';

/** From stored rows to what pages see of alerts and deliveries. */

export type Named = (id: string) => Monitor | null;

/** Looks each monitor up once. */
export function monitorsOf(scope: Scope): Named {
  const known = new Map<string, Monitor | null>();
  return (id) => {
    const found = known.has(id) ? (known.get(id) ?? null) : findMonitor(scope, id);
    known.set(id, found);
    return found;
  };
}

export function alertRow(alert: Alert, named: Named): AlertRow {
  const monitor = named(alert.monitorId);
  const { acknowledgedAt: at, acknowledgedBy: by, acknowledgeNote: note } = alert;
  return {
    id: alert.id,
    monitor: { id: alert.monitorId, name: monitor?.name ?? alert.monitorId, version: alert.version },
    node: alert.node,
    title: alert.title,
    labels: alert.labels,
    state: alert.resolvedAt === null ? 'firing' : 'resolved',
    severity: alert.severity,
    severityPeak: alert.severityPeak,
    reasonFirst: alert.reasonFirst,
    reason: alert.reasonLast,
    value: alert.valueLast,
    valuePeak: alert.valuePeak,
    startedAt: alert.startedAt,
    firedAt: alert.firedAt,
    resolvedAt: alert.resolvedAt,
    acknowledged: at === null ? null : { at, by: by ?? '', note: note ?? '' },
    why: monitor ? factsOf(monitor.draft).why : {},
    backfilled: alert.backfilled,
  };
}

export function deliveryRow(message: Message, named: Named): DeliveryRow {
  return {
    id: message.id,
    alert: message.alertId,
    monitor: { id: message.monitorId, name: named(message.monitorId)?.name ?? message.monitorId },
    endpoint: message.endpoint,
    transport: message.request.transport,
    event: message.event,
    state: message.status,
    attempts: message.attempts,
    createdAt: message.createdAt,
    deliveredAt: message.deliveredAt,
    nextAttemptAt: message.status === 'pending' ? message.nextAttemptAt : null,
    lastError: message.lastError,
  };
}

export function alertDetail(scope: Scope, id: string): AlertDetail {
  const alert = getAlert(scope, id);
  const named = monitorsOf(scope);
  const monitor = named(alert.monitorId);
  const { text } = getVersion(scope, alert.monitorId, alert.version);
  const span = spanAround(alert, scope.clock.now());
  return {
    ...alertRow(alert, named),
    // As it was when it rang, not as the draft has it now.
    why: { ...factsOf(text).why, ...nodeWhy(text, alert.node) },
    series: monitor ? seriesAround(scope, monitor, { alert, text, span }) : null,
    span,
    text,
    timeline: timelineOf(scope, id).map(({ at, event, severity, reason, value, by }) => ({
      at,
      event,
      severity,
      reason,
      value,
      by,
    })),
    deliveries: deliveriesOf(scope, id).map((message) => deliveryRow(message, named)),
  };
}

/** As much before it as it lasted, at least a day, and a little after. */
function spanAround(alert: Alert, now: number): Span {
  const end = alert.resolvedAt ?? now;
  const margin = Math.max(DAY_MS, end - alert.firedAt);
  return { from: alert.startedAt - margin, to: Math.min(now, end + margin / 2) };
}

type Around = { alert: Alert; text: string; span: Span };

function seriesAround(scope: Scope, monitor: Monitor, { alert, text, span }: Around): NodeSeries | null {
  const { plan } = compile(text);
  const detector = plan ? detectorBehind(plan, alert.node) : null;
  const replay = alert.track === liveTrack.track ? {} : { replay: alert.track };
  const all = seriesOf(scope, monitor, { version: alert.version, ...span, ...replay }).filter(
    (s) => s.node === detector,
  );
  return all.find((s) => fingerprint(s.labels) === alert.fingerprint) ?? all[0] ?? null;
}

function nodeWhy(text: string, node: string) {
  return compile(text).spec?.nodes[node]?.why ?? {};
}
