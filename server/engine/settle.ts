import type { Notice, Severity } from '@/lib/blocks/block';
import { type Plan, seriesNode } from '@/lib/compile/plan';
import { fingerprint } from '@/lib/core/ids';
import type { Millis } from '@/lib/core/time';
import { type AlertEvent, type AlertState, inactive, RANK, transition } from '@/lib/evaluate/alert';
import { alertingVerdicts, alertKey } from '@/lib/evaluate/alerting';
import type { NodeVerdict } from '@/lib/evaluate/evaluate';
import { sentenceOf } from '@/lib/evaluate/sentence';
import { windowOf } from '@/lib/evaluate/windows';
import type { Alert, AlertStateRow } from '@/server/store/alerts';
import { toAlertState } from '@/server/store/alerts';
import type { NewAlert, NewAlertEvent, NewAlertState, NewOutbox } from '@/server/store/commitRun';
import { alertIdOf, outboxIdOf } from '@/server/store/ids';
import type { Published } from './plans';

/** From a slot's verdicts to what becomes of every alert, and what must be told. Pure. */
export type Settling = {
  published: Published;
  projectId: string;
  /** The alerts' track: live, or a replay's. */
  track: string;
  slot: Millis;
  now: Millis;
  verdicts: readonly NodeVerdict[];
  /** Every state of the monitor on this track, and its open alerts. */
  states: readonly AlertStateRow[];
  open: readonly Alert[];
  /** How long nothing ran before this slot: it does not count towards `for`. */
  downMs: Millis;
  voice: Voice;
};

export type Voice = {
  /** `silent`: alerts change, nobody is told. */
  mode: 'live' | 'silent' | 'backfill' | 'replay';
  publicUrl: string | null;
};

export type Settled = {
  states: NewAlertState[];
  alerts: NewAlert[];
  events: NewAlertEvent[];
  outbox: NewOutbox[];
};

/** Time down that is left out of `for`; a longer gap is news in itself. */
const DOWN_MS_MAX = 3_600_000;

export function settle(input: Settling): Settled {
  const rows = new Map(input.states.map((row) => [alertKey(row.node, row.labels), row]));
  const settled: Settled = { states: [], alerts: [], events: [], outbox: [] };
  for (const verdict of alertingVerdicts(input.published.plan, input.verdicts, input.states)) {
    const row = rows.get(alertKey(verdict.node, verdict.labels)) ?? null;
    settleOne(input, { verdict, row }, settled);
  }
  return settled;
}

type One = { verdict: NodeVerdict; row: AlertStateRow | null };

function settleOne(input: Settling, { verdict, row }: One, settled: Settled): void {
  const before = row ? withoutDowntime(known(toAlertState(row), input), input.downMs) : inactive;
  const { severity } = verdict;
  const { next, event } = transition(before, { severity, slot: input.slot }, input.published.plan.alert);
  if (next === before) return;
  const firing = next.state === 'firing';
  const place = { projectId: input.projectId, monitorId: input.published.monitorId, track: input.track };
  const who = { ...place, node: verdict.node, fingerprint: fingerprint(verdict.labels) };
  const opened = firing && next.firedAt !== null ? alertIdOf({ ...who, firedAt: next.firedAt }) : null;
  const alertId = row?.alertId ?? opened;
  settled.states.push({ ...who, labels: verdict.labels, ...next, alertId: firing ? alertId : null });
  if (alertId === null) return;
  const old = input.open.find(({ id }) => id === alertId) ?? null;
  const sentence = sentenceOf(input.published.plan, verdict);
  const change: Change = {
    sentence,
    alertId,
    verdict,
    next,
    event,
    startedAt: old?.startedAt ?? next.since ?? input.slot,
  };
  settled.alerts.push(alertRow(input, { who, old, change }));
  if (event !== null) tell(input, { ...change, event }, settled);
}

/** A state from the future was written under a wrong clock: its times cannot hold back what is found now. */
function known(state: AlertState, { slot, now }: Settling): AlertState {
  if (state.slot === null || state.slot <= now) return state;
  const past = (at: Millis | null) => (at === null ? null : Math.min(at, slot));
  return {
    ...state,
    slot: null,
    since: past(state.since),
    goodSince: past(state.goodSince),
    toldAt: past(state.toldAt),
  };
}

function withoutDowntime(state: AlertState, downMs: Millis): AlertState {
  if (downMs === 0) return state;
  const shift = Math.min(downMs, DOWN_MS_MAX);
  const later = (at: Millis | null) => (at === null ? null : at + shift);
  return state.state === 'pending'
    ? { ...state, since: later(state.since) }
    : { ...state, goodSince: later(state.goodSince) };
}

