import { type DetectorRun, type Score, type ScoreInput, type Severity, unscored } from '@/lib/blocks/block';
import { withUsual } from '@/lib/blocks/usual';
import { type Plan, type PlannedDetector, type PlannedVerdict, seriesNode } from '@/lib/compile/plan';
import { fingerprint } from '@/lib/core/ids';
import type { Millis, Span } from '@/lib/core/time';
import type { Profiles } from '@/lib/tally/profile';
import type { Tally } from '@/lib/tally/tally';
import { analyse } from './analyse';
import { waitingWords } from './lateLabels';
import { type Labels, needsOf, pinnedSegments, segmentsByPrint } from './segments';
import type { Past } from './trail';

/** A detector's tallies for one slot, or why they could not be had. Split detectors carry the segment as first key. */
export type DetectorTallies =
  | { current: Tally; previous: Tally | null; reference: Tally | null }
  | { failed: string };

/**
 * Profiles by detector: two detectors of one column may look at different rows, so their bins and segments differ.
 * A Map, because node ids come from users.
 */
export type DetectorProfiles = ReadonlyMap<string, Profiles>;

export type EvaluationInput = {
  span: Span;
  previousSpan: Span;
  referenceSpan: Span | null;
  profiles: DetectorProfiles;
  tallies: ReadonlyMap<string, DetectorTallies>;
  /** What the windows before this one were scored, for analysers. */
  past: Past;
  /** The labelled share without which nothing is judged yet; null where what is there must do. */
  awaited: number | null;
};

export type NodeScore = {
  node: string;
  labels: Labels;
  score: Score;
  previous: Score | null;
  reference: Score | null;
  /** The detector itself failed (timeout, broken query): its verdicts are `error`, not `no_data`. */
  failed: boolean;
  /** Labels came after it was judged: the value that it was judged by, and when it changed. */
  revised?: { from: number | null; at: Millis };
};

export type NodeVerdict = {
  node: string;
  labels: Labels;
  severity: Severity;
  reason: string;
  value: number | null;
  /** What the detector saw, in the data's own words; only where the verdict is bad. */
  finding?: string;
  /** There is no data only because too few windows have been seen yet. */
  early?: true;
  /** It is not a verdict yet: labels are awaited, and the alert stays as it is. */
  waiting?: true;
};

export type Evaluation = { scores: NodeScore[]; verdicts: NodeVerdict[] };

/** From tallies to scores and verdicts. Pure: preview, backtest and production all run this. */
export function evaluate(plan: Plan, input: EvaluationInput): Evaluation {
  const scores = new Map(plan.detectors.map((detector) => [detector.id, scoreDetector(detector, input)]));
  const { past, span } = input;
  for (const analyser of plan.analysers) {
    const entries = scores.get(analyser.input) ?? [];
    scores.set(analyser.id, analyse(plan, analyser, { slot: span.to, entries, past }));
  }
  return judge(plan, scores, input.awaited);
}

/** The last part of `evaluate`: from the scores of detectors and analysers that are there already to verdicts. */
export function judge(
  plan: Plan,
  scores: ReadonlyMap<string, NodeScore[]>,
  awaited: number | null,
): Evaluation {
  const verdicts = new Map<string, NodeVerdict[]>();
  for (const verdict of plan.verdicts)
    verdicts.set(verdict.id, decide(plan, verdict, { scores, verdicts, awaited }));
  return { scores: [...scores.values()].flat(), verdicts: [...verdicts.values()].flat() };
}

