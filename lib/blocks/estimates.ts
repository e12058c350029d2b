import { isComputable } from '@/lib/stats/notComputable';
import { spreadLimits } from '@/lib/stats/spreadLimits';
import type { Band, Interval } from './block';
import { durationParam } from './durationParam';

/** What estimates of a performance without labels share: how much it moves by itself, and how sure it is. */

export const chunkParam = durationParam({
  title: 'Chunk',
  description:
    'The reference is cut into stretches of this length to see how much the metric moves by itself; a longer window takes several of them.',
  advanced: true,
}).default('1d');

/** Fewer chunks say too little of how much a metric moves. */
const CHUNKS_MIN = 5;
const TIMES = 3;
const LEVEL = 0.95;
const NORMAL_QUANTILE = 1.959963984540054;

/** How many chunks make up a window, at least one. */
export function chunksPerWindow(windowMs: number, chunkMs: number): number {
  return Math.max(1, Math.round(windowMs / chunkMs));
}

export type Usualness = {
  /** The metric in each chunk of the reference. */
  chunks: readonly number[];
  /** The metric over all of the reference, and its sampling error at the window's size. */
  whole: number;
  error: number;
  /** Whether chunks are as long as the window; shorter windows move more. */
  comparable: boolean;
  max?: number;
};

/**
 * What is usual: the mean of the reference's chunks give or take three standard deviations. Where there are too few
 * chunks, or the window is shorter than one, it is the reference give or take three sampling errors of the window.
 */
export function bandOf({ chunks, whole, error, comparable, max }: Usualness): Band {
  const held = { min: 0, ...(max === undefined ? {} : { max }) };
  const found =
    comparable && chunks.length >= CHUNKS_MIN ? spreadLimits(chunks, { times: TIMES, ...held }) : null;
  if (found && isComputable(found)) return found;
  const clip = (value: number) => Math.min(Math.max(value, 0), max ?? Number.POSITIVE_INFINITY);
  return { low: clip(whole - TIMES * error), high: clip(whole + TIMES * error) };
}

/** Where the metric lies if only the luck of the window is counted. */
export function samplingInterval(value: number, error: number): Interval {
  return { low: value - NORMAL_QUANTILE * error, high: value + NORMAL_QUANTILE * error, level: LEVEL };
}
