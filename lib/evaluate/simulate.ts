import type { Plan, PlannedDetector } from '@/lib/compile/plan';
import type { Millis, Span } from '@/lib/core/time';
import type { Tally } from '@/lib/tally/tally';
import { type AlertEvent, type AlertState, inactive, transition } from './alert';
import { alertingVerdicts, alertKey, type Held } from './alerting';
import {
  type DetectorProfiles,
  type DetectorTallies,
  type Evaluation,
  type EvaluationInput,
  evaluate,
  type NodeScore,
  type NodeVerdict,
  scoreDetector,
} from './evaluate';
import { awaitedShare, createQueue, judgedNow } from './lateLabels';
import { tallySpecOf } from './segments';
import { createTrail, type Past } from './trail';
import { type Buckets, previousWindowOf, slotsIn, tallyOf, wantsPrevious, windowOf } from './windows';

/** What a monitor's past looked like to each detector: its buckets, and its reference. */
export type History = {
  profiles: DetectorProfiles;
  buckets: ReadonlyMap<string, Buckets>;
  /** The reference's tally where it is fixed; trailing references are read from the buckets. */
  references: ReadonlyMap<string, Tally>;
  /** Detectors whose data could not be read, and why. */
  failed?: ReadonlyMap<string, string>;
  /** When it was read: labels of windows shortly before it are still awaited. Left out: all labels are there. */
  readAt?: Millis;
};

/** An alert from its first bad slot to its end, as it would have been told. */
export type SimulatedAlert = {
  node: string;
  labels: Readonly<Record<string, string>>;
  firedAt: Millis;
  /** Null where it was still firing at the end. */
  resolvedAt: Millis | null;
  severity: NodeVerdict['severity'];
  peak: number | null;
  reason: string;
};

export type SimulatedSlot = {
  slot: Millis;
  evaluation: Evaluation;
  events: { node: string; labels: Readonly<Record<string, string>>; event: AlertEvent }[];
};

/** The span that buckets must cover to evaluate every slot in `span`. */
export function spanNeeded(plan: Plan, span: Span): Span {
  const lookBack =
    plan.reference?.kind === 'trailing'
      ? plan.reference.ms + plan.reference.endingMs
      : plan.schedule.windowMs;
  return {
    from: span.from - plan.schedule.windowMs - Math.max(lookBack, plan.schedule.windowMs),
    to: span.to,
  };
}

/** Where the reference of a slot lies in time; null for a file, which covers no known length of time. */
export function referenceSpanOf(plan: Plan, slot: Millis): Span | null {
  const { reference } = plan;
  if (!reference || reference.kind === 'file') return null;
  if (reference.kind === 'range') return reference.span;
  const to = windowOf(plan.schedule, slot).from - reference.endingMs;
  const { bucketMs } = plan.schedule;
  const from = to - Math.max(bucketMs, Math.round(reference.ms / bucketMs) * bucketMs);
  return { from, to };
}

/** The stretches of time that a detector looks at in one slot; null where it does not. */
export type SlotSpans = { current: Span; previous: Span | null; reference: Span | null };

export function spansAt(plan: Plan, detector: string, slot: Millis): SlotSpans {
  return {
    current: windowOf(plan.schedule, slot),
    previous: wantsPrevious(plan, detector) ? previousWindowOf(plan.schedule, slot) : null,
    reference: plan.reference?.kind === 'trailing' ? referenceSpanOf(plan, slot) : null,
  };
}

/** A detector's tallies at one slot, from its history. */
export function talliesAt(
  plan: Plan,
  detector: PlannedDetector,
  at: { slot: Millis; history: History },
): DetectorTallies {
  const { history, slot } = at;
  const why = history.failed?.get(detector.id);
  if (why !== undefined) return { failed: why };
  const { bucketMs } = plan.schedule;
  const buckets = history.buckets.get(detector.id) ?? new Map<Millis, Tally>();
  const spec = tallySpecOf(detector, history.profiles.get(detector.id) ?? {});
  const cut = (span: Span) => tallyOf(buckets, spec, { span, bucketMs });
  const { current, previous, reference } = spansAt(plan, detector.id, slot);
  return {
    current: cut(current),
    previous: previous && cut(previous),
    reference: reference ? cut(reference) : (history.references.get(detector.id) ?? null),
  };
}

