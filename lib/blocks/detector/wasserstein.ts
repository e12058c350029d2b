import * as z from 'zod';
import { defineDetector } from '@/lib/blocks/block';
import { orderParams } from '@/lib/blocks/distances';
import { movedInDeviations } from '@/lib/blocks/movedInDeviations';

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
  run: ({ normed, ...choice }) => movedInDeviations(choice, { normed }),
});