type Change = {
  alertId: string;
  verdict: NodeVerdict;
  next: AlertState;
  event: AlertEvent | null;
  startedAt: Millis;
  sentence: string;
};
type Who = { projectId: string; monitorId: string; track: string; node: string; fingerprint: string };

function alertRow(input: Settling, at: { who: Who; old: Alert | null; change: Change }): NewAlert {
  const { who, old, change } = at;
  const { verdict, next } = change;
  const reason = change.sentence;
  // While good, or kept as it was, the last bad finding is what the alert is about.
  const speaks = next.state === 'firing' && next.severity === verdict.severity;
  return {
    ...who,
    id: change.alertId,
    title: titleOf(input.published.plan, verdict.node),
    labels: verdict.labels,
    backfilled: input.voice.mode === 'backfill',
    version: input.published.version,
    severity: next.severity,
    severityPeak: worse(old?.severityPeak ?? 'ok', next.severity),
    reasonFirst: old?.reasonFirst ?? reason,
    reasonLast: speaks || !old ? reason : old.reasonLast,
    valueLast: speaks ? verdict.value : (old?.valueLast ?? null),
    valuePeak: speaks
      ? peakOf(input.published.plan, verdict, old?.valuePeak ?? null)
      : (old?.valuePeak ?? null),
    startedAt: change.startedAt,
    firedAt: old?.firedAt ?? next.firedAt ?? input.slot,
    resolvedAt: next.state === 'firing' ? null : input.slot,
    updatedAt: input.now,
  };
}

const worse = (a: Severity, b: Severity): Severity => (RANK[b] > RANK[a] ? b : a);

export function titleOf(plan: Plan, node: string): string {
  return plan.verdicts.find(({ id }) => id === node)?.title ?? node;
}

/** The worst value so far, by what is worse for its detector. */
function peakOf(plan: Plan, verdict: NodeVerdict, before: number | null): number | null {
  const { value } = verdict;
  if (value === null || before === null) return value ?? before;
  const planned = plan.verdicts.find(({ id }) => id === verdict.node);
  const input = planned?.kind === 'threshold' ? planned.input : null;
  const direction = seriesNode(plan, input)?.worse ?? 'either';
  if (direction === 'higher') return Math.max(value, before);
  if (direction === 'lower') return Math.min(value, before);
  return Math.abs(value) > Math.abs(before) ? value : before;
}

type Told = Change & { event: AlertEvent };

/** An entry in the alert's timeline, and a message for every action that listens. */
export function tell(input: Settling, told: Told, settled: Settled): void {
  const { alertId, verdict, next, event } = told;
  const { projectId, slot, published, now } = input;
  const reason = told.sentence;
  const severity = next.severity;
  const id = String(next.sequence).padStart(8, '0');
  settled.events.push({ projectId, alertId, id, at: slot, event, severity, reason, value: verdict.value });
  if (input.voice.mode === 'silent' || input.voice.mode === 'backfill') return;
  for (const action of published.plan.actions) {
    if (!action.inputs.includes(verdict.node)) continue;
    const messageId = outboxIdOf({ alertId, sequence: next.sequence, action: action.id });
    const request = action.run.render(noticeOf(input, told, messageId));
    settled.outbox.push({
      projectId,
      id: messageId,
      monitorId: published.monitorId,
      alertId,
      action: action.id,
      sequence: next.sequence,
      event,
      request,
      endpoint: request.transport === 'log' ? 'log' : request.connection,
      status: 'pending',
      nextAttemptAt: now,
      createdAt: now,
    });
  }
}

function noticeOf(input: Settling, told: Told, id: string): Notice {
  const { plan, version, monitorId } = input.published;
  const { verdict, next, event, alertId } = told;
  const why = { ...plan.why, ...plan.verdicts.find((planned) => planned.id === verdict.node)?.why };
  const { publicUrl, mode } = input.voice;
  return {
    id,
    event,
    severity: next.severity,
    monitor: { id: monitorId, name: plan.name, version },
    alert: { id: alertId, node: verdict.node, title: titleOf(plan, verdict.node), labels: verdict.labels },
    reason: told.sentence,
    value: verdict.value,
    window: windowOf(plan.schedule, input.slot),
    startedAt: told.startedAt,
    at: input.slot,
    why: given(why),
    url: publicUrl === null ? null : `${publicUrl}/alerts/${alertId}`,
    replay: mode === 'replay',
  };
}

function given(why: Plan['why']): Notice['why'] {
  return Object.fromEntries(Object.entries(why).filter(([, value]) => typeof value === 'string'));
}
