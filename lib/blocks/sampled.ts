import type { KeyValue } from '@/lib/tally/key';
import type { Sample, SampledGroup } from '@/lib/tally/sample';
import type { Tally } from '@/lib/tally/tally';

/** What detectors on samples share. Their tallies have no keys, and so one cell. */

/** Groups by rising hash: in no order that means anything. */
export const sampleOf = (tally: Tally): Sample => tally.cells[0]?.sample ?? [];

/**
 * Up to `max` rows of a sample of rows, each as often as it came. Where there are more, every so manieth in the order of
 * the hashes, so that what came often keeps its share.
 */
export function sampledRows(tally: Tally, max: number): (readonly KeyValue[])[] {
  const groups = sampleOf(tally);
  const total = groups.reduce((sum, { count }) => sum + count, 0);
  const step = Math.max(1, total / max);
  const rows: (readonly KeyValue[])[] = [];
  let [passed, next] = [0, 0];
  for (const group of groups) {
    passed += group.count;
    for (; next < passed && rows.length < max; next += step) rows.push(group.rows[0]?.values ?? []);
  }
  return rows;
}

/** Hashes are below this. */
const HASHES = 2 ** 52;

/**
 * How many groups there are in all: those that were kept, where fewer were than asked for; else estimated from how close
 * together their hashes lie, to 2 / √n. K minimum values (Bar-Yossef et al. 2002).
 */
export function groupsInAll(sample: Sample, n: number): { count: number; exact: boolean } {
  if (sample.length < n) return { count: sample.length, exact: true };
  const last = sample.at(-1)?.hash ?? HASHES;
  return { count: Math.round(((sample.length - 1) * HASHES) / Math.max(1, last)), exact: false };
}

/** Rows that the groups stand for. */
export const rowsIn = (groups: readonly SampledGroup[]): number =>
  groups.reduce((sum, { count }) => sum + count, 0);
