import { compile } from '@/lib/compile/compile';
import { type Plan, type PlannedVerdict, type SeriesNode, seriesNodes } from '@/lib/compile/plan';
import { fingerprint } from '@/lib/core/ids';
import { DAY_MS, type Millis, type Span } from '@/lib/core/time';
import type { NodeScore } from '@/lib/evaluate/evaluate';
import { worstOf } from '@/lib/evaluate/previewNodes';
import { listAlerts } from '@/server/store/alerts';
import type { Monitor } from '@/server/store/monitors';
import { latestRun, listHistory, listRuns, type Run, replayTrack } from '@/server/store/runs';
import type { Scope } from '@/server/store/scope';
import { getVersion } from '@/server/store/versions';
import type { NodeSeries } from './views';

/** What a monitor's runs have scored: one series a detector or analyser and segment, with what judges it. */

const DAYS_SHOWN = 30;
const RUNS_MAX = 3_000;

/** `replay` is the track of a past that was played again; without it, what happened. */
export type SeriesQuery = { version: number; from: Millis | null; to: Millis | null; replay?: string };

export function seriesOf(scope: Scope, monitor: Monitor, query: SeriesQuery): NodeSeries[] {
  const span = spanOf(scope, monitor, query);
  const { version, replay } = query;
  const { plan } = compile(getVersion(scope, monitor.id, version).text);
  if (!plan) return [];
  const asked = { monitorId: monitor.id, span, limit: RUNS_MAX };
  const runs =
    replay === undefined
      ? listHistory(scope, { ...asked, version })
      : listRuns(scope, { ...asked, track: replayTrack(replay) });
  const bands = bandsOf(scope, { monitorId: monitor.id, track: replay, span });
  return seriesNodes(plan).flatMap((detector) => detectorSeries(detector, { plan, runs, bands }));
}

function spanOf(scope: Scope, monitor: Monitor, { from, to }: SeriesQuery): Span {
  const end = to ?? latestRun(scope, monitor.id)?.slot ?? scope.clock.now();
  return { from: from ?? end - DAYS_SHOWN * DAY_MS, to: end };
}

type Band = NodeSeries['bands'][number] & { node: string; print: string };

type BandQuery = { monitorId: string; track: string | undefined; span: Span };

function bandsOf(scope: Scope, { monitorId, track, span }: BandQuery): Band[] {
  return listAlerts(scope, { monitorId, limit: 500, ...(track === undefined ? {} : { track }) })
    .filter((alert) => alert.firedAt <= span.to && (alert.resolvedAt ?? span.to) >= span.from)
    .map((alert) => ({
      from: alert.firedAt,
      to: alert.resolvedAt,
      severity: alert.severityPeak,
      alert: alert.id,
      node: alert.node,
      print: alert.fingerprint,
    }));
}

type Seen = { plan: Plan; runs: readonly Run[]; bands: readonly Band[] };

function detectorSeries(detector: SeriesNode, { plan, runs, bands }: Seen): NodeSeries[] {
  const judges = judgesOf(plan, detector.id);
  const told = new Set(downstreamOf(plan, judges));
  const found = new Map<string, NodeSeries>();
  for (const run of runs) {
    for (const entry of run.evaluation.scores.filter(({ node }) => node === detector.id)) {
      const print = fingerprint(entry.labels);
      const series = found.get(print) ?? emptySeries(detector, entry.labels, judges);
      found.set(print, series);
      addPoint(series, run, { entry, judges });
    }
  }
  for (const [print, series] of found) {
    series.bands = bands
      .filter((band) => told.has(band.node) && (band.print === print || band.print === ''))
      .map(({ node: _node, print: _print, ...band }) => band);
  }
  return [...found.values()];
}

function addPoint(
  series: NodeSeries,
  run: Run,
  from: { entry: NodeScore; judges: readonly Threshold[] },
): void {
  const print = fingerprint(series.labels);
  const verdicts = run.evaluation.verdicts.filter(
    (v) => from.judges.some((judge) => judge.id === v.node) && fingerprint(v.labels) === print,
  );
  const { score, revised } = from.entry;
  series.points.push([run.slot, score.ok ? score.value : null, worstOf(verdicts)?.severity ?? 'ok']);
  if (score.labels) {
    const waiting = verdicts.some((verdict) => verdict.waiting);
    const change = revised ? { revisedFrom: revised.from } : {};
    series.labelled.push({ slot: run.slot, ...score.labels, waiting, ...change });
  }
  if (score.ok) series.explanation = score.explanation ?? null;
}

type Threshold = Extract<PlannedVerdict, { kind: 'threshold' }>;

const judgesOf = (plan: Plan, detector: string): Threshold[] =>
  plan.verdicts.filter((v): v is Threshold => v.kind === 'threshold' && v.input === detector);

/** The thresholds and every logic node that reads them, near or far. Verdicts come in order of the flow. */
function downstreamOf(plan: Plan, judges: readonly Threshold[]): string[] {
  const reached = new Set(judges.map((judge) => judge.id));
  for (const verdict of plan.verdicts) {
    if (verdict.kind === 'logic' && verdict.inputs.some((input) => reached.has(input)))
      reached.add(verdict.id);
  }
  return [...reached];
}

function emptySeries(
  detector: SeriesNode,
  labels: NodeSeries['labels'],
  judges: readonly Threshold[],
): NodeSeries {
  return {
    node: detector.id,
    title: detector.title,
    unit: detector.unit,
    labels,
    points: [],
    labelled: [],
    lines: judges.flatMap((judge) => [...judge.run.lines]),
    bands: [],
    explanation: null,
  };
}

/** The detector behind a verdict node; the first one where logic joins several. */
export function detectorBehind(plan: Plan, node: string): string | null {
  const verdict = plan.verdicts.find((v) => v.id === node);
  if (!verdict) return null;
  if (verdict.kind === 'threshold') return verdict.input;
  for (const input of verdict.inputs) {
    const found = detectorBehind(plan, input);
    if (found !== null) return found;
  }
  return null;
}
