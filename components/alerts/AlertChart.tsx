'use client';

import { useMemo } from 'react';
import { DistributionChart } from '@/components/charts/DistributionChart';
import { TimeSeriesChart } from '@/components/charts/TimeSeriesChart';
import { Foreign } from '@/components/Foreign';
import { bandsOf, byDetector, linesOf } from '@/components/monitors/scoreCharts';
import { Banner } from '@/components/ui/Banner';
import { Card } from '@/components/ui/Card';
import type { AlertDetail } from './alertWords';

/** What the monitor saw around the alert, with the limits of that time, and what made the difference. */
export function AlertChart({ alert }: { alert: AlertDetail }) {
  const { series, span } = alert;
  const detector = useMemo(() => (series ? byDetector([series])[0] : undefined), [series]);
  const drawn = useMemo(() => {
    if (!detector) return { lines: [], bands: [] };
    const names = detector.segments.map(({ name }) => name);
    return { lines: linesOf(detector, names), bands: bandsOf(detector, names) };
  }, [detector]);
  if (!series) {
    return (
      <Banner tone="info" title="There is no chart of that time">
        The values that the monitor saw then are no longer kept. What was found stays in the timeline below.
      </Banner>
    );
  }
  return (
    <>
      <Card title="What the monitor saw">
        <TimeSeriesChart
          title={series.title}
          titleHidden
          series={drawn.lines}
          bands={drawn.bands}
          lines={series.lines}
          unit={series.unit}
          span={span}
          emptyText="The values of that time are no longer kept."
        />
      </Card>
      {series.explanation && (
        <Card
          title="What made the difference"
          description={<Foreign text={series.explanation.sentence} max={1_000} />}
        >
          <DistributionChart
            title="Then and now"
            titleHidden
            of={series.title}
            parts={series.explanation.parts}
            unit={series.explanation.unit}
            emptyText="There is nothing to compare part by part."
          />
        </Card>
      )}
    </>
  );
}
