'use client';

import 'uplot/dist/uPlot.min.css';
import { memo, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type uPlot from 'uplot';
import { onThemeChange, readChartColours } from './chartColours';
import type { PlotArea, PlotModel } from './plotModel';
import { plotOptions } from './plotOptions';
import type { Aligned } from './prepareSeries';

type TimeSeriesPlotProps = {
  model: PlotModel;
  height: number;
  /** The moment that a key or another chart points at. */
  pointed: number | null;
  onCursor: (index: number | null) => void;
  onArea: (area: PlotArea) => void;
};

/** The pixels. Decoration to a screen reader: the frame around it says what it shows. */
export const TimeSeriesPlot = memo(function TimeSeriesPlot(props: TimeSeriesPlotProps) {
  const { model, height, pointed, onCursor, onArea } = props;
  const host = useRef<HTMLDivElement>(null);
  const latest = useRef(model);
  const drawn = useRef<PlotModel | null>(null);
  const [plot, setPlot] = useState<uPlot | null>(null);
  const [theme, setTheme] = useState(0);
  const shape = [...model.prepared.labels, model.marks.bands.length > 0].join('\n');

  useLayoutEffect(() => {
    latest.current = model;
  }, [model]);
  useEffect(() => onThemeChange(() => setTheme((n) => n + 1)), []);

  // `shape` and `theme` are not read, but a plot is made anew for other series and other colours.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => {
    const element = host.current;
    if (!element) return;
    let made: uPlot | null = null;
    let gone = false;
    const build = async () => {
      const [{ default: UPlot }] = await Promise.all([import('uplot'), document.fonts.ready]);
      if (gone) return;
      const options = plotOptions({
        model: () => latest.current,
        colours: readChartColours(element),
        size: { width: element.clientWidth, height },
        onCursor,
        onDraw: (ready) => onArea(areaOf(ready)),
      });
      drawn.current = latest.current;
      made = new UPlot(options, toData(latest.current.prepared.drawn), element);
      setPlot(made);
    };
    void build();
    const observer = new ResizeObserver(() => made?.setSize({ width: element.clientWidth, height }));
    observer.observe(element);
    return () => {
      gone = true;
      observer.disconnect();
      made?.destroy();
      setPlot(null);
    };
  }, [shape, theme, height, onCursor, onArea, model.unit]);

  useEffect(() => {
    if (!plot || drawn.current === model) return;
    drawn.current = model;
    plot.setData(toData(model.prepared.drawn));
  }, [plot, model]);

  useEffect(() => {
    const at = pointed === null ? undefined : model.prepared.drawn.times[pointed];
    if (!plot || at === undefined) return;
    plot.setCursor({ left: plot.valToPos(at, 'x'), top: plot.over.clientHeight / 2 }, false);
  }, [plot, pointed, model]);

  return <div ref={host} aria-hidden="true" style={{ height }} className="w-full" />;
});

function toData(drawn: Aligned): uPlot.AlignedData {
  return [drawn.times as number[], ...(drawn.columns as (number | null | undefined)[][])];
}

function areaOf(plot: uPlot): PlotArea {
  const { left, top, width, height } = plot.bbox;
  const ratio = window.devicePixelRatio || 1;
  return { left: left / ratio, top: top / ratio, width: width / ratio, height: height / ratio };
}
