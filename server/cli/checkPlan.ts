import type { LabelCount, Severity, SourceRef } from '@/lib/blocks/block';
import type { AlertSettings, Plan } from '@/lib/compile/plan';
import { failure } from '@/lib/core/failures';
import type { Millis, Span } from '@/lib/core/time';
import { type Evaluation, evaluate } from '@/lib/evaluate/evaluate';
import { spanAnswered } from '@/lib/evaluate/foldHistory';
import { labelCount } from '@/lib/evaluate/lateLabels';
import { worstValue } from '@/lib/evaluate/peak';
import type { History } from '@/lib/evaluate/simulate';
import { simulate } from '@/lib/evaluate/simulate';
import { noPast } from '@/lib/evaluate/trail';
import type { CheckData, DataFile } from './checkData';
import { type HistoryWish, readHistory } from './checkHistory';
import { pickFile } from './checkSpec';
import type { RowsReader } from './rowsReader';

/** What a monitor says of the data. */
export type Checked = {
  /** The time from the first to the last judged window; null where the data has no time. */
  span: Span | null;
  /** How many windows were judged. */
  windows: number;
  /** Of the predictions in these windows, those with a label, for each detector that needs labels. */
  labelled: (LabelCount & { node: string })[];
  alerts: CheckedAlert[];
};

export type CheckedAlert = {
  node: string;
  title: string;
  labels: Readonly<Record<string, string>>;
  severity: Severity;
  start: Millis | null;
  /** Null where it still fires at the end of the data. */
  end: Millis | null;
  peak: number | null;
  reason: string;
};

/** Plays a monitor over the time of the data; without one, or with less than a window of it, all rows are one window. */
export async function checkPlan(plan: Plan, data: CheckData, read: RowsReader): Promise<Checked> {
  const pick = (source: SourceRef): DataFile => {
    const file = pickFile(data, source);
    if (file) return file;
    throw failure('unknown_file', { file: source.name, known: data.data.map(({ path }) => path) });
  };
  const span = timeOf(plan, pick);
  const windows = span && spanAnswered(plan, span);
  if (!span || !windows || windows.to <= windows.from)
    return judgeWhole(plan, read, { plan, pick, span, bucketMs: null });
  const history = await readHistory(read, { plan, pick, span, bucketMs: plan.schedule.bucketMs });
  const { slots, alerts } = simulate(plan, history, windows);
  const first = slots[0]?.slot ?? windows.from;
  return {
    span: { from: first - plan.schedule.windowMs, to: slots.at(-1)?.slot ?? windows.to },
    windows: slots.length,
    labelled: labelledIn(
      plan,
      slots.map(({ evaluation }) => evaluation),
    ),
    alerts: alerts.map((alert) => {
      const { node, labels, severity, firedAt: start, resolvedAt: end, reason } = alert;
      const peak = worstValue(plan, slots, alert);
      return { node, title: titleOf(plan, node), labels, severity, start, end, peak, reason };
    }),
  };
}

const titleOf = (plan: Plan, node: string) =>
  plan.verdicts.find((verdict) => verdict.id === node)?.title ?? node;

/** What all the data of a monitor covers; null where a file of it has no time. */
function timeOf(plan: Plan, pick: HistoryWish['pick']): Span | null {
  const spans = plan.detectors.map((detector) => pick(detector.relation.source).span);
  const known = spans.filter((span) => span !== null);
  if (known.length < spans.length || known.length === 0) return null;
  return { from: Math.min(...known.map((span) => span.from)), to: Math.max(...known.map((span) => span.to)) };
}

async function judgeWhole(plan: Plan, read: RowsReader, wish: HistoryWish): Promise<Checked> {
  if (plan.reference && plan.reference.kind !== 'file') {
    const message = wish.span
      ? `the data covers less time than ${plan.name} needs for its reference and one window`
      : `the data has no time column, and ${plan.name} takes its reference from a time`;
    throw failure('schedule_conflict', { message, advice: 'Give the normal data with --reference FILE' });
  }
  const history = await readHistory(read, { ...wish, span: null });
  const span = wish.span ?? { from: 0, to: plan.schedule.windowMs };
  const evaluation = evaluate(plan, {
    span,
    previousSpan: span,
    referenceSpan: plan.reference ? span : null,
    profiles: history.profiles,
    past: noPast,
    awaited: null,
    tallies: new Map(plan.detectors.map(({ id }) => [id, talliesOf(history, id)])),
  });
  const bad = evaluation.verdicts.filter(
    ({ node, severity }) => plan.alerting.includes(node) && rings(severity, plan.alert),
  );
  const alerts = bad.map(({ node, labels, severity, value, reason }) => {
    const title = titleOf(plan, node);
    return { node, title, labels, severity, start: null, end: null, peak: value, reason };
  });
  return { span: wish.span, windows: 1, labelled: labelledIn(plan, [evaluation]), alerts };
}

function labelledIn(plan: Plan, evaluations: readonly Evaluation[]): Checked['labelled'] {
  const scores = evaluations.flatMap((evaluation) => evaluation.scores);
  return plan.detectors.flatMap(({ id }) => {
    const count = labelCount(scores.filter(({ node }) => node === id));
    return count ? [{ node: id, ...count }] : [];
  });
}

function talliesOf({ buckets, references }: History, detector: string) {
  const current = buckets.get(detector)?.values().next().value ?? { cells: [] };
  return { current, previous: null, reference: references.get(detector) ?? null };
}

function rings(severity: Severity, settings: AlertSettings): boolean {
  if (severity === 'no_data') return settings.onNoData === 'alert';
  if (severity === 'error') return settings.onError === 'alert';
  return severity !== 'ok';
}
