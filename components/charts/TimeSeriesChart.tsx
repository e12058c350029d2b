'use client';

import { useCallback, useMemo, useState } from 'react';
import type { Unit } from '@/lib/blocks/block';
import type { Span } from '@/lib/core/time';
import { ChartFrame, type ChartProps } from './ChartFrame';
import { ChartReadout } from './ChartReadout';
import type { Marks, SeriesInput } from './chartInput';
import { axisUnit, momentText, stateAt, summarise, valueText } from './chartWords';
import type { Numbers } from './DataTable';
import { LineHandles } from './LineHandles';
import type { PlotArea, PlotModel } from './plotModel';
import { type PreparedSeries, prepareSeries } from './prepareSeries';
import { valueRange } from './scale';
import { TimeSeriesPlot } from './TimeSeriesPlot';

type TimeSeriesChartProps = ChartProps & {
  series: readonly SeriesInput[];
  unit: Unit;
  /** How far apart moments should be; a longer way is shown as missing. */
  stepMs?: number | undefined;
  /** Threshold lines, labelled with their values. */
  lines?: Marks['lines'] | undefined;
  /** Alerts and the reference's time. */
  bands?: Marks['bands'] | undefined;
  /** The normal range of values. */
  valueBand?: Marks['valueBand'] | undefined;
  /** The time to show; left out, that of the data. */
  span?: Span | undefined;
  height?: number | undefined;
  /** Makes the lines movable. */
  onLineChange?: ((index: number, value: number) => void) | undefined;
};

const none: readonly never[] = [];

/** Numbers over time with what they are judged by. Keep `series`, `lines` and `bands` the same objects between renders. */
export function TimeSeriesChart(props: TimeSeriesChartProps) {
  const { series, unit, stepMs, lines = none, bands = none, valueBand = null, span, height = 240 } = props;
  const prepared = useMemo(() => prepareSeries(series, stepMs), [series, stepMs]);
  const model = useMemo<PlotModel>(
    () => ({
      prepared,
      unit,
      marks: { lines, bands, valueBand },
      time: span ?? timeOf(prepared),
      range: valueRange(prepared.extent, { lines, valueBand }, unit),
    }),
    [prepared, unit, lines, bands, valueBand, span],
  );
  const numbers = useMemo(() => numbersOf(model), [model]);
  return (
    <ChartFrame {...props} numbers={prepared.extent ? numbers : null} height={height}>
      <Picture title={props.title} model={model} height={height} onLineChange={props.onLineChange} />
    </ChartFrame>
  );
}

type PictureProps = {
  title: string;
  model: PlotModel;
  height: number;
  onLineChange: TimeSeriesChartProps['onLineChange'];
};

function Picture({ title, model, height, onLineChange }: PictureProps) {
  const [cursor, setCursor] = useState<number | null>(null);
  const [keyed, setKeyed] = useState<number | null>(null);
  const [area, setArea] = useState<PlotArea | null>(null);
  const takeArea = useCallback((next: PlotArea) => setArea((old) => (sameArea(old, next) ? old : next)), []);
  const { prepared, marks, unit } = model;
  const index = cursor ?? keyed;
  const last = prepared.drawn.times.length - 1;
  const unitWord = axisUnit(unit);
  return (
    <div className="flex flex-col gap-2">
      <ChartReadout prepared={prepared} bands={marks.bands} unit={unit} index={index} />
      <div className="relative rounded-sm has-[input:focus-visible]:outline-2 has-[input:focus-visible]:outline-focus has-[input:focus-visible]:outline-offset-2">
        {unitWord && (
          <span
            aria-hidden="true"
            className="absolute top-0 left-0 w-11 text-right text-[0.6875rem] text-ink-faint leading-none"
          >
            {unitWord}
          </span>
        )}
        <div role="img" aria-label={`${title}. ${summarise(prepared, marks.bands, unit)}`}>
          <TimeSeriesPlot
            model={model}
            height={height}
            pointed={keyed}
            onCursor={setCursor}
            onArea={takeArea}
          />
        </div>
        {area && onLineChange && (
          <LineHandles
            lines={marks.lines}
            unit={unit}
            range={model.range}
            area={area}
            onLineChange={onLineChange}
          />
        )}
        <input
          type="range"
          min={0}
          max={last}
          value={keyed ?? last}
          onChange={(event) => setKeyed(event.currentTarget.valueAsNumber)}
          onBlur={() => setKeyed(null)}
          aria-label={`Move along ${title}`}
          aria-valuetext={momentWords(model, keyed ?? last)}
          className="sr-only"
        />
      </div>
    </div>
  );
}

const sameArea = (a: PlotArea | null, b: PlotArea) =>
  a !== null && a.left === b.left && a.top === b.top && a.width === b.width && a.height === b.height;

function timeOf(prepared: PreparedSeries): Span {
  const from = prepared.drawn.times[0] ?? 0;
  return { from, to: Math.max(prepared.drawn.times.at(-1) ?? 1, from + 1) };
}

function momentWords({ prepared, marks, unit }: PlotModel, index: number): string {
  const at = prepared.drawn.times[index];
  if (at === undefined) return 'no data';
  const values = prepared.labels.map(
    (label, i) => `${label} ${valueText(prepared.drawn.columns[i]?.[index], unit)}`,
  );
  return [momentText(at), ...values, stateAt(at, marks.bands)].filter(Boolean).join(', ');
}

function numbersOf({ prepared, marks, unit }: PlotModel): Numbers {
  const { times, columns } = prepared.rows;
  const at = (index: number) => times[index] ?? 0;
  const marked = marks.bands.length > 0;
  const stateCells = (index: number) => (marked ? [stateAt(at(index), marks.bands)] : []);
  return {
    header: ['Time', ...prepared.labels, ...(marked ? ['Marked as'] : [])],
    count: times.length,
    row: (i) => [momentText(at(i)), ...columns.map((c) => valueText(c[i], unit)), ...stateCells(i)],
    raw: (i) => [new Date(at(i)).toISOString(), ...columns.map((c) => c[i] ?? null), ...stateCells(i)],
  };
}
