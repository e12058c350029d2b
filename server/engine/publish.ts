import { compile } from '@/lib/compile/compile';
import type { Plan } from '@/lib/compile/plan';
import { Failure, isError, type Problem, problem } from '@/lib/core/failures';
import { changesBetween } from '@/lib/spec/changes';
import { parseSpec } from '@/lib/spec/yaml';
import { LIVE } from '@/server/db/schema';
import { alertStatesOf, openAlertsOf } from '@/server/store/alerts';
import { commitRuns } from '@/server/store/commitRun';
import { createJob, type Job } from '@/server/store/jobs';
import { dueSlot, getMonitor, type Monitor } from '@/server/store/monitors';
import type { Scope } from '@/server/store/scope';
import { addVersion, getVersion, type Version } from '@/server/store/versions';
import { runBackfill } from './backfill';
import type { Engine } from './engine';
import { pinBaseline } from './pinBaseline';
import { settle } from './settle';

export type PublishInput = {
  monitorId: string;
  /** Of the draft that the user saw. */
  token: string;
  note: string;
  /** False leaves the past alone and runs at once. */
  backfill?: boolean;
};

export type PublishAnswer = {
  version: Version;
  /** Warnings; errors refuse the publishing. */
  problems: readonly Problem[];
  /** Scores the past; the monitor runs once it is done. */
  backfill: Job;
  /** Resolves when the past is scored. For tests and the command line; nobody else need wait. */
  finished: Promise<void>;
};

/** The monitor is not claimed while its past is scored; the hold ends by itself should the engine die. */
const HOLD_MS = 15 * 60_000;

/** Makes the draft the version that runs: checks it, pins its baseline, and scores its past. */
export async function publish(engine: Engine, scope: Scope, input: PublishInput): Promise<PublishAnswer> {
  const now = scope.clock.now();
  const monitor = getMonitor(scope, input.monitorId);
  const catalogue = await engine.catalogue(scope);
  const { plan, problems } = compile(monitor.draft, catalogue);
  const errors = problems.filter(isError);
  if (!plan) throw new Failure([problem('publish_refused', { count: errors.length }), ...errors]);
  const labelsSeq = plan.labels === null ? null : engine.reader.seq();
  const baseline = await pinBaseline(engine.reader, { plan, catalogue, now });
  const before = monitor.publishedVersion;
  const old = before === null ? null : getVersion(scope, monitor.id, before).text;
  const { everyMs, delayMs } = plan.schedule;
  const summary = summaryOf(old, monitor.draft);
  const version = await engine.exclusive(`${scope.actor.projectId} ${monitor.id}`, async () => {
    const wish = { monitorId: monitor.id, token: input.token, note: input.note, summary };
    const made = await addVersion(scope, { ...wish, baseline, everyMs, delayMs, labelsSeq }, now + HOLD_MS);
    if (before !== null) await endRemoved(engine, scope, { monitor, before, plan });
    return made;
  });
  const until = input.backfill === false ? 0 : backfillEnd(getMonitor(scope, monitor.id));
  const told = openAlertsOf(scope, monitor.id).map(({ id }) => id);
  const params = { until, told };
  const backfill = await createJob(scope, { kind: 'backfill', monitorId: monitor.id, params });
  const finished = runBackfill(engine, scope, { job: backfill, ...params });
  // Failures are in the job; this keeps a rejection from ending the process.
  finished.catch((error) => engine.log.error({ err: error, monitor: monitor.id }, 'backfill broke'));
  return { version, problems, backfill, finished };
}

/** The slot before the one that runs next: live runs begin where the backfill ends. */
function backfillEnd(monitor: Monitor): number {
  const { nextDueAt, everyMs } = monitor;
  return nextDueAt === null || everyMs === null ? 0 : dueSlot(monitor, nextDueAt) - everyMs;
}

type Change = { monitor: Monitor; before: number; plan: Plan };

/** Alerts of nodes that the new version no longer watches end here, and those who were told are told so. */
async function endRemoved(engine: Engine, scope: Scope, { monitor, before, plan }: Change): Promise<void> {
  const states = alertStatesOf(scope, monitor.id).filter(
    (row) => row.state === 'firing' && !plan.alerting.includes(row.node),
  );
  if (states.length === 0) return;
  const published = engine.plans.get(scope, monitor.id, before);
  const alert = { ...published.plan.alert, keepFiringForMs: 0 };
  const slot = Math.max(...states.map((row) => row.slot ?? 0)) + 1;
  const settled = settle({
    // The old version's own words and actions: it is what people were told by.
    published: { ...published, plan: { ...published.plan, alert } },
    projectId: scope.actor.projectId,
    track: LIVE,
    slot,
    now: scope.clock.now(),
    verdicts: states.map((row) => ({
      node: row.node,
      labels: row.labels,
      severity: 'ok' as const,
      reason: `no longer watched since version ${before + 1}`,
      value: null,
    })),
    states,
    open: openAlertsOf(scope, monitor.id),
    downMs: 0,
    voice: { mode: 'live', publicUrl: engine.publicUrl },
  });
  await commitRuns(scope, engine.fence, [{ run: null, ...settled, monitor: null }]);
  engine.wake();
}

const CHANGES_MAX = 6;

/** What a version changes against the one before, for the list of versions. */
function summaryOf(before: string | null, after: string): string {
  const now = parseSpec(after).spec;
  if (!now) return '';
  const changes = changesBetween(before === null ? null : parseSpec(before).spec, now);
  const more = changes.length - CHANGES_MAX;
  const told = more > 0 ? [...changes.slice(0, CHANGES_MAX), `${more} more`] : changes;
  return told.join('; ') || 'no change to what it does';
}
