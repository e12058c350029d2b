import { Failure, type Problem, problem } from '@/lib/core/failures';
import type { Millis } from '@/lib/core/time';
import type { Evaluation } from '@/lib/evaluate/evaluate';
import { awaitedShare, createQueue } from '@/lib/evaluate/lateLabels';
import { evaluateTallies } from '@/lib/evaluate/simulate';
import { dueAt, type Monitor } from '@/server/store/monitors';
import { liveTrack, waitingBefore } from '@/server/store/runs';
import { engineActor, type Scope, scopeOf } from '@/server/store/scope';
import type { Engine } from './engine';
import type { Published } from './plans';
import type { TallyReader } from './reader';
import { readSlot } from './readHistory';
import { slotCommit } from './slotCommit';

export type Due = { monitor: Monitor; version: number; slot: Millis; missed: number };

/** One live slot of one monitor: read, evaluate, settle, commit. Whatever goes wrong becomes a run that says so. */
export async function runMonitor(
  engine: Engine,
  due: Due,
  reader: TallyReader = engine.reader,
): Promise<void> {
  const { monitor, slot } = due;
  const scope = scopeOf(engine.store, engineActor(monitor.projectId));
  const startedAt = engine.store.clock.now();
  const everyMs = monitor.everyMs ?? 60_000;
  const next = { projectId: monitor.projectId, id: monitor.id, nextDueAt: dueAt(monitor, slot + everyMs) };
  const published = load(engine, due);
  if (!('plan' in published)) {
    const run = {
      projectId: monitor.projectId,
      monitorId: monitor.id,
      ...liveTrack,
      slot,
      version: due.version,
      startedAt,
      finishedAt: engine.store.clock.now(),
      status: 'failed' as const,
      problem: published,
      evaluation: { scores: [], verdicts: [] },
      missed: due.missed,
    };
    const change = { ...next, lastSeverity: 'error' as const };
    await engine.commit({ run, states: [], alerts: [], events: [], outbox: [], monitor: change });
    return;
  }
  const wanted = { published, slot, reader };
  const { evaluation: seen, problem: found } = await evaluateNow(engine, scope, wanted);
  const before = { monitorId: monitor.id, version: due.version, slot };
  const waiting = published.plan.labels === null ? [] : waitingBefore(scope, before);
  const evaluation = createQueue(waiting).take(seen);
  // Cut off by the engine's end is no finding: the slot runs at the next start.
  if (found !== null) engine.ending.throwIfAborted();
  const { severity, ...commit } = slotCommit(scope, {
    published,
    track: liveTrack,
    slot,
    startedAt,
    evaluation,
    problem: found,
    missed: due.missed,
    voice: { mode: 'live', publicUrl: engine.publicUrl },
  });
  const isNew = await engine.commit({ ...commit, monitor: { ...next, lastSeverity: severity } });
  if (isNew && commit.outbox.length > 0) engine.wake();
}

function load(engine: Engine, { monitor, version }: Due): Published | Problem {
  const scope = scopeOf(engine.store, engineActor(monitor.projectId));
  try {
    return engine.plans.get(scope, monitor.id, version);
  } catch (error) {
    return toProblem(engine, error, monitor.id);
  }
}

type Wanted = { published: Published; slot: Millis; reader: TallyReader };

/** One slot of a version from the data as it is now. */
export async function evaluateNow(
  engine: Engine,
  scope: Scope,
  { published, slot, reader }: Wanted,
): Promise<{ evaluation: Evaluation; problem: Problem | null }> {
  try {
    const tallies = await readSlot(reader, published, slot);
    const { plan, profiles } = published;
    const { past } = engine.trails.before(scope, published, { track: liveTrack, slot });
    const awaited = awaitedShare(plan, slot, engine.store.clock.now());
    const evaluation = evaluateTallies(plan, slot, { profiles, tallies, past, awaited });
    const [why] = [...tallies.values()].flatMap((read) => ('failed' in read ? read.failed : []));
    return { evaluation, problem: why === undefined ? null : problem('run_failed', { message: why }) };
  } catch (error) {
    const found = toProblem(engine, error, published.monitorId);
    return { evaluation: allInError(published, found.what), problem: found };
  }
}

/** Nothing could be said of anything: every alerting node is in error. */
function allInError({ plan }: Published, reason: string): Evaluation {
  const verdicts = plan.alerting.map((node) => ({
    node,
    labels: {},
    severity: 'error' as const,
    reason,
    value: null,
  }));
  return { scores: [], verdicts };
}

export function toProblem(engine: Engine, error: unknown, monitor: string): Problem {
  if (error instanceof Failure && error.problems[0]) return error.problems[0];
  const reference = monitor.slice(0, 8);
  engine.log.error({ err: error, monitor, reference }, 'a run broke');
  return problem('internal', { reference });
}
