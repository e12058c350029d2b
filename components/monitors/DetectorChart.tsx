'use client';

import { useMemo, useState } from 'react';
import { TimeSeriesChart } from '@/components/charts/TimeSeriesChart';
import { Foreign } from '@/components/Foreign';
import { Card } from '@/components/ui/Card';
import { Checkbox } from '@/components/ui/Checkbox';
import { SeverityBadge } from '@/components/ui/SeverityBadge';
import { formatValue } from '@/lib/blocks/block';
import {
  bandsOf,
  canShowMore,
  type DetectorScores,
  firstSegments,
  labelBandsOf,
  labelWords,
  linesOf,
} from './scoreCharts';

/** One detector over time, with its limits and its alerts; split ones let the segments be chosen. */
export function DetectorChart({ detector }: { detector: DetectorScores }) {
  const [chosen, setChosen] = useState(() => firstSegments(detector));
  const series = useMemo(() => linesOf(detector, chosen), [detector, chosen]);
  const first = detector.segments[0]?.series;
  const bands = useMemo(
    () => [
      ...bandsOf(detector, chosen),
      ...(first && detector.segments.length === 1 ? labelBandsOf(first) : []),
    ],
    [detector, chosen, first],
  );
  if (!first) return null;
  const labels = labelWords(first);
  const last = detector.segments.length === 1 ? first.points.at(-1) : undefined;
  return (
    <Card
      title={<Foreign text={detector.title} max={80} />}
      headingLevel={3}
      actions={
        last && (
          <span className="flex items-center gap-2 text-sm">
            {last[1] === null ? 'no value' : formatValue(last[1], first.unit)}
            <SeverityBadge severity={last[2]} />
          </span>
        )
      }
    >
      <div className="flex flex-col gap-3">
        {detector.segments.length > 1 && (
          <Segments detector={detector} chosen={chosen} onChange={setChosen} />
        )}
        <TimeSeriesChart
          title={detector.title}
          titleHidden
          series={series}
          unit={first.unit}
          lines={first.lines}
          bands={bands}
          emptyText="Its values will appear here after the first run."
        />
        {labels !== null && detector.segments.length === 1 && (
          <p className="text-ink-muted text-sm">{labels}.</p>
        )}
      </div>
    </Card>
  );
}

type SegmentsProps = {
  detector: DetectorScores;
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
};

function Segments({ detector, chosen, onChange }: SegmentsProps) {
  return (
    <fieldset className="flex flex-wrap gap-x-4 gap-y-1">
      <legend className="mb-1 text-ink-faint text-xs">Segments, four at a time</legend>
      {detector.segments.map(({ name, series }) => {
        const isChosen = chosen.includes(name);
        return (
          <Checkbox
            key={name}
            checked={isChosen}
            disabled={!isChosen && !canShowMore(chosen)}
            onCheckedChange={(next) =>
              onChange(next ? [...chosen, name] : chosen.filter((each) => each !== name))
            }
            label={
              <span>
                <Foreign text={name} max={40} />
                {series.bands.length > 0 && <span className="text-ink-faint"> · rang</span>}
              </span>
            }
          />
        );
      })}
    </fieldset>
  );
}
