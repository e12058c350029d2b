import { type KsResult, ksFromBins } from '@/lib/stats/ksFromBins';
import { isComputable } from '@/lib/stats/notComputable';
import type { Bin } from '@/lib/tally/key';
import { nextUp } from '@/lib/tally/profile';
import type { CountsDistance, Over } from './distances';
import { type Comparable, describeDrift } from './distribution';
import { figure, percent } from './words';

const distance: CountsDistance = (reference, current) => {
  const found = ksFromBins(reference, current);
  return isComputable(found) ? found.distance : found;
};

/** The Kolmogorov-Smirnov distance, and where along the values it is reached. */
export const ksOfBins: Over = {
  distance,
  explain: (column, sides) => {
    const drift = describeDrift(column, sides);
    const found = ksFromBins(sides.reference.counts, sides.current.counts);
    const sentence = isComputable(found) ? gapWords(column, sides, found) : null;
    return sentence ? { ...drift, sentence } : drift;
  },
};

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
