import type { SeriesInput, TimeBand } from '@/components/charts/chartInput';
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
