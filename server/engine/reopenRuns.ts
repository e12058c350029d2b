import { formatValue, type Unit } from '@/lib/blocks/block';
import { percent } from '@/lib/blocks/words';
import type { Plan } from '@/lib/compile/plan';
import { fingerprint } from '@/lib/core/ids';
import { DAY_MS, formatTime, type Millis, type Span } from '@/lib/core/time';
import type { NodeScore } from '@/lib/evaluate/evaluate';
import { createQueue, type LabelQueue, type Reopened, reopen } from '@/lib/evaluate/lateLabels';
import { windowOf } from '@/lib/evaluate/windows';
import { LIVE } from '@/server/db/schema';
import { type Alert, alertStatesOf, listAlerts, openAlertsOf } from '@/server/store/alerts';
import { commitRuns, type NewAlertEvent, type RunCommit } from '@/server/store/commitRun';
import { type Monitor, setLabelsSeq } from '@/server/store/monitors';
import { findRun, judgedRuns, latestRun, type Run, type RunPlace, waitingRuns } from '@/server/store/runs';
import type { Scope } from '@/server/store/scope';
import type { Engine } from './engine';
import { fp } from './failpoints';
import type { Published } from './plans';
import { evaluateNow } from './runMonitor';
import { type Settled, settle } from './settle';
import { compact, waitingText, worstOf } from './slotCommit';

/** How far back late labels revise scores: as far as a version's past is scored. */
const BACK_MS = 60 * DAY_MS;
const JUDGED_MAX = 500;

/**
 * Judges the slots of a monitor whose labels have come, or have been waited for long enough, oldest first; and scores
 * those anew that were judged before labels came. One transaction a slot: a pass that was cut off is made again, finds
 * the slots that it had done as they are, and changes nothing there. Answers how many slots it changed.
 */
export async function reopenRuns(engine: Engine, scope: Scope, monitor: Monitor): Promise<number> {
  const version = monitor.publishedVersion ?? 0;
  const published = engine.plans.get(scope, monitor.id, version);
  const seq = engine.reader.seq();
  const places = changedPlaces(engine, scope, { monitor, published });
  if (places === null) return 0;
  const queue = createQueue();
  let [changed, whole] = [0, true];
  for (const place of places) {
    engine.ending.throwIfAborted();
    if (!place.changed && queue.holds(place.waiting?.split(' ') ?? [])) continue;
    const done = await reopenOne(engine, scope, { published, place, queue });
    if (done === 'unread') whole = false;
    if (done === 'changed') changed += 1;
  }
  // What could not be read is tried again at the next look.
  if (whole) await setLabelsSeq(scope, monitor.id, seq);
  if (changed > 0) engine.wake();
  return changed;
}

/** `changed`: labels have come, or have been waited for long enough. */
type Place = RunPlace & { changed: boolean };

/** The slots that wait, and those that labels touched, oldest first; null where nothing has changed. */
function changedPlaces(
  engine: Engine,
  scope: Scope,
  { monitor, published }: { monitor: Monitor; published: Published },
): Place[] | null {
  const { plan } = published;
  if (plan.labels === null) return null;
  const now = scope.clock.now();
  const wish = { monitorId: monitor.id, version: published.version };
  const waiting = waitingRuns(scope, wish);
  const from = Math.min(now - BACK_MS, waiting[0]?.slot ?? now);
  const since = monitor.labelsSeq ?? 0;
  const touched = (span: Span) => touchedSince(engine, plan, span) > since;
  const due = now - plan.labels.withinMs;
  const any = touched({ from: from - plan.schedule.windowMs, to: now });
  if (!any && !waiting.some((place) => place.slot <= due)) return null;
  const judged = any ? judgedRuns(scope, { ...wish, from: now - BACK_MS, limit: JUDGED_MAX }) : [];
  const changed = ({ slot, waiting: waits }: RunPlace) =>
    (waits !== null && slot <= due) || touched(windowOf(plan.schedule, slot));
  return [...waiting, ...judged]
    .map((place) => ({ ...place, changed: changed(place) }))
    .filter((place) => place.changed || place.waiting !== null)
    .sort((a, b) => a.slot - b.slot);
}

function touchedSince({ reader }: Engine, plan: Plan, span: Span): number {
  const reading = plan.detectors.filter((detector) => detector.readsLabels);
  return Math.max(0, ...reading.map(({ relation }) => reader.touchedSince(relation, span)));
}

type One = { published: Published; place: RunPlace; queue: LabelQueue };

