import type { Score, Severity } from '@/lib/blocks/block';
import type { Problem } from '@/lib/core/failures';
import type { Millis } from '@/lib/core/time';
import { RANK } from '@/lib/evaluate/alert';
import type { Evaluation, NodeScore } from '@/lib/evaluate/evaluate';
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
    published,
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
  };
  return { run, ...settled, monitor: null, severity: worstOf(published, evaluation) };
}

function worstOf(published: Published, evaluation: Evaluation): Severity {
  let worst: Severity = 'ok';
  for (const { node, severity } of evaluation.verdicts) {
    if (published.plan.alerting.includes(node) && RANK[severity] > RANK[worst]) worst = severity;
  }
  return worst;
}

/** Explanations are kept where something is wrong; what is fine needs its number alone. */
function compact(evaluation: Evaluation): StoredEvaluation {
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
  return score.ok ? { ok: true, value: score.value, rows: score.rows } : score;
}
