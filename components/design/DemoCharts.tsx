'use client';

import { useMemo, useState } from 'react';
import { DistributionChart } from '@/components/charts/DistributionChart';
import { TimeSeriesChart } from '@/components/charts/TimeSeriesChart';
import { VolumeChart } from '@/components/charts/VolumeChart';
import { Button } from '@/components/ui/Button';
import { Card } from '@/components/ui/Card';
import { problem } from '@/lib/core/failures';
import { HOUR_MS, MINUTE_MS } from '@/lib/core/time';
import {
  ageBins,
  countries,
  driftBands,
  driftLines,
  driftNormal,
  driftSeries,
  latencySeries,
  manyPoints,
  volume,
  volumeStep,
} from './demoData';
import { Section } from './Section';

const failed = [problem('query_timeout', { limitMs: 30_000 })];

export function DemoCharts() {
  const [lines, setLines] = useState(driftLines);
  const move = (index: number, value: number) =>
    setLines(lines.map((line, i) => (i === index ? { ...line, value } : line)));
  return (
    <Section
      title="Charts"
      about="Limits carry their values, missing data is hatched, alerts have a strip and a word. Every chart is a table too."
    >
      <Card>
        <TimeSeriesChart
          title="Drift of amount with movable limits"
          series={driftSeries}
          unit="distance"
          stepMs={HOUR_MS}
          lines={lines}
          bands={driftBands}
          valueBand={driftNormal}
          onLineChange={move}
        />
      </Card>
      <div className="grid gap-4 lg:grid-cols-2">
        <Card>
          <TimeSeriesChart
            title="Answer time"
            series={latencySeries}
            unit="ms"
            stepMs={HOUR_MS}
            height={200}
          />
        </Card>
        <Card>
          <VolumeChart title="Rows received" buckets={volume} stepMs={volumeStep} height={140} />
        </Card>
        <Card>
          <DistributionChart title="Country" of="Country" parts={countries} />
        </Card>
        <Card>
          <DistributionChart title="Age" of="Age" parts={ageBins} shown={6} />
        </Card>
      </div>
      <div className="grid gap-4 md:grid-cols-2 lg:grid-cols-3">
        <Card>
          <TimeSeriesChart title="Nothing yet" series={[]} unit="ms" height={140} />
        </Card>
        <Card>
          <TimeSeriesChart title="On its way" series={[]} unit="ms" height={140} loading />
        </Card>
        <Card>
          <TimeSeriesChart
            title="Failed"
            series={[]}
            unit="ms"
            height={140}
            problems={failed}
            onRetry={() => {}}
          />
        </Card>
        <Card>
          <DistributionChart title="No groups" of="Group" parts={[]} emptyText="No rows in this window." />
        </Card>
        <Card>
          <DistributionChart title="Groups on their way" of="Group" parts={[]} loading />
        </Card>
        <Card>
          <VolumeChart title="No rows" buckets={[]} stepMs={volumeStep} problems={failed} />
        </Card>
      </div>
      <ManyPoints />
    </Section>
  );
}

function ManyPoints() {
  const [shown, setShown] = useState(false);
  const series = useMemo(() => (shown ? manyPoints(100_000) : []), [shown]);
  return (
    <Card
      title="A hundred thousand points"
      headingLevel={3}
      actions={<Button onClick={() => setShown(!shown)}>{shown ? 'Remove them' : 'Draw them'}</Button>}
    >
      {shown && (
        <TimeSeriesChart
          title="Score by the minute"
          titleHidden
          series={series}
          unit="score"
          stepMs={MINUTE_MS}
          height={160}
        />
      )}
    </Card>
  );
}
