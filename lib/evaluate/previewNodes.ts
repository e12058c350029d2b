import type { LogicRun, Notice, Score, Severity, ThresholdRun } from '@/lib/blocks/block';
import type { Plan, PlannedAction, PlannedVerdict, SeriesNode } from '@/lib/compile/plan';
import { fingerprint } from '@/lib/core/ids';
import type { Millis } from '@/lib/core/time';
import type { NodeVerdict } from './evaluate';
import type { ActionPreview, DetectorPreview, PreviewSeries, VerdictPreview } from './preview';
import type { Played, SimulatedAlert, SimulatedSlot } from './simulate';
import { windowOf } from './windows';

/** From a played past to what each node shows. Pure. */

type Fresh<P> = Omit<P, 'cached'>;

/** Twice what a wide chart has pixels for. */
const POINTS_MAX = 1440;

export function detectorPreview(
  detector: SeriesNode,
  slots: readonly SimulatedSlot[],
): Fresh<DetectorPreview> {
  const series = new Map<string, { labels: PreviewSeries['labels']; points: [Millis, number | null][] }>();
  for (const { slot, evaluation } of slots) {
    for (const { node, labels, score } of evaluation.scores) {
      if (node !== detector.id) continue;
      const print = fingerprint(labels);
      const own = series.get(print) ?? { labels, points: [] };
      series.set(print, own);
      own.points.push([slot, score.ok ? score.value : null]);
    }
  }
  const last = lastScore(detector.id, slots);
  const words = wordsOf(series.values(), last);
  return {
    kind: 'input' in detector ? 'analyser' : 'detector',
    state: words === null ? 'ok' : 'warning',
    words,
    unit: detector.unit,
    worse: detector.worse,
    series: [...series.values()].map(({ labels, points }) => ({ labels, points: thin(points, POINTS_MAX) })),
    last,
    explanation: last?.ok ? (last.explanation ?? null) : null,
  };
}

/** The newest score that has a value; where none has, the newest. With segments the first of them. */
function lastScore(node: string, slots: readonly SimulatedSlot[]): Score | null {
  let newest: Score | null = null;
  for (let i = slots.length - 1; i >= 0; i--) {
    const scores = slots[i]?.evaluation.scores.filter((entry) => entry.node === node) ?? [];
    newest ??= scores[0]?.score ?? null;
    const valued = scores.find((entry) => entry.score.ok);
    if (valued) return valued.score;
  }
  return newest;
}

function wordsOf(series: Iterable<{ points: [Millis, number | null][] }>, last: Score | null): string | null {
  let runs = 0;
  let values = 0;
  for (const { points } of series) {
    runs += points.length;
    values += points.filter(([, value]) => value !== null).length;
  }
  if (runs === 0) return 'There is too little history for one whole window.';
  if (values > 0) return null;
  return `No window gave a value: ${last && !last.ok ? last.why : 'there are no rows'}.`;
}

/** At most `most` points; of each stretch the lowest and highest stay, so that no spike is lost. */
export function thin(
  points: readonly [Millis, number | null][],
  most: number,
): readonly (readonly [Millis, number | null])[] {
  if (points.length <= most) return points;
  const size = Math.ceil(points.length / Math.floor(most / 2));
  const kept: [Millis, number | null][] = [];
  for (let i = 0; i < points.length; i += size) {
    const part = points.slice(i, i + size);
    const valued = part.filter((point): point is [Millis, number] => point[1] !== null);
    const first = valued[0] ?? part[0];
    if (!first) continue;
    if (!valued[0]) {
      kept.push(first);
      continue;
    }
    const low = valued.reduce((a, b) => (b[1] < a[1] ? b : a));
    const high = valued.reduce((a, b) => (b[1] > a[1] ? b : a));
    kept.push(...(low[0] === high[0] ? [low] : low[0] < high[0] ? [low, high] : [high, low]));
  }
  return kept;
}

const RANK: Record<Severity, number> = { ok: 0, no_data: 1, error: 2, warning: 3, critical: 4 };

