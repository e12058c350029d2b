import * as z from 'zod';
import { defineDetector } from '@/lib/blocks/block';
import { overShares, sharesParams } from '@/lib/blocks/distances';
import { hellinger as hellingerOf } from '@/lib/stats/hellinger';

/** Hellinger distance of one column, over the same bins as the population stability index. */
export const hellinger = defineDetector({
  type: 'hellinger',
  title: 'Hellinger distance',
  category: 'data drift',
  unit: 'distance',
  worse: 'higher',
  summary:
    'How far one column has moved from the reference, from 0 (the same) to 1; sensitive to small shares.',
  when: 'Reach for it when rare categories or rare ranges of a column matter as much as the common ones.',
  synonyms: ['drift', 'distribution shift', 'bhattacharyya', 'rare categories'],
  sources: ['Hellinger 1909'],
  params: z.strictObject(sharesParams),
  example: { column: 'workclass' },
  run: (choice) => overShares(choice, { distance: hellingerOf }),
});
