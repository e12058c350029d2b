import { setImmediate as breathe } from 'node:timers/promises';
import type { SourceRef } from '@/lib/blocks/block';
import type { Catalogue } from '@/lib/compile/check';
import { compile } from '@/lib/compile/compile';
import {
  type Plan,
  type PlannedAnalyser,
  type PlannedDetector,
  seriesNode,
  seriesNodes,
} from '@/lib/compile/plan';
import { type Runnable, runnableOf } from '@/lib/compile/runnable';
import { Failure } from '@/lib/core/failures';
import type { Millis, Span } from '@/lib/core/time';
import { analyse } from '@/lib/evaluate/analyse';
import { judge, type NodeScore } from '@/lib/evaluate/evaluate';
import { awaitedShare } from '@/lib/evaluate/lateLabels';
import type { Preview } from '@/lib/evaluate/preview';
import { type History, type Played, play, scoresAt } from '@/lib/evaluate/simulate';
import { createTrail } from '@/lib/evaluate/trail';
import { slotsIn, wantsPrevious } from '@/lib/evaluate/windows';
import type { ColumnInfo } from '@/lib/tally/column';
import type { EventStore } from '@/server/events/store';
import { createLru } from '@/server/query/lru';
import { pinBaseline } from './pinBaseline';
import { nodePreviews } from './previewNodes';
import { createRowsPreviews, type RowsPreviews } from './previewRows';
import { previewSpan } from './previewSpan';
import type { TallyReader } from './reader';
import { readSpan } from './readHistory';

/**
 * Plays an unsaved draft over the data that is there: the same tallies, evaluation and alerts as production. Sends
 * nothing and stores nothing but what makes the next preview fast: a change of one node runs that node and what comes
 * after it, because the scores of the others are kept under all that they depend on.
 */

export type PreviewOptions = { events: EventStore; reader: TallyReader; now: () => Millis };
export type PreviewAsk = { text: string; days: number; catalogue: Catalogue };
export type RunPreview = (ask: PreviewAsk) => Promise<Preview>;

/** A detector's or analyser's scores by slot. */
export type DetectorRunOver = { scores: ReadonlyMap<Millis, NodeScore[]>; failed: string | null };

/** Scores kept, over all drafts that are open. */
const SCORES_MAX = 400_000;

export function createPreview(options: PreviewOptions): RunPreview {
  const rows = createRowsPreviews(options);
  const kept = createLru<DetectorRunOver>(SCORES_MAX, (run) => run.scores.size + 1);
  const seen = createLru<true>(5_000, () => 1);

  return async ({ text, days, catalogue }) => {
    const startedAt = performance.now();
    const { spec, problems } = compile(text, catalogue);
    const took = () => Math.round(performance.now() - startedAt);
    if (!spec) return { span: null, nodes: {}, problems, tookMs: took() };
    const runnable = runnableOf(spec, { catalogue, problems });
    const { plan } = runnable;
    const span = plan && (await previewSpan({ plan, days, now: options.now() }, rows));
    const runs =
      plan && span
        ? await runDetectors({ options, rows, kept }, { plan, span, runnable, catalogue })
        : new Map();
    const played = plan && span ? playAll(plan, { span, runs, now: options.now() }) : NOT_PLAYED;
    const nodes = await nodePreviews(
      {
        spec,
        problems,
        runnable,
        plan,
        played,
        runs,
        span,
        columnsOf: (source) => columnsIn(catalogue, source),
      },
      { rows, seen },
    );
    return { span, nodes, problems, tookMs: took() };
  };
}

type Tools = {
  options: PreviewOptions;
  rows: RowsPreviews;
  kept: ReturnType<typeof createLru<DetectorRunOver>>;
};
type Job = { plan: Plan; span: Span; runnable: Runnable; catalogue: Catalogue };
export type Runs = Map<string, DetectorRunOver & { cached: boolean; key: string }>;

async function runDetectors({ options, rows, kept }: Tools, job: Job): Promise<Runs> {
  const runs: Runs = new Map();
  // All at once: the reader answers questions about the same rows with one scan.
  await Promise.all(
    job.plan.detectors.map(async (detector) => {
      const key = await keyOf(detector, job, rows);
      const old = kept.get(key);
      const run = old ?? (await runDetector(detector, job, options.reader));
      // A failure may be gone the next time.
      if (!old && run.failed === null) kept.set(key, run);
      runs.set(detector.id, { ...named(run, detector.id), cached: old !== undefined, key });
    }),
  );
  for (const analyser of job.plan.analysers) {
    const key = analyserKey(analyser, job, runs);
    const old = kept.get(key);
    const run = old ?? (await runAnalyser(analyser, job, runs));
    if (!old && run.failed === null) kept.set(key, run);
    runs.set(analyser.id, { ...named(run, analyser.id), cached: old !== undefined, key });
  }
  return runs;
}

