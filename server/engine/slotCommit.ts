import type { Score, Severity } from '@/lib/blocks/block';
import type { Plan } from '@/lib/compile/plan';
import type { Problem } from '@/lib/core/failures';
import type { Millis } from '@/lib/core/time';
import { RANK } from '@/lib/evaluate/alert';
import type { Evaluation, NodeScore } from '@/lib/evaluate/evaluate';
import { judgedNow, waitingNodes } from '@/lib/evaluate/lateLabels';
import type { StoredEvaluation } from '@/server/db/json';
import { LIVE } from '@/server/db/schema';
import { alertStatesOf, openAlertsOf } from '@/server/store/alerts';
import type { RunCommit } from '@/server/store/commitRun';
import type { Track } from '@/server/store/runs';
import type { Scope } from '@/server/store/scope';
import type { Published } from './plans';
import { settle, type Voice } from './settle';

/** One evaluated slot. */
export type Slot = {
  published: Published;
  track: Track;
  slot: Millis;
  startedAt: Millis;
  evaluation: Evaluation;
  problem: Problem | null;
  missed: number;
  voice: Voice;
};

/** A replay has alerts of its own; a backfill is the past of what is live. */
export const alertTrackOf = (track: Track): string => (track.kind === 'replay' ? track.track : LIVE);

/** All that one slot changes, from the states as they are now. */
export function slotCommit(scope: Scope, slot: Slot): RunCommit & { severity: Severity } {
  const { published, track, evaluation } = slot;
  const alertTrack = alertTrackOf(track);
  const states = alertStatesOf(scope, published.monitorId, alertTrack);
  const firing = states.some((row) => row.state === 'firing');
  const now = scope.clock.now();
  const settled = settle({
    published: { ...published, plan: judgedNow(published.plan, evaluation) },
    projectId: scope.actor.projectId,
    track: alertTrack,
    slot: slot.slot,
    now,
    verdicts: evaluation.verdicts,
    states,
    open: firing ? openAlertsOf(scope, published.monitorId, alertTrack) : [],
    downMs: slot.missed * published.plan.schedule.everyMs,
    voice: slot.voice,
  });
  const failed = evaluation.scores.filter((score) => score.failed).length;
  const run = {
    projectId: scope.actor.projectId,
    monitorId: published.monitorId,
    ...track,
    slot: slot.slot,
    version: published.version,
    startedAt: slot.startedAt,
    finishedAt: now,
    status: slot.problem === null ? ('ok' as const) : ('failed' as const),
    problem: slot.problem,
    evaluation: compact(evaluation),
    missed: slot.missed,
    partial: failed > 0 && failed < evaluation.scores.length,
    waiting: waitingText(evaluation),
  };
  const severity = worstOf(published.plan, evaluation, [...states, ...settled.states]);
  return { run, ...settled, monitor: null, severity };
}

export function waitingText(evaluation: Evaluation): string | null {
  return waitingNodes(evaluation).join(' ') || null;
}

type Known = { node: string; fingerprint: string; severity: Severity };

/** The worst that holds: what was judged, and of nodes that wait their alerts as they are; later states win. */
export function worstOf(plan: Plan, evaluation: Evaluation, states: readonly Known[]): Severity {
  const waiting = new Set(waitingNodes(evaluation));
  const held = new Map(
    states
      .filter((state) => waiting.has(state.node))
      .map((state) => [`${state.node} ${state.fingerprint}`, state]),
  );
  const judged = evaluation.verdicts.filter((verdict) => !verdict.waiting);
  let worst: Severity = 'ok';
  for (const { node, severity } of [...judged, ...held.values()]) {
    if (plan.alerting.includes(node) && RANK[severity] > RANK[worst]) worst = severity;
  }
  return worst;
}

/** Explanations are kept where something is wrong; what is fine needs its number alone. */
export function compact(evaluation: Evaluation): StoredEvaluation {
  const bad = evaluation.verdicts.some((verdict) => verdict.severity !== 'ok');
  const scores = evaluation.scores.map(
    (entry): NodeScore => ({
      ...entry,
      score: bad ? entry.score : bare(entry.score),
      previous: entry.previous && bare(entry.previous),
      reference: entry.reference && bare(entry.reference),
    }),
  );
  return { scores, verdicts: evaluation.verdicts };
}

function bare(score: Score): Score {
  if (!score.ok) return score;
  const { value, rows, labels } = score;
  return { ok: true, value, rows, ...(labels ? { labels } : {}) };
}
