import { downstream, inputsIn, readersIn, type Wire } from '@/components/builder/model/derive';
import { givesSeries } from '@/components/builder/model/results';
import type { SeriesInput, TimeBand } from '@/components/charts/chartInput';
import type { Line, Unit } from '@/lib/blocks/block';
import { fingerprint } from '@/lib/core/ids';
import type { Preview } from '@/lib/evaluate/preview';

/** What the chart of a node shows: the detector or analyser it is or judges, the limits on it, and the alerts that would have rung. */
export type NodeChart = {
  series: readonly SeriesInput[];
  unit: Unit;
  lines: readonly Line[];
  bands: readonly TimeBand[];
};

const SERIES_MAX = 4;

export function chartOf(preview: Preview, wires: readonly Wire[], id: string): NodeChart | null {
  const own = preview.nodes[id];
  const detector = givesSeries(own) ? id : inputsIn(wires, id)[0];
  const shown = detector === undefined ? undefined : preview.nodes[detector];
  if (detector === undefined || !givesSeries(shown) || shown.series.length === 0) return null;
  const judges = givesSeries(own) ? readersIn(wires, id) : [id];
  const behind = [...downstream(wires, judges[0] ?? id)];
  const of = (ids: readonly string[]) =>
    ids.flatMap((other) => {
      const found = preview.nodes[other];
      return found?.kind === 'threshold' || found?.kind === 'logic' ? [found] : [];
    });
  const alerting = of(judges).flatMap((judge) => judge.alerts);
  const alerts = alerting.length > 0 ? alerting : of(behind).flatMap((judge) => judge.alerts);
  const end = preview.span?.to ?? 0;
  return {
    unit: shown.unit,
    series: shown.series.slice(0, SERIES_MAX).map(({ labels, points }) => ({
      label: fingerprint(labels) || 'Score',
      times: points.map(([at]) => at),
      values: points.map(([, value]) => value),
    })),
    lines: of(judges).flatMap((judge) => judge.lines),
    bands: alerts.map((alert) => ({
      from: alert.firedAt,
      to: alert.resolvedAt ?? end,
      kind: alert.severity,
      label: alert.reason,
    })),
  };
}