async function reopenOne(
  engine: Engine,
  scope: Scope,
  { published, place, queue }: One,
): Promise<'changed' | 'same' | 'unread'> {
  const run = findRun(scope, published.monitorId, place);
  if (!run) return 'same';
  const { slot } = run;
  const seen = await evaluateNow(engine, scope, { published, slot, reader: engine.reader });
  if (seen.problem !== null) {
    if (run.waiting !== null) queue.take(run.evaluation);
    return 'unread';
  }
  const evaluation = run.waiting === null ? seen.evaluation : queue.take(seen.evaluation);
  const reopened = reopen(published.plan, run.evaluation, { evaluation, at: scope.clock.now() });
  const kept = compact(reopened.evaluation);
  const same = JSON.stringify(kept) === JSON.stringify(run.evaluation);
  if (same && reopened.judged.length === 0) return 'same';
  fp('late.before_commit');
  await commitRuns(scope, engine.fence, [lateCommit(engine, scope, { published, run, reopened })]);
  fp('late.after_commit');
  return 'changed';
}

type Late = { published: Published; run: Run; reopened: Reopened };

/** All that one slot changes once its labels have come: its scores, the alerts of what is judged now, what is told. */
function lateCommit(engine: Engine, scope: Scope, late: Late): RunCommit {
  const { published, run, reopened } = late;
  const { projectId } = scope.actor;
  const { monitorId, plan } = published;
  const states = alertStatesOf(scope, monitorId);
  const settled: Settled = settle({
    // Only what waited is judged; the other nodes' alerts have moved on.
    published: { ...published, plan: { ...plan, alerting: plan.alerting.filter(isIn(reopened.judged)) } },
    projectId,
    track: LIVE,
    slot: run.slot,
    now: scope.clock.now(),
    verdicts: reopened.evaluation.verdicts,
    states,
    open: openAlertsOf(scope, monitorId),
    downMs: 0,
    voice: { mode: 'live', publicUrl: engine.publicUrl },
  });
  const newest = latestRun(scope, monitorId);
  const shown = newest?.slot === run.slot ? reopened.evaluation : newest?.evaluation;
  const { kind, track, slot } = run;
  return {
    run: null,
    late: {
      projectId,
      monitorId,
      kind,
      track,
      slot,
      evaluation: compact(reopened.evaluation),
      waiting: waitingText(reopened.evaluation),
      lastSeverity: shown ? worstOf(plan, shown, [...states, ...settled.states]) : null,
    },
    ...settled,
    events: [...settled.events, ...revisions(scope, late)],
    monitor: null,
  };
}

const isIn = (nodes: readonly string[]) => (node: string) => nodes.includes(node);

/** Alerts that lived on a score that labels have changed since: their story stays, and says so. */
function revisions(scope: Scope, { published, run, reopened }: Late): NewAlertEvent[] {
  if (reopened.revised.length === 0) return [];
  const { plan, monitorId } = published;
  const about = listAlerts(scope, { monitorId, limit: 500 }).filter(
    ({ startedAt, resolvedAt }) => startedAt <= run.slot && run.slot <= (resolvedAt ?? run.slot),
  );
  return reopened.revised.flatMap((entry) => {
    const nodes = readersOf(plan, entry.node);
    const print = fingerprint(entry.labels);
    const lived = (alert: Alert) => nodes.has(alert.node) && ['', print].includes(alert.fingerprint);
    return about.filter(lived).map((alert) => ({
      projectId: scope.actor.projectId,
      alertId: alert.id,
      id: `revised ${run.slot} ${entry.node}`,
      at: entry.revised?.at ?? scope.clock.now(),
      event: 'revised' as const,
      reason: revisionWords(plan, entry, run.slot),
      value: entry.score.ok ? entry.score.value : null,
    }));
  });
}

/** Verdict nodes that a detector's score reaches, near or far. Verdicts come in order of the flow. */
function readersOf(plan: Plan, detector: string): ReadonlySet<string> {
  const reached = new Set<string>();
  for (const verdict of plan.verdicts) {
    const inputs = verdict.kind === 'threshold' ? [verdict.input] : verdict.inputs;
    if (inputs.some((input) => input === detector || reached.has(input))) reached.add(verdict.id);
  }
  return reached;
}

function revisionWords(plan: Plan, { node, score, revised }: NodeScore, slot: Millis): string {
  const detector = plan.detectors.find(({ id }) => id === node);
  const words = (value: number | null, unit: Unit) =>
    value === null ? 'no value' : formatValue(value, unit);
  const unit = detector?.unit ?? 'score';
  const [was, is] = [words(revised?.from ?? null, unit), words(score.ok ? score.value : null, unit)];
  const count = score.labels;
  const share =
    count && count.predicted > 0 ? `, with ${percent(count.labelled / count.predicted)} labelled` : '';
  const title = detector?.title ?? node;
  return `${title} of the window to ${formatTime(slot)} was ${was} when it was judged; it is ${is}${share}`;
}
