import type { Unit } from '@/lib/blocks/block';
import type { Span } from '@/lib/core/time';
import type { Marks } from './chartInput';
import type { PreparedSeries } from './prepareSeries';
import type { Range } from './scale';

/** Everything that the picture shows. Plain data: made by TimeSeriesChart, drawn by TimeSeriesPlot. */
export type PlotModel = {
  prepared: PreparedSeries;
  marks: Marks;
  unit: Unit;
  time: Span;
  range: Range;
};

/** Where the plotting area lies inside the chart, in CSS pixels. */
export type PlotArea = { left: number; top: number; width: number; height: number };
