import * as z from 'zod';
import { defineDetector, type Explanation } from '@/lib/blocks/block';
import { orderParams, overOrder } from '@/lib/blocks/distances';
import { type Comparable, describeDrift } from '@/lib/blocks/distribution';
import { figure, percent } from '@/lib/blocks/words';
import { type KsResult, ksFromBins } from '@/lib/stats/ksFromBins';
import { isComputable, type NotComputable } from '@/lib/stats/notComputable';
import type { Bin } from '@/lib/tally/key';
import { nextUp } from '@/lib/tally/profile';

/**
 * Kolmogorov-Smirnov distance of one column of numbers, at most 1 / bins (and one row of the reference) below the
 * distance of the rows themselves, and never above it. Text has no order and is refused.
 */
export const ks = defineDetector({
  type: 'ks',
  title: 'Kolmogorov-Smirnov distance',
  category: 'data drift',
  unit: 'distance',
  worse: 'higher',
  summary: 'The largest gap between the shares of rows below any value, now and in the reference.',
  when: 'Reach for it for a column of numbers when a shift anywhere along its range matters and you do not want to choose bins.',
  synonyms: ['drift', 'distribution shift', 'ks test', 'kolmogorov smirnov', 'two-sample test'],
  sources: ['Kolmogorov 1933', 'Smirnov 1939'],
  params: z.strictObject(orderParams),
  example: { column: 'age' },
  run: (choice) => overOrder(choice, { distance, explain }),
});

function distance(reference: readonly number[], current: readonly number[]): number | NotComputable {
  const found = ksFromBins(reference, current);
  return isComputable(found) ? found.distance : found;
}

function explain(column: string, sides: Comparable): Explanation {
  const drift = describeDrift(column, sides);
  const found = ksFromBins(sides.reference.counts, sides.current.counts);
  const sentence = isComputable(found) ? gapWords(column, sides, found) : null;
  return sentence ? { ...drift, sentence } : drift;
}

/** Where the two sides are furthest apart; null where they are not. */
function gapWords(column: string, sides: Comparable, { bin, sign }: KsResult): string | null {
  const place = placeWords(sides.bin, bin);
  if (sign === 0 || !place) return null;
  const upTo = ({ counts, rows }: Comparable['current']) =>
    percent(counts.slice(0, bin + 1).reduce((a, b) => a + b, 0) / rows);
  const way = sign > 0 ? 'up' : 'down';
  return `${column} moved ${way}: ${upTo(sides.reference)} of the reference lies ${place}, now ${upTo(sides.current)}`;
}

/** Where a bin ends: `below 29`, `at or below 40`; null after the last one. */
function placeWords(bin: Bin, index: number): string | null {
  if (bin.kind !== 'edges') return null;
  const [before, edge] = [bin.edges[index - 1], bin.edges[index]];
  if (edge === undefined) return null;
  const closed = before !== undefined && nextUp(before) === edge;
  return closed ? `at or below ${figure(before)}` : `below ${figure(edge)}`;
}
