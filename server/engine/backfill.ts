import { DAY_MS, type Millis } from '@/lib/core/time';
import { lookbackOf } from '@/lib/evaluate/trail';
import { slotsIn } from '@/lib/evaluate/windows';
import { LIVE } from '@/server/db/schema';
import { alertStatesOf, deliveriesOf, openAlertsOf, toAlertState } from '@/server/store/alerts';
import { commitRuns, type RunCommit } from '@/server/store/commitRun';
import { finishJob, type Job, progressJob } from '@/server/store/jobs';
import { findMonitor, releaseMonitor } from '@/server/store/monitors';
import { backfillTrack } from '@/server/store/runs';
import type { Scope } from '@/server/store/scope';
import { endJob } from './endJob';
import type { Engine } from './engine';
import type { Published } from './plans';
import { playSlots } from './playSlots';
import { firstDataAt } from './readHistory';
import { toProblem } from './runMonitor';
import { type Settled, type Settling, tell } from './settle';

const BACK_MS = 60 * DAY_MS;
const SLOTS_MAX = 500;

/**
 * Which past slots a new version is scored for: up to 500 and as many as its analysers look back, up to 60 days, and only whole windows: one that begins
 * before the data does is noise, and would ring for nothing.
 */
export async function backfillSlots(engine: Engine, published: Published, until: Millis): Promise<Millis[]> {
  const { schedule } = published.plan;
  if (until <= 0) return [];
  const most = SLOTS_MAX + lookbackOf(published.plan);
  const from = Math.max(until - BACK_MS, until - most * schedule.everyMs);
  const first = await firstDataAt(engine.reader, published, { from: from - schedule.windowMs, to: until });
  if (first === null) return [];
  return slotsIn(schedule, { from: Math.max(from, first + schedule.windowMs - 1), to: until });
}

export type Backfill = {
  job: Job;
  until: Millis;
  /** Alerts that were open, and told, before the first slot was scored: kept with the job, for when it is resumed. */
  told: readonly string[];
};

/**
 * Scores the past for a version that was just published, so that its chart and its alerts begin with a history.
 * Nobody is told of what is over; what still fires at the end is told once. The monitor runs when this is done.
 */
export async function runBackfill(engine: Engine, scope: Scope, task: Backfill): Promise<void> {
  const { job, until } = task;
  const monitorId = job.monitorId ?? '';
  await engine.exclusive(`${scope.actor.projectId} ${monitorId}`, async () => {
    try {
      const version = findMonitor(scope, monitorId)?.publishedVersion ?? 0;
      const published = engine.plans.get(scope, monitorId, version);
      const slots = await backfillSlots(engine, published, until);
      const done = await playSlots(engine, scope, {
        published,
        track: backfillTrack(version),
        voice: { mode: 'backfill', publicUrl: engine.publicUrl },
        slots,
        progress: (played) => progressJob(scope, job.id, { done: played, total: slots.length }),
      });
      engine.trails.forget(scope, monitorId);
      await tellStillFiring(engine, scope, { published, told: new Set(task.told) });
      await finishJob(scope, job.id, { status: 'done', result: { slots: done } });
    } catch (error) {
      // It is not over: the next start goes on with it.
      if (engine.ending.aborted) return;
      const end = { status: 'failed' as const, problem: toProblem(engine, error, monitorId) };
      await endJob(engine, scope, { id: job.id, end });
    }
    await releaseMonitor(scope, monitorId);
  });
}

type Ended = { published: Published; told: ReadonlySet<string> };

/** One notice for each alert that began in the backfilled past and still fires. */
async function tellStillFiring(engine: Engine, scope: Scope, { published, told }: Ended): Promise<void> {
  const { monitorId } = published;
  const open = new Map(openAlertsOf(scope, monitorId).map((alert) => [alert.id, alert]));
  const settled: Settled = { states: [], alerts: [], events: [], outbox: [] };
  for (const row of alertStatesOf(scope, monitorId)) {
    const alert = row.alertId === null || told.has(row.alertId) ? undefined : open.get(row.alertId);
    // A backfill that was cut off after this has told it already.
    if (alert && deliveriesOf(scope, alert.id).length > 0) continue;
    if (!alert || row.slot === null || !published.plan.alerting.includes(row.node)) continue;
    const next = { ...toAlertState(row), toldAt: row.slot, sequence: row.sequence + 1 };
    const { severity } = row;
    // The alert's own last sentence is the reason; it names the detector already.
    const verdict = {
      node: row.node,
      labels: row.labels,
      severity,
      reason: alert.reasonLast,
      value: alert.valueLast,
    };
    const input: Settling = {
      published,
      projectId: scope.actor.projectId,
      track: LIVE,
      slot: row.slot,
      now: scope.clock.now(),
      verdicts: [],
      states: [],
      open: [],
      downMs: 0,
      voice: { mode: 'live', publicUrl: engine.publicUrl },
    };
    settled.states.push({ ...row, ...next });
    tell(
      input,
      {
        alertId: alert.id,
        verdict,
        next,
        event: 'firing',
        startedAt: alert.startedAt,
        sentence: alert.reasonLast,
      },
      settled,
    );
  }
  const commit: RunCommit = { run: null, ...settled, monitor: null };
  if (settled.states.length === 0) return;
  await commitRuns(scope, engine.fence, [commit]);
  engine.wake();
}
