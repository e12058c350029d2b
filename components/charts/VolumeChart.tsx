'use client';

import { useMemo } from 'react';
import { formatValue } from '@/lib/blocks/block';
import { ChartFrame, type ChartProps } from './ChartFrame';
import { axisValue, momentText, tickText } from './chartWords';
import { type Bucket, mergeBuckets } from './distribution';

type VolumeChartProps = ChartProps & {
  /** One per stretch of time, in order; none left out: no rows is 0. */
  buckets: readonly Bucket[];
  /** How long a stretch is. */
  stepMs: number;
  height?: number | undefined;
};

const BARS_MAX = 240;

/** How many rows came when. */
export function VolumeChart(props: VolumeChartProps) {
  const { buckets, stepMs, height = 96, title } = props;
  const bars = useMemo(() => mergeBuckets(buckets, BARS_MAX), [buckets]);
  const numbers = useMemo(
    () => ({
      header: ['From', 'Rows'],
      count: buckets.length,
      row: (i: number) => [momentText(buckets[i]?.at ?? 0), formatValue(buckets[i]?.rows ?? 0, 'rows')],
      raw: (i: number) => [new Date(buckets[i]?.at ?? 0).toISOString(), buckets[i]?.rows ?? 0],
    }),
    [buckets],
  );
  const most = bars.reduce((max, bar) => Math.max(max, bar.rows), 0);
  const total = buckets.reduce((sum, bucket) => sum + bucket.rows, 0);
  const silent = buckets.filter((bucket) => bucket.rows === 0).length;
  const first = buckets[0]?.at ?? 0;
  const end = (buckets.at(-1)?.at ?? 0) + stepMs;
  const said = `${title}: ${formatValue(total, 'rows')} from ${momentText(first)} to ${momentText(end)}, at most ${most} in one bar, ${silent} of ${buckets.length} stretches without rows.`;
  const merged = buckets.length > 0 ? Math.ceil(buckets.length / bars.length) : 1;
  return (
    <ChartFrame {...props} numbers={numbers} height={height}>
      <div className="flex flex-col gap-1 text-[0.6875rem] text-ink-faint leading-4">
        <div className="flex justify-between gap-4">
          <span>most {axisValue(most, 'rows')}</span>
          <span>{formatValue(total, 'rows')} in all</span>
        </div>
        <svg
          role="img"
          aria-label={said}
          width="100%"
          height={height}
          className="overflow-visible border-line border-y"
        >
          {bars.map((bar, i) => (
            <VolumeBar
              key={bar.at}
              bar={bar}
              place={{ x: i / bars.length, width: 1 / bars.length, height: most === 0 ? 0 : bar.rows / most }}
              note={`${momentText(bar.at)}: ${bar.rows} rows`}
            />
          ))}
        </svg>
        <div className="flex justify-between gap-4">
          <span>{tickText(first, end - first > 172_800_000 ? 86_400_000 : stepMs * merged)}</span>
          <span>{momentText(end)}</span>
        </div>
      </div>
    </ChartFrame>
  );
}

type Place = { x: number; width: number; height: number };

/** Shares of the picture; a stretch without rows is a broken line on the ground. */
function VolumeBar({ bar, place, note }: { bar: Bucket; place: Place; note: string }) {
  const percent = (share: number) => `${(share * 100).toFixed(3)}%`;
  const x = percent(place.x + place.width * 0.1);
  const width = percent(place.width * 0.8);
  if (bar.rows === 0) {
    return (
      <line
        x1={x}
        x2={percent(place.x + place.width * 0.9)}
        y1="99%"
        y2="99%"
        strokeWidth="2"
        strokeDasharray="2 2"
        className="stroke-no-data"
      >
        <title>{note}</title>
      </line>
    );
  }
  const height = Math.max(place.height, 0.01);
  return (
    <rect
      x={x}
      width={width}
      y={percent(1 - height)}
      height={percent(height)}
      className="fill-line-strong hover:fill-ink"
    >
      <title>{note}</title>
    </rect>
  );
}
