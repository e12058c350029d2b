import type uPlot from 'uplot';
import { formatValue } from '@/lib/blocks/block';
import type { Span } from '@/lib/core/time';
import type { ChartColours } from './chartColours';
import type { TimeBand } from './chartInput';
import type { PlotModel } from './plotModel';
import { spreadLabels } from './scale';

/** What a drawing function needs: uPlot for positions, the model for what, the colours for how. */
export type Painter = { plot: uPlot; model: PlotModel; colours: ChartColours };

const FONT = '500 11px "Inter Variable", system-ui, sans-serif';
const LABEL_GAP = 14;
const STRIP = 3;

const ratio = () => window.devicePixelRatio || 1;

/** Under the series: gaps, bands, the normal range. */
export function drawUnder(painter: Painter): void {
  const { plot, model } = painter;
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  ctx.font = fontFor();
  drawValueBand(painter);
  for (const gap of model.prepared.gaps) drawGap(painter, gap);
  for (const band of model.marks.bands) fillBand(painter, band);
  ctx.restore();
}

/** Over the series: threshold lines with their values, and the names of several series at their ends. */
export function drawOver(painter: Painter): void {
  const { ctx } = painter.plot;
  ctx.save();
  ctx.font = fontFor();
  for (const band of painter.model.marks.bands) nameBand(painter, band);
  drawLines(painter);
  drawSeriesNames(painter);
  ctx.restore();
}

const fontFor = () => FONT.replace('11px', `${11 * ratio()}px`);

function acrossTime(plot: uPlot, span: Span): { left: number; width: number } {
  const left = Math.max(plot.valToPos(span.from, 'x', true), plot.bbox.left);
  const right = Math.min(plot.valToPos(span.to, 'x', true), plot.bbox.left + plot.bbox.width);
  return { left, width: Math.max(right - left, ratio()) };
}

function drawGap({ plot, colours }: Painter, gap: Span): void {
  const { ctx, bbox } = plot;
  const { left, width } = acrossTime(plot, gap);
  ctx.save();
  ctx.beginPath();
  ctx.rect(left, bbox.top, width, bbox.height);
  ctx.clip();
  ctx.strokeStyle = colours.faint;
  ctx.globalAlpha = 0.3;
  ctx.lineWidth = ratio();
  ctx.beginPath();
  const step = 8 * ratio();
  for (let x = left - bbox.height; x < left + width; x += step) {
    ctx.moveTo(x, bbox.top + bbox.height);
    ctx.lineTo(x + bbox.height, bbox.top);
  }
  ctx.stroke();
  ctx.restore();
  writeIn({
    plot,
    text: 'no data',
    colour: colours.faint,
    left,
    width,
    top: bbox.top + bbox.height - 12 * ratio(),
  });
}

function fillBand({ plot, colours }: Painter, band: TimeBand): void {
  const { ctx, bbox } = plot;
  const { left, width } = acrossTime(plot, band);
  const reference = band.kind === 'reference';
  ctx.fillStyle = band.kind === 'reference' ? colours.accent : colours.severity[band.kind];
  ctx.globalAlpha = reference ? 0.07 : 0.14;
  ctx.fillRect(left, bbox.top, width, bbox.height);
  ctx.globalAlpha = 1;
}

/** A strip above the plotting area, where no series runs, and the band's word above it. */
function nameBand({ plot, colours }: Painter, band: TimeBand): void {
  const { ctx, bbox } = plot;
  const { left, width } = acrossTime(plot, band);
  ctx.strokeStyle = band.kind === 'reference' ? colours.accent : colours.severity[band.kind];
  ctx.lineWidth = STRIP * ratio();
  // Drawn through for critical, broken for the rest, so that the strip tells without its colour.
  ctx.setLineDash(band.kind === 'critical' ? [] : [6 * ratio(), 3 * ratio()]);
  ctx.beginPath();
  const y = bbox.top - (STRIP * ratio()) / 2;
  ctx.moveTo(left, y);
  ctx.lineTo(left + width, y);
  ctx.stroke();
  ctx.setLineDash([]);
  const colour = band.kind === 'reference' ? colours.accent : colours.severityInk[band.kind];
  const text = band.kind === 'reference' ? band.label : band.kind.replace('_', ' ');
  writeIn({ plot, text, colour, left, width, top: bbox.top - 12 * ratio() });
}

