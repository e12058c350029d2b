import type { Notice, Severity } from '@/lib/blocks/block';
import type { AlertSettings } from '@/lib/compile/plan';
import type { Millis } from '@/lib/core/time';

/** The life of one alert: one verdict node and one set of labels of one monitor. */
export type AlertState = {
  state: 'inactive' | 'pending' | 'firing';
  /** The worst that holds now; `ok` while inactive. */
  severity: Severity;
  /** Slot since which it has been bad; null while inactive. */
  since: Millis | null;
  /** Slot at which it began to fire; null before. */
  firedAt: Millis | null;
  /** Slot since which it has been good while still firing. */
  goodSince: Millis | null;
  /** Slot of the last notice, for reminders. */
  toldAt: Millis | null;
  /** The last slot that was taken into account: older results change nothing. */
  slot: Millis | null;
  /** Grows with every notice, so that a receiver can order them. */
  sequence: number;
};

export const inactive: AlertState = {
  state: 'inactive',
  severity: 'ok',
  since: null,
  firedAt: null,
  goodSince: null,
  toldAt: null,
  slot: null,
  sequence: 0,
};

export type AlertEvent = Notice['event'];
export type Transition = { next: AlertState; event: AlertEvent | null };

/** How bad: a firing alert escalates when this grows. */
export const RANK: Readonly<Record<Severity, number>> = {
  ok: 0,
  no_data: 1,
  error: 1,
  warning: 2,
  critical: 3,
};

/**
 * The alert's next state, and what must be told. Pure and total: any state, any severity, any settings.
 * Time is the slot, never the clock. A slot that is not after the last one changes nothing, so a result that is
 * applied twice counts once.
 */
export function transition(
  state: AlertState,
  result: { severity: Severity; slot: Millis },
  settings: AlertSettings,
): Transition {
  if (state.slot !== null && result.slot <= state.slot) return { next: state, event: null };
  const seen = { ...state, slot: result.slot };
  const effective = treat(result.severity, settings);
  if (effective === 'keep') return { next: seen, event: null };
  if (effective === 'ok') return good(seen, result.slot, settings);
  return bad(seen, { severity: effective, slot: result.slot }, settings);
}

/** What no data and errors count as, by the settings. */
function treat(severity: Severity, settings: AlertSettings): Severity | 'keep' {
  if (severity === 'no_data' && settings.onNoData !== 'alert') return settings.onNoData;
  if (severity === 'error' && settings.onError === 'keep') return 'keep';
  return severity;
}

function good(state: AlertState, slot: Millis, settings: AlertSettings): Transition {
  if (state.state !== 'firing') return { next: { ...inactive, slot, sequence: state.sequence }, event: null };
  const goodSince = state.goodSince ?? slot;
  if (slot - goodSince < settings.keepFiringForMs) return { next: { ...state, goodSince }, event: null };
  return { next: { ...inactive, slot, sequence: state.sequence + 1 }, event: 'resolved' };
}

type Bad = { severity: Exclude<Severity, 'ok'>; slot: Millis };

function bad(state: AlertState, result: Bad, settings: AlertSettings): Transition {
  if (state.state === 'firing') return stillFiring(state, result, settings);
  const since = state.state === 'pending' ? (state.since ?? result.slot) : result.slot;
  const held = { ...state, since, severity: result.severity };
  if (result.slot - since < settings.forMs) return { next: { ...held, state: 'pending' }, event: null };
  return tell(
    { ...held, state: 'firing', firedAt: result.slot, goodSince: null },
    openingEvent(result.severity),
  );
}

const openingEvent = (severity: Severity): AlertEvent =>
  severity === 'no_data' || severity === 'error' ? severity : 'firing';

function stillFiring(state: AlertState, result: Bad, settings: AlertSettings): Transition {
  const next = { ...state, severity: result.severity, goodSince: null };
  const blind = result.severity === 'no_data' || result.severity === 'error';
  if (blind && result.severity !== state.severity) return tell(next, result.severity as AlertEvent);
  if (RANK[result.severity] > RANK[state.severity]) return tell(next, 'escalated');
  const dueAt = settings.remindEveryMs === null ? Infinity : (state.toldAt ?? 0) + settings.remindEveryMs;
  return result.slot >= dueAt ? tell(next, 'reminder') : { next, event: null };
}

function tell(next: AlertState, event: AlertEvent): Transition {
  return { next: { ...next, toldAt: next.slot, sequence: next.sequence + 1 }, event };
}
