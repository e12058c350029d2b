import type { Line, Unit } from '@/lib/blocks/block';
import { blockOf } from '@/lib/blocks/registry';
import { type Plan, type SeriesNode, seriesNode, seriesNodes } from '@/lib/compile/plan';
import type { Millis, Span } from '@/lib/core/time';
import { worstValue } from '@/lib/evaluate/peak';
import type { PreviewSeries } from '@/lib/evaluate/preview';
import { detectorPreview } from '@/lib/evaluate/previewNodes';
import type { SimulatedAlert } from '@/lib/evaluate/simulate';
import { fromIncident, type Played, playMonitor } from './play';
import type { Incident, Template } from './template';

/** A template played over its sample, as a page shows it. Plain data. */
export type Tried = { rows: number; span: Span; incident: Incident; monitors: TriedMonitor[] };

export type TriedMonitor = {
  id: string;
  name: string;
  windows: number;
  everyMs: Millis;
  charts: TriedChart[];
  alerts: (SimulatedAlert & { unit: Unit; inIncident: boolean })[];
};

/** One detector or analyser with the thresholds that judge it. */
export type TriedChart = {
  node: string;
  title: string;
  unit: Unit;
  series: readonly PreviewSeries[];
  lines: Line[];
  sentences: string[];
};

export function tryTemplate(template: Template): Tried {
  const rows = template.sample.rows();
  const { span, incident } = template.sample;
  const monitors = template.monitors.flatMap((monitor) => {
    const result = playMonitor(template, monitor, rows);
    return result.ok ? [triedMonitor(template, result.played)] : [];
  });
  return { rows: rows.length, span, incident, monitors };
}

function triedMonitor(template: Template, played: Played): TriedMonitor {
  const { plan, slots, monitor } = played;
  return {
    id: monitor.id,
    name: plan.name,
    windows: slots.length,
    everyMs: plan.schedule.everyMs,
    charts: seriesNodes(plan).map((detector) => {
      const thresholds = plan.verdicts.flatMap((verdict) =>
        verdict.kind === 'threshold' && verdict.input === detector.id ? [verdict.run] : [],
      );
      return {
        node: detector.id,
        title: chartTitle(detector),
        unit: detector.unit,
        series: detectorPreview(detector, slots).series,
        lines: thresholds.flatMap((run) => run.lines),
        sentences: thresholds.map((run) => run.sentence),
      };
    }),
    alerts: played.alerts.map((alert) => ({
      ...alert,
      peak: worstValue(plan, slots, alert),
      unit: unitOf(plan, alert.node),
      inIncident: fromIncident(template.sample, plan, alert),
    })),
  };
}

/** The block's own name and the node's: `Missing share, income_missing`. */
function chartTitle({ id, title, type }: SeriesNode): string {
  return title === id ? `${blockOf(type)?.title ?? type}, ${id}` : title;
}

/** The unit of what a verdict judges; a logic node shows the value of its first input. */
function unitOf(plan: Plan, node: string): Unit {
  const verdict = plan.verdicts.find((one) => one.id === node);
  if (!verdict) return 'score';
  if (verdict.kind === 'logic') return unitOf(plan, verdict.inputs[0] ?? '');
  return seriesNode(plan, verdict.input)?.unit ?? 'score';
}