function drawValueBand({ plot, model, colours }: Painter): void {
  const band = model.marks.valueBand;
  if (!band) return;
  const { ctx, bbox } = plot;
  const top = plot.valToPos(band.high, 'y', true);
  const bottom = plot.valToPos(band.low, 'y', true);
  ctx.fillStyle = colours.ink;
  ctx.globalAlpha = 0.06;
  ctx.fillRect(bbox.left, top, bbox.width, bottom - top);
  ctx.globalAlpha = 1;
  if (bottom - top < 16 * ratio()) return;
  ctx.fillStyle = colours.faint;
  ctx.textAlign = 'left';
  ctx.textBaseline = 'alphabetic';
  ctx.fillText(band.label, bbox.left + 6 * ratio(), bottom - 5 * ratio());
}

type Words = { plot: uPlot; text: string; colour: string; left: number; width: number; top: number };

/** Words in the middle of a stretch, where they fit. */
function writeIn({ plot, text, colour, left, width, top }: Words): void {
  const { ctx } = plot;
  if (ctx.measureText(text).width + 6 * ratio() > width) return;
  ctx.fillStyle = colour;
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  ctx.fillText(text, left + width / 2, top);
}

function drawLines({ plot, model, colours }: Painter): void {
  const { ctx, bbox } = plot;
  const right = bbox.left + bbox.width;
  const { lines } = model.marks;
  const at = lines.map((line) => plot.valToPos(line.value, 'y', true));
  const room = { min: bbox.top + LABEL_GAP * ratio(), max: bbox.top + bbox.height - 2 * ratio() };
  const labels = spreadLabels(
    at.map((y) => y - 4 * ratio()),
    LABEL_GAP * ratio(),
    room,
  );
  lines.forEach((line, i) => {
    const y = at[i] ?? 0;
    ctx.strokeStyle = colours.severity[line.severity];
    ctx.lineWidth = 1.5 * ratio();
    ctx.setLineDash(line.severity === 'critical' ? [] : [6 * ratio(), 4 * ratio()]);
    ctx.beginPath();
    ctx.moveTo(bbox.left, y);
    ctx.lineTo(right, y);
    ctx.stroke();
    ctx.setLineDash([]);
    const text = `${line.severity} ${formatValue(line.value, model.unit)}`;
    outlined(
      {
        plot,
        text,
        colour: colours.severityInk[line.severity],
        left: right - 6 * ratio(),
        width: 0,
        top: labels[i] ?? y,
      },
      { halo: colours.surface, align: 'right' },
    );
  });
}

/** Words with a rim of the ground's colour, so that a line behind them does not cut them. */
function outlined(words: Words, style: { halo: string; align: CanvasTextAlign }): void {
  const { ctx } = words.plot;
  ctx.textAlign = style.align;
  ctx.textBaseline = 'alphabetic';
  ctx.lineJoin = 'round';
  ctx.lineWidth = 3 * ratio();
  ctx.strokeStyle = style.halo;
  ctx.strokeText(words.text, words.left, words.top);
  ctx.fillStyle = words.colour;
  ctx.fillText(words.text, words.left, words.top);
}

function drawSeriesNames({ plot, model, colours }: Painter): void {
  const { ctx, bbox } = plot;
  const { labels, drawn } = model.prepared;
  const right = bbox.left + bbox.width;
  const space = ctx.canvas.width - right;
  if (labels.length < 2 || space < 60 * ratio()) return;
  const ends = drawn.columns.map((column) => column.findLast((v) => v !== null && v !== undefined) ?? 0);
  const wanted = ends.map((value) => plot.valToPos(value, 'y', true) + 4 * ratio());
  const room = { min: bbox.top + 8 * ratio(), max: bbox.top + bbox.height };
  spreadLabels(wanted, LABEL_GAP * ratio(), room).forEach((top, i) => {
    ctx.fillStyle = colours.series[i % colours.series.length] ?? colours.ink;
    ctx.textAlign = 'left';
    ctx.textBaseline = 'alphabetic';
    ctx.fillText(labels[i] ?? '', right + 8 * ratio(), top, space - 10 * ratio());
  });
}
