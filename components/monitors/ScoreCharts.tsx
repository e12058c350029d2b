'use client';

import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { Answer } from '@/components/Answer';
import { useTRPC } from '@/components/trpc';
import { EmptyState } from '@/components/ui/EmptyState';
import { Select } from '@/components/ui/Select';
import { DAY_MS, floorTo, MINUTE_MS } from '@/lib/core/time';
import { DetectorChart } from './DetectorChart';
import { byDetector, type NodeSeries } from './scoreCharts';

const ranges = [
  { value: 'all', label: 'Everything kept' },
  { value: '1', label: 'Last day' },
  { value: '7', label: 'Last 7 days' },
  { value: '30', label: 'Last 30 days' },
  { value: '90', label: 'Last 90 days' },
];

/** What every detector of a monitor found over time. */
export function ScoreCharts({ id, published }: { id: string; published: boolean }) {
  const trpc = useTRPC();
  const [range, setRange] = useState('all');
  const [now] = useState(() => floorTo(Date.now(), MINUTE_MS));
  const span = range === 'all' ? {} : { from: now - Number(range) * DAY_MS };
  const query = useQuery(trpc.monitors.scores.queryOptions({ id, ...span }, { refetchInterval: 30_000 }));
  return (
    <section aria-labelledby="scores" className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 id="scores" className="font-semibold text-base">
          Scores
        </h2>
        <Select label="Time shown" options={ranges} value={range} onValueChange={setRange} className="w-44" />
      </div>
      <Answer query={query} loading="Loading scores" failed="The scores could not be loaded">
        {(all) => <Charts all={all} published={published} />}
      </Answer>
    </section>
  );
}

function Charts({ all, published }: { all: readonly NodeSeries[]; published: boolean }) {
  const detectors = useMemo(() => byDetector(all), [all]);
  if (detectors.length === 0) {
    return (
      <EmptyState title="What the monitor finds will appear here">
        {published
          ? 'It is drawn after the first run, or choose a longer time.'
          : 'Publish the monitor first: open it in the builder.'}
      </EmptyState>
    );
  }
  return (
    <div className="grid gap-4 xl:grid-cols-2">
      {detectors.map((detector) => (
        <DetectorChart key={detector.node} detector={detector} />
      ))}
    </div>
  );
}
