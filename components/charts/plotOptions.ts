import type uPlot from 'uplot';
import type { ChartColours } from './chartColours';
import { seriesDashes } from './chartColours';
import { axisValue, tickText } from './chartWords';
import { drawOver, drawUnder } from './drawMarks';
import type { PlotModel } from './plotModel';

export type PlotHost = {
  /** Read at every drawing, so that a new model needs no new plot. */
  model: () => PlotModel;
  colours: ChartColours;
  size: { width: number; height: number };
  onCursor: (index: number | null) => void;
  onDraw: (plot: uPlot) => void;
};

const AXIS_FONT = '11px "Inter Variable", system-ui, sans-serif';
const BAND_WORDS_HEIGHT = 22;
const NAME_WIDTH_MAX = 120;
/** Below this width the names of series stand in the readout alone. */
const NAMES_FROM = 520;

export function plotOptions({ model, colours, size, onCursor, onDraw }: PlotHost): uPlot.Options {
  const { prepared, unit, marks } = model();
  const named = prepared.labels.length > 1 && size.width >= NAMES_FROM;
  const axis = { stroke: colours.faint, font: AXIS_FONT, ticks: { show: false } };
  const grid = { stroke: colours.grid, width: 1 };
  return {
    ...size,
    ms: 1,
    padding: [marks.bands.length > 0 ? BAND_WORDS_HEIGHT : 8, named ? namesWidth(prepared.labels) : 8, 0, 0],
    legend: { show: false },
    tzDate: (at) => new Date(at),
    scales: {
      x: { time: false, range: () => [model().time.from, model().time.to] },
      y: { range: () => [model().range.min, model().range.max] },
    },
    axes: [
      {
        ...axis,
        grid: { show: false },
        size: 28,
        space: 64,
        incrs: timeSteps,
        values: (_, splits) => splits.map((at) => tickText(at, (splits[1] ?? at) - (splits[0] ?? at))),
      },
      { ...axis, grid, size: 52, space: 36, values: (_, splits) => splits.map((v) => axisValue(v, unit)) },
    ],
    series: [
      {},
      ...prepared.labels.map((label, i) => ({
        label,
        stroke: colours.series[i % colours.series.length] ?? colours.ink,
        width: 1.75,
        dash: [...(seriesDashes[i % seriesDashes.length] ?? [])],
        points: { size: 4 },
      })),
    ],
    cursor: { y: false, drag: { x: false, y: false }, points: { size: 7 } },
    hooks: {
      drawClear: [(plot) => drawUnder({ plot, model: model(), colours })],
      draw: [(plot) => drawOver({ plot, model: model(), colours }), onDraw],
      setCursor: [(plot) => onCursor(plot.cursor.idx ?? null)],
    },
  };
}

/** Room for the longest name, at about seven pixels a letter. */
const namesWidth = (labels: readonly string[]): number =>
  Math.min(NAME_WIDTH_MAX, Math.max(...labels.map((label) => label.length)) * 7 + 16);

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** Distances between ticks that people count in; days are UTC days. */
const timeSteps = [
  ...[1, 5, 15, 30].map((n) => n * second),
  ...[1, 5, 10, 15, 30].map((n) => n * minute),
  ...[1, 2, 3, 6, 12].map((n) => n * hour),
  ...[1, 2, 4, 7, 14, 28, 56, 112, 364].map((n) => n * day),
];
