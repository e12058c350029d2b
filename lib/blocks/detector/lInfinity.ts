import * as z from 'zod';
import { defineDetector } from '@/lib/blocks/block';
import { overShares, sharesParams } from '@/lib/blocks/distances';
import { lInfinity as lInfinityOf } from '@/lib/stats/lInfinity';

/** L-infinity distance of one column, over the same bins as the population stability index. */
export const lInfinity = defineDetector({
  type: 'l_infinity',
  title: 'Largest change of a share',
  category: 'data drift',
  unit: 'distance',
  worse: 'higher',
  summary: 'How much the share of the category or range that changed most has changed.',
  when: 'Reach for it to catch one category that grows or vanishes, however many others stay as they were.',
  synonyms: ['drift', 'l-infinity', 'chebyshev', 'max norm', 'skew'],
  sources: ['TensorFlow Data Validation, L-infinity norm of a drift comparator'],
  params: z.strictObject(sharesParams),
  example: { column: 'workclass' },
  run: (choice) => overShares(choice, { distance: lInfinityOf }),
});
