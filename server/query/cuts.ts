import { DAY_MS, floorTo, HOUR_MS, type Span } from '@/lib/core/time';

/** A stretch of time and the length of the buckets that it is read in. */
export type Cut = { span: Span; bucketMs: number };

/** Lengths besides the asked one, the longest first. */
const LONGER_MS = [DAY_MS, HOUR_MS];
/** A span is read in longer buckets from so many of them on: a bucket in which a late row falls is read anew as a whole. */
const WORTH = 4;

/**
 * A span as few buckets: days and hours where it holds whole ones, and the asked length at its two ends. A day in minutes
 * is 1,440 tallies a column, in hours and minutes 23 and at most 60.
 */
export function cutsOf(span: Span, bucketMs: number): Cut[] {
  return cut(
    span,
    LONGER_MS.filter((length) => length > bucketMs && length % bucketMs === 0),
    bucketMs,
  );
}

function cut(span: Span, longer: readonly number[], bucketMs: number): Cut[] {
  if (span.from >= span.to) return [];
  const [length, ...rest] = longer;
  if (length === undefined) return [{ span, bucketMs }];
  const from = floorTo(span.from + length - 1, length);
  const to = floorTo(span.to, length);
  if (to - from < (WORTH - 1) * length || span.to - span.from < WORTH * length)
    return cut(span, rest, bucketMs);
  return [
    ...cut({ from: span.from, to: from }, rest, bucketMs),
    { span: { from, to }, bucketMs: length },
    ...cut({ from: to, to: span.to }, rest, bucketMs),
  ];
}
