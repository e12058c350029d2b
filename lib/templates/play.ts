import { compile } from '@/lib/compile/compile';
import type { Plan } from '@/lib/compile/plan';
import type { Problem } from '@/lib/core/failures';
import type { Millis, Span } from '@/lib/core/time';
import { describeRows, hasTexts } from '@/lib/evaluate/describeRows';
import { foldHistory, spanAnswered } from '@/lib/evaluate/foldHistory';
import { type SimulatedAlert, type SimulatedSlot, simulate } from '@/lib/evaluate/simulate';
import type { Row } from '@/lib/tally/column';
import { fillMonitor, sampleMapping } from './fill';
import type { Sample, Template, TemplateMonitor } from './template';

/** One monitor of a template, played over the template's sample. */
export type Played = {
  monitor: TemplateMonitor;
  plan: Plan;
  span: Span;
  slots: readonly SimulatedSlot[];
  alerts: readonly SimulatedAlert[];
};

/** What the checker may know: the sample as the one stream. */
export function sampleCatalogue(sample: Sample) {
  const { columns } = describeRows(sample.columns, []);
  return { streams: { [sample.stream]: columns }, files: {}, connections: {} };
}

/** Plays a monitor through the same compile, evaluate and transition as production; or says why it does not compile. */
export function playMonitor(
  template: Template,
  monitor: TemplateMonitor,
  rows: readonly Row[],
): { ok: true; played: Played } | { ok: false; problems: readonly Problem[] } {
  const text = fillMonitor(monitor, sampleMapping(template));
  const { plan, problems } = compile(text, sampleCatalogue(template.sample));
  if (!plan) return { ok: false, problems };
  const data = template.sample.span;
  const span = spanAnswered(plan, data);
  const described = describedOnce(template.sample, rows);
  const history = foldHistory(plan, () => described, data);
  return { ok: true, played: { monitor, plan, span, ...simulate(plan, history, span) } };
}

const known = new WeakMap<readonly Row[], readonly Row[]>();

/** Rows with what is derived from their texts, computed once for all monitors of a template. */
function describedOnce({ columns }: Sample, rows: readonly Row[]): readonly Row[] {
  if (!hasTexts(columns)) return rows;
  const old = known.get(rows);
  if (old) return old;
  const described = describeRows(columns, rows).rows;
  known.set(rows, described);
  return described;
}

/** Whether an alert began while its window held part of the incident. */
export function fromIncident(sample: Sample, plan: Plan, alert: { firedAt: Millis }): boolean {
  const { incident } = sample;
  const seenUntil = incident.to + plan.schedule.windowMs + plan.alert.forMs;
  return alert.firedAt > incident.from && alert.firedAt <= seenUntil;
}