/** One slot through `evaluate`. */
export function evaluateSlot(
  plan: Plan,
  slot: Millis,
  { history, past }: { history: History; past: Past },
): Evaluation {
  return evaluate(plan, { ...inputAt(plan, plan.detectors, { slot, history }), past });
}

/** The same where each span's tally is there already and need not be added up from its buckets. */
export function evaluateTallies(
  plan: Plan,
  slot: Millis,
  read: Pick<EvaluationInput, 'profiles' | 'tallies' | 'past' | 'awaited'>,
): Evaluation {
  return evaluate(plan, { ...spansOf(plan, slot), ...read });
}

/** One detector at one slot, for those who keep the scores of the others. */
export function scoresAt(
  plan: Plan,
  detector: PlannedDetector,
  at: { slot: Millis; history: History },
): NodeScore[] {
  return scoreDetector(detector, inputAt(plan, [detector], at));
}

function inputAt(
  plan: Plan,
  detectors: readonly PlannedDetector[],
  { slot, history }: { slot: Millis; history: History },
): Omit<EvaluationInput, 'past'> {
  return {
    ...spansOf(plan, slot),
    profiles: history.profiles,
    awaited: awaitedShare(plan, slot, history.readAt),
    tallies: new Map(detectors.map((d) => [d.id, talliesAt(plan, d, { slot, history })])),
  };
}

function spansOf(plan: Plan, slot: Millis): Pick<EvaluationInput, 'span' | 'previousSpan' | 'referenceSpan'> {
  return {
    span: windowOf(plan.schedule, slot),
    previousSpan: previousWindowOf(plan.schedule, slot),
    referenceSpan: referenceSpanOf(plan, slot) ?? (plan.reference ? { from: slot, to: slot } : null),
  };
}

export type Played = { slots: SimulatedSlot[]; alerts: SimulatedAlert[] };

/** Plays a monitor over the past: the same `evaluate` and `transition` as production, slot by slot. */
export function simulate(plan: Plan, history: History, span: Span): Played {
  const trail = createTrail(plan);
  return play(plan, span, (slot) => {
    const evaluation = evaluateSlot(plan, slot, { history, past: trail.past });
    trail.note(slot, evaluation.scores);
    return evaluation;
  });
}

/** The second half of `simulate`: what the alerts make of evaluations that are there already. */
export function play(plan: Plan, span: Span, evaluationAt: (slot: Millis) => Evaluation): Played {
  const states = new Map<string, Held & { alert: AlertState }>();
  const open = new Map<string, SimulatedAlert>();
  const alerts: SimulatedAlert[] = [];
  const queue = createQueue();
  const slots = slotsIn(plan.schedule, span).map((slot) => {
    const evaluation = queue.take(evaluationAt(slot));
    const events: SimulatedSlot['events'] = [];
    for (const verdict of alertingVerdicts(
      judgedNow(plan, evaluation),
      evaluation.verdicts,
      states.values(),
    )) {
      const { node, labels } = verdict;
      const key = alertKey(node, labels);
      const { next, event } = transition(
        states.get(key)?.alert ?? inactive,
        { severity: verdict.severity, slot },
        plan.alert,
      );
      states.set(key, { node, labels, state: next.state, alert: next });
      record({ open, alerts }, { key, verdict, next });
      if (event) events.push({ node, labels, event });
    }
    return { slot, evaluation, events };
  });
  return { slots, alerts };
}

type Book = { open: Map<string, SimulatedAlert>; alerts: SimulatedAlert[] };

function record(book: Book, at: { key: string; verdict: NodeVerdict; next: AlertState }): void {
  const { key, verdict, next } = at;
  const running = book.open.get(key);
  if (running && next.state !== 'firing') {
    running.resolvedAt = next.slot;
    book.open.delete(key);
    return;
  }
  if (next.state !== 'firing') return;
  if (!running) {
    const { node, labels, severity, value, reason } = verdict;
    const started = {
      node,
      labels,
      firedAt: next.firedAt ?? 0,
      resolvedAt: null,
      severity,
      peak: value,
      reason,
    };
    book.open.set(key, started);
    book.alerts.push(started);
    return;
  }
  if (verdict.value !== null && (running.peak === null || Math.abs(verdict.value) > Math.abs(running.peak)))
    running.peak = verdict.value;
}
