import type { Tally, TallySpec } from '@/lib/tally/tally';
import { columnList } from './block';
import { groupsInAll, sampleOf } from './sampled';

/** What both detectors of k-anonymity share: rows in groups that agree in what could tell a person. */

/** Groups kept of a window; where there are more, those kept are drawn at random. */
const GROUPS_MAX = 5000;

export const quasiIdentifiers = columnList({
  title: 'Columns that could tell a person',
  description:
    'Age, place, profession: what others may know too. A missing value counts as a value of its own.',
  max: 10,
});

export const anonymitySpec = (columns: readonly string[]): TallySpec => ({
  keys: [],
  sample: { by: columns, columns: [], n: GROUPS_MAX },
});

/** Group sizes, the smallest first, and the words for where not all groups were looked at. */
export function groupSizes(tally: Tally): { sizes: number[]; note: string } {
  const sample = sampleOf(tally);
  const { count, exact } = groupsInAll(sample, GROUPS_MAX);
  return {
    sizes: sample.map((group) => group.count).sort((a, b) => a - b),
    note: exact ? '' : `; looked at ${sample.length} of about ${count} groups`,
  };
}
