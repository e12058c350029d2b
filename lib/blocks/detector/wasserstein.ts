import * as z from 'zod';
import { defineDetector } from '@/lib/blocks/block';
import { orderParams } from '@/lib/blocks/distances';
import { overPositions, type Placed } from '@/lib/blocks/positions';
import { figure } from '@/lib/blocks/words';
import { isComputable } from '@/lib/stats/notComputable';
import { wassersteinFromBins } from '@/lib/stats/wassersteinFromBins';

/** The norm of a reference that does not vary: what Evidently divides by there. */
const STD_MIN = 1e-3;

/**
 * Wasserstein distance of one column of numbers from the mean and the count of each bin, divided by the reference's
 * standard deviation (ddof 0, at least 0.001) or in the column's own unit. Rows without a finite value are left out.
 */
export const wasserstein = defineDetector({
  type: 'wasserstein',
  title: 'Wasserstein distance',
  category: 'data drift',
  unit: 'distance',
  worse: 'higher',
  summary: 'How far the values have moved on average, in standard deviations of the reference.',
  when: 'Reach for it for a column of numbers when it matters how far values move, not only how many: a few extreme values count in full.',
  synonyms: ['drift', 'distribution shift', 'earth mover', 'normed wasserstein', 'transport distance'],
  sources: ['Vallender 1974', 'Evidently: Wasserstein distance (normed)'],
  params: z.strictObject({
    ...orderParams,
    normed: z.boolean().default(true).meta({
      title: 'In standard deviations',
      description: 'Divided by the standard deviation of the reference; otherwise in the unit of the column.',
      advanced: true,
    }),
  }),
  example: { column: 'hours_per_week' },
  run: ({ normed, ...choice }) =>
    overPositions(choice, {
      distance: (placed) => {
        const moved = movedBy(placed);
        return moved === null || !normed ? moved : moved / Math.max(placed.then.std, STD_MIN);
      },
      words: (placed) => `values moved by ${figure(movedBy(placed) ?? 0)} on average`,
    }),
});

function movedBy({ reference, current }: Placed): number | null {
  const moved = wassersteinFromBins(reference, current);
  return isComputable(moved) ? moved : null;
}