/** The first part of `evaluate`: one detector's scores, one a segment. */
export function scoreDetector(detector: PlannedDetector, input: Omit<EvaluationInput, 'past'>): NodeScore[] {
  const tallies = input.tallies.get(detector.id) ?? { failed: 'its data was not read' };
  if ('failed' in tallies) {
    const score = unscored(tallies.failed);
    return [{ node: detector.id, labels: {}, score, previous: null, reference: null, failed: true }];
  }
  const profiles = input.profiles.get(detector.id) ?? {};
  const spec = needsOf(detector, profiles);
  const split = (tally: Tally) => segmentsByPrint(detector, tally, profiles);
  const references = tallies.reference ? pinnedSegments(detector, tallies.reference, profiles) : null;
  const previous = tallies.previous ? split(tallies.previous) : null;
  const asked = (current: Tally, reference: Tally | null, span: Span): ScoreInput => ({
    spec,
    current,
    reference,
    span,
    referenceSpan: input.referenceSpan,
  });
  const score = (of: ScoreInput) => detector.run.score(of);
  return [...split(tallies.current)].map(([print, { labels, tally }]) => {
    const reference = references?.get(print)?.tally ?? null;
    const before = previous?.get(print)?.tally ?? null;
    const now = asked(tally, reference, input.span);
    const { referenceSpan } = input;
    return {
      node: detector.id,
      labels,
      score: detector.calibrated ? withUsual(detector.run, now, score(now)) : score(now),
      previous: before ? score(asked(before, reference, input.previousSpan)) : null,
      reference:
        reference && referenceSpan
          ? scoreItself(detector.run, asked(reference, reference, referenceSpan))
          : null,
      failed: false,
    };
  });
}

const known = new WeakMap<DetectorRun, WeakMap<Tally, Score>>();

/** The reference against itself. On samples that is dear and knows no time, so it is done once for a pinned one. */
function scoreItself(run: DetectorRun, input: ScoreInput): Score {
  if (!input.spec.sample) return run.score(input);
  const byTally = known.get(run) ?? new WeakMap<Tally, Score>();
  known.set(run, byTally);
  const score = byTally.get(input.current) ?? run.score(input);
  byTally.set(input.current, score);
  return score;
}

type Known = {
  scores: ReadonlyMap<string, NodeScore[]>;
  verdicts: ReadonlyMap<string, NodeVerdict[]>;
  awaited: number | null;
};

function decide(plan: Plan, verdict: PlannedVerdict, known: Known): NodeVerdict[] {
  if (verdict.kind === 'logic') return combine(verdict, known);
  const unit = seriesNode(plan, verdict.input)?.unit ?? 'score';
  const scores = known.scores.get(verdict.input) ?? [];
  const waits = waitingWords(scores, known.awaited);
  return scores.map((entry) => {
    const base = { node: verdict.id, labels: entry.labels, value: entry.score.ok ? entry.score.value : null };
    if (entry.failed && !entry.score.ok) return { ...base, severity: 'error', reason: entry.score.why };
    if (waits !== null) return { ...base, severity: 'no_data', reason: waits, waiting: true };
    const judgement = verdict.run.judge({ ...entry, unit });
    const early = !entry.score.ok && entry.score.early && judgement.severity === 'no_data';
    return {
      ...base,
      ...judgement,
      ...findingOf(entry.score, judgement.severity),
      ...(early ? { early } : {}),
    };
  });
}

function findingOf(score: Score, severity: Severity): { finding?: string } {
  const told = score.ok && (severity === 'warning' || severity === 'critical');
  return told && score.explanation ? { finding: score.explanation.sentence } : {};
}

/** Segments are combined each for itself; an input that is not split counts for every segment. */
function combine(verdict: Extract<PlannedVerdict, { kind: 'logic' }>, known: Known): NodeVerdict[] {
  const inputs = verdict.inputs.map((id) => known.verdicts.get(id) ?? []);
  const split = new Map<string, Labels>();
  for (const { labels } of inputs.flat()) {
    if (Object.keys(labels).length > 0) split.set(fingerprint(labels), labels);
  }
  const groups: Labels[] = split.size > 0 ? [...split.values()] : [{}];
  return groups.map((labels) => {
    const parts = inputs.flatMap((entries) => {
      const own = entries.find((entry) => fingerprint(entry.labels) === fingerprint(labels));
      return own ?? entries.find((entry) => Object.keys(entry.labels).length === 0) ?? [];
    });
    const severity = verdict.run.combine(parts.map((part) => part.severity));
    const telling = parts.filter((part) => severity === 'ok' || part.severity !== 'ok');
    const reason = telling.map((part) => `${part.node}: ${part.reason}`).join('; ');
    const base = { node: verdict.id, labels, severity, reason, value: telling[0]?.value ?? null };
    // What is known in spite of the labels that are missing is said at once.
    if (severity !== 'no_data') return base;
    if (parts.some((part) => part.waiting)) return { ...base, waiting: true };
    return parts.every((part) => part.early || part.severity !== severity) ? { ...base, early: true } : base;
  });
}
