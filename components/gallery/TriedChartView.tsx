'use client';

import { useMemo } from 'react';
import type { SeriesInput, TimeBand } from '@/components/charts/chartInput';
import { TimeSeriesChart } from '@/components/charts/TimeSeriesChart';
import type { Millis, Span } from '@/lib/core/time';
import type { Incident } from '@/lib/templates/template';
import type { TriedChart, TriedMonitor } from '@/lib/templates/tried';

type TriedChartViewProps = {
  chart: TriedChart;
  alerts: TriedMonitor['alerts'];
  incident: Incident;
  span: Span;
  stepMs: Millis;
};

/** A detector over the sample, with its thresholds, the incident and the alerts. */
export function TriedChartView({ chart, alerts, incident, span, stepMs }: TriedChartViewProps) {
  const series = useMemo(() => chart.series.map(seriesOf), [chart]);
  const bands = useMemo<TimeBand[]>(
    () => [
      // Where alerts lie over it, their own word stands there.
      {
        from: incident.from,
        to: incident.to,
        kind: 'reference',
        label: alerts.length > 0 ? '' : 'Incident',
      },
      ...alerts.map((alert) => ({
        from: alert.firedAt,
        to: alert.resolvedAt ?? span.to,
        kind: alert.severity,
        label: 'Alert',
      })),
    ],
    [alerts, incident, span],
  );
  return (
    <TimeSeriesChart
      title={chart.title}
      series={series}
      unit={chart.unit}
      stepMs={stepMs}
      lines={chart.lines}
      bands={bands}
      span={span}
      height={200}
    />
  );
}

function seriesOf({ labels, points }: TriedChart['series'][number]): SeriesInput {
  const names = Object.values(labels);
  return {
    label: names.length > 0 ? names.join(', ') : 'Score',
    times: points.map(([at]) => at),
    values: points.map(([, value]) => value),
  };
}
