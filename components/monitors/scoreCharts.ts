import type { SeriesInput, TimeBand } from '@/components/charts/chartInput';
import { formatValue } from '@/lib/blocks/block';
import { percent, rowCount } from '@/lib/blocks/words';
import type { RouterOutputs } from '@/server/api/root';

export type NodeSeries = RouterOutputs['monitors']['scores'][number];

/** A detector with all its segments; one where it is not split. */
export type DetectorScores = {
  node: string;
  title: string;
  segments: { name: string; series: NodeSeries }[];
};

/** A segment in words: `country DE`, or `all rows`. */
export function segmentName(labels: Readonly<Record<string, string>>): string {
  const parts = Object.entries(labels).map(([column, value]) => `${column} ${value}`);
  return parts.join(', ') || 'all rows';
}

/** Series by detector, in the order they came. */
export function byDetector(all: readonly NodeSeries[]): DetectorScores[] {
  const found = new Map<string, DetectorScores>();
  for (const series of all) {
    const detector = found.get(series.node) ?? { node: series.node, title: series.title, segments: [] };
    detector.segments.push({ name: segmentName(series.labels), series });
    found.set(series.node, detector);
  }
  return [...found.values()];
}

const LINES_MAX = 4;

/** The segments to look at first: those that rang, then as they came; no more than a chart can tell apart. */
export function firstSegments(detector: DetectorScores): string[] {
  const rang = ({ series }: { series: NodeSeries }) => Number(series.bands.length > 0);
  return [...detector.segments]
    .sort((a, b) => rang(b) - rang(a))
    .slice(0, LINES_MAX)
    .map(({ name }) => name);
}

export const canShowMore = (chosen: readonly string[]): boolean => chosen.length < LINES_MAX;

export function linesOf(detector: DetectorScores, chosen: readonly string[]): SeriesInput[] {
  return detector.segments
    .filter(({ name }) => chosen.includes(name))
    .map(({ name, series }) => ({
      label: detector.segments.length === 1 ? series.title : name,
      times: series.points.map(([at]) => at),
      values: series.points.map(([, value]) => value),
    }));
}

/** Windows that wait for labels, and those whose score labels have changed since it was judged. */
export function labelBandsOf({ points, labelled }: NodeSeries): TimeBand[] {
  const before = new Map(points.map(([slot], i) => [slot, points[i - 1]?.[0] ?? slot - 1]));
  const bandOf = (slot: number, kind: TimeBand['kind'], label: string): TimeBand => ({
    from: before.get(slot) ?? slot - 1,
    to: slot,
    kind,
    label,
  });
  return labelled.flatMap(({ slot, waiting, revisedFrom }) => [
    ...(waiting ? [bandOf(slot, 'no_data', 'waits for labels')] : []),
    ...(revisedFrom === undefined ? [] : [bandOf(slot, 'reference', 'revised by late labels')]),
  ]);
}

/** How far the labels have come, in one sentence; null where none are needed. */
export function labelWords({ labelled, unit }: NodeSeries): string | null {
  const last = labelled.at(-1);
  if (!last) return null;
  const share = percent(last.predicted > 0 ? last.labelled / last.predicted : 0);
  const waiting = labelled.filter((point) => point.waiting).length;
  const revised = labelled.filter((point) => point.revisedFrom !== undefined);
  const from = revised.at(-1)?.revisedFrom;
  const was = typeof from === 'number' ? `, the last from ${formatValue(from, unit)}` : '';
  return [
    `${share} of ${rowCount(last.predicted)} in the last window have a label`,
    ...(waiting > 0 ? [`${waiting} of the windows shown wait for labels and are provisional`] : []),
    ...(revised.length > 0
      ? [`${revised.length} revised by labels that came after it was judged${was}`]
      : []),
  ].join('; ');
}

/** Alerts of the chosen segments; one that still fires reaches to the end of what is shown. */
export function bandsOf(detector: DetectorScores, chosen: readonly string[]): TimeBand[] {
  return detector.segments
    .filter(({ name }) => chosen.includes(name))
    .flatMap(({ name, series }) => {
      const end = (series.points.at(-1)?.[0] ?? 0) + 1;
      return series.bands.map((band) => ({
        from: band.from,
        to: band.to ?? Math.max(end, band.from + 1),
        kind: band.severity,
        label: detector.segments.length === 1 ? 'alert' : `alert on ${name}`,
      }));
    });
}