export function worstOf<V extends { severity: Severity }>(verdicts: readonly V[]): V | null {
  return verdicts.reduce<V | null>(
    (a, b) => (a === null || RANK[b.severity] > RANK[a.severity] ? b : a),
    null,
  );
}

export function verdictPreview(verdict: PlannedVerdict, played: Played): Fresh<VerdictPreview> {
  const last = worstOf(verdictsAt(verdict.id, played.slots.at(-1)));
  const ran = played.slots.length > 0;
  const blind = ran && played.slots.every((slot) => isBlind(verdictsAt(verdict.id, slot)));
  const words = !ran
    ? 'There is too little history for one whole window.'
    : blind
      ? `No window could be judged: ${last?.reason ?? 'there are no rows'}.`
      : null;
  return {
    kind: verdict.kind,
    state: words === null ? 'ok' : 'warning',
    words,
    lines: verdict.kind === 'threshold' ? (verdict.run satisfies ThresholdRun).lines : [],
    sentence: (verdict.run satisfies ThresholdRun | LogicRun).sentence,
    alerts: played.alerts.filter((alert) => alert.node === verdict.id),
    now: last ? { severity: last.severity, reason: last.reason } : null,
  };
}

const verdictsAt = (node: string, slot: SimulatedSlot | undefined): NodeVerdict[] =>
  slot?.evaluation.verdicts.filter((entry) => entry.node === node) ?? [];

const isBlind = (verdicts: readonly NodeVerdict[]): boolean =>
  verdicts.every(({ severity }) => severity === 'no_data' || severity === 'error');

export function actionPreview(action: PlannedAction, plan: Plan, played: Played): Fresh<ActionPreview> {
  const notice = exampleNotice(action, plan, played);
  return {
    kind: 'action',
    state: notice ? 'ok' : 'warning',
    words: notice ? null : 'Nothing was judged yet, so there is no message to show.',
    sentence: action.run.sentence,
    message: notice ? action.run.render(notice) : null,
  };
}

/** The last alert that it would have told; where nothing rang, what the last run would say if it did. */
function exampleNotice(action: PlannedAction, plan: Plan, played: Played): Notice | null {
  const rang = played.alerts.filter((alert) => action.inputs.includes(alert.node)).at(-1);
  if (rang) return noticeOf(plan, rang, { slot: rang.firedAt, value: rang.peak });
  const slot = played.slots.at(-1);
  const last = slot?.evaluation.verdicts.filter((entry) => action.inputs.includes(entry.node));
  const shown = last ? worstOf(last) : null;
  if (!slot || !shown) return null;
  const made = {
    ...shown,
    firedAt: slot.slot,
    severity: shown.severity === 'ok' ? 'warning' : shown.severity,
  };
  return noticeOf(plan, made, { slot: slot.slot, value: shown.value });
}

type Rang = Pick<SimulatedAlert, 'node' | 'labels' | 'firedAt' | 'severity' | 'reason'>;

function noticeOf(plan: Plan, rang: Rang, at: { slot: Millis; value: number | null }): Notice {
  const verdict = plan.verdicts.find((entry) => entry.id === rang.node);
  const { requirement, owner, objective, link } = { ...plan.why, ...verdict?.why };
  return {
    id: 'preview',
    event: 'firing',
    severity: rang.severity,
    monitor: { id: 'preview', name: plan.name, version: 1 },
    alert: { id: 'preview', node: rang.node, title: verdict?.title ?? rang.node, labels: rang.labels },
    reason: rang.reason,
    value: at.value,
    window: windowOf(plan.schedule, at.slot),
    startedAt: rang.firedAt,
    at: at.slot,
    why: {
      ...(requirement === undefined ? {} : { requirement }),
      ...(owner === undefined ? {} : { owner }),
      ...(objective === undefined ? {} : { objective }),
      ...(link === undefined ? {} : { link }),
    },
    url: null,
    replay: false,
  };
}
