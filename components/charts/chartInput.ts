import type { Line, Severity } from '@/lib/blocks/block';
import type { Span } from '@/lib/core/time';

/** One line of a chart: times rise, `null` is a moment without an answer. */
export type SeriesInput = {
  label: string;
  times: readonly number[];
  values: readonly (number | null)[];
};

/** A stretch of time that stands out: an alert, or the reference. */
export type TimeBand = Span & { kind: Severity | 'reference'; label: string };

/** A stretch of values that is normal, such as the reference's own range. */
export type ValueBand = { low: number; high: number; label: string };

export type Marks = {
  lines: readonly Line[];
  bands: readonly TimeBand[];
  valueBand: ValueBand | null;
};