/** What an analyser's scores depend on: its input, and what that is called, which its sentence says. */
function analyserKey(analyser: PlannedAnalyser, { plan, runnable }: Job, runs: Runs): string {
  return JSON.stringify([
    analyser.type,
    runnable.bound.get(analyser.id)?.binding.params,
    runs.get(analyser.input)?.key,
    seriesNode(plan, analyser.input)?.title,
    wantsPrevious(plan, analyser.id),
  ]);
}

async function runAnalyser(
  analyser: PlannedAnalyser,
  { plan, span }: Job,
  runs: Runs,
): Promise<DetectorRunOver> {
  const input = runs.get(analyser.input);
  const trail = createTrail(plan);
  const scores = new Map<Millis, NodeScore[]>();
  const slots = slotsIn(plan.schedule, span);
  for (const [i, slot] of slots.entries()) {
    if (i % 20 === 19) await breathe();
    const entries = input?.scores.get(slot) ?? [];
    const all = analyse(plan, analyser, { slot, entries, past: trail.past });
    trail.note(slot, [...entries, ...all]);
    scores.set(slot, i === slots.length - 1 ? all : all.map(withoutExplanation));
  }
  return { scores, failed: input?.failed ?? null };
}

/** Scores that were kept bear the name that their node had then. */
function named(run: DetectorRunOver, id: string): DetectorRunOver {
  const scores = [...run.scores].map(([slot, entries]): [Millis, NodeScore[]] => [
    slot,
    entries.map((entry) => (entry.node === id ? entry : { ...entry, node: id })),
  ]);
  return { ...run, scores: new Map(scores) };
}

/** Everything that a detector's scores depend on; its name is not among it. */
async function keyOf(detector: PlannedDetector, job: Job, rows: RowsPreviews): Promise<string> {
  const { plan, span, runnable } = job;
  const { reference, schedule } = plan;
  const state = [await rows.stateOf(detector.relation.source)];
  if (reference?.kind === 'file') state.push(await rows.stateOf({ kind: 'file', name: reference.name }));
  return JSON.stringify([
    detector.type,
    runnable.bound.get(detector.id)?.binding.params,
    detector.relation,
    detector.segment,
    schedule,
    reference,
    span,
    wantsPrevious(plan, detector.id),
    detector.calibrated,
    state,
  ]);
}

async function runDetector(
  detector: PlannedDetector,
  job: Job,
  reader: TallyReader,
): Promise<DetectorRunOver> {
  const plan = { ...job.plan, detectors: [detector] };
  try {
    const history = await readHistory(reader, plan, job);
    const failed = history.failed?.get(detector.id) ?? null;
    const scores = new Map<Millis, NodeScore[]>();
    const slots = slotsIn(plan.schedule, job.span);
    for (const [i, slot] of slots.entries()) {
      // The engine takes events in on the same thread.
      if (i % 20 === 19) await breathe();
      const isLast = i === slots.length - 1;
      // The newest value is shown with what is usual for it, whether or not a threshold asks.
      const asked = isLast ? { ...detector, calibrated: true } : detector;
      const all = scoresAt(plan, asked, { slot, history });
      scores.set(slot, isLast ? all : all.map(withoutExplanation));
    }
    return { scores, failed };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { scores: new Map(), failed: error.problems[0]?.what ?? error.message };
  }
}

async function readHistory(reader: TallyReader, plan: Plan, { span, catalogue }: Job): Promise<History> {
  // Bins come from the data's own end, as if the draft were published there.
  const now = span.to + plan.schedule.delayMs;
  const { profiles, references } = await pinBaseline(reader, { plan, catalogue, now });
  const published = {
    monitorId: 'preview',
    version: 0,
    plan,
    profiles: new Map(profiles),
    references: new Map(references),
  };
  return readSpan(reader, published, span);
}

/** Only the newest explanation is shown, and they are most of what a score weighs. */
function withoutExplanation(entry: NodeScore): NodeScore {
  if (!entry.score.ok || !entry.score.explanation) return entry;
  const { explanation: _, ...score } = entry.score;
  return { ...entry, score };
}

const NOT_PLAYED: Played = { slots: [], alerts: [] };

/** Every threshold and logic node rings here, so that each can show how often it would. */
function playAll(plan: Plan, { span, runs, now }: { span: Span; runs: Runs; now: Millis }): Played {
  const all = { ...plan, alerting: plan.verdicts.map((verdict) => verdict.id) };
  return play(all, span, (slot) =>
    judge(
      all,
      new Map(seriesNodes(plan).map(({ id }) => [id, runs.get(id)?.scores.get(slot) ?? []])),
      awaitedShare(all, slot, now),
    ),
  );
}

/** Keys of what was shown before. */
export type Seen = ReturnType<typeof createLru<true>>;

function columnsIn(catalogue: Catalogue, { kind, name }: SourceRef): readonly ColumnInfo[] {
  const known = kind === 'stream' ? catalogue.streams : catalogue.files;
  return Object.hasOwn(known, name) ? (known[name] ?? []) : [];
}
