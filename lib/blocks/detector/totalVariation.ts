import * as z from 'zod';
import { defineDetector } from '@/lib/blocks/block';
import { overShares, sharesParams } from '@/lib/blocks/distances';
import { totalVariation as totalVariationOf } from '@/lib/stats/totalVariation';

/** Total variation distance of one column, over the same bins as the population stability index. */
export const totalVariation = defineDetector({
  type: 'total_variation',
  title: 'Total variation distance',
  category: 'data drift',
  unit: 'distance',
  worse: 'higher',
  summary:
    'The share of rows that would have to change their value for the column to look like the reference.',
  when: 'Reach for it when you want the distance that is easiest to explain: 0.1 means that a tenth of the rows sit in the wrong place.',
  synonyms: ['drift', 'distribution shift', 'tvd', 'statistical distance'],
  sources: ['Levin, Peres and Wilmer 2009, Markov chains and mixing times'],
  params: z.strictObject(sharesParams),
  example: { column: 'workclass' },
  run: (choice) => overShares(choice, { distance: totalVariationOf }),
});
