import * as z from 'zod';
import { defineDetector } from '@/lib/blocks/block';
import { overShares, sharesParams } from '@/lib/blocks/distances';
import { jensenShannon as jensenShannonOf } from '@/lib/stats/jensenShannon';

/** Jensen-Shannon distance (base 2) of one column, over the same bins as the population stability index. */
export const jensenShannon = defineDetector({
  type: 'jensen_shannon',
  title: 'Jensen-Shannon distance',
  category: 'data drift',
  unit: 'distance',
  worse: 'higher',
  summary: 'How far one column has moved from the reference, from 0 (the same) to 1 (nothing in common).',
  when: 'Reach for it for columns of categories, or when you want a scale with a fixed end so that columns can be compared with each other.',
  synonyms: ['drift', 'distribution shift', 'js divergence', 'categorical drift'],
  sources: ['Lin 1991, Divergence measures based on the Shannon entropy'],
  params: z.strictObject(sharesParams),
  example: { column: 'workclass' },
  run: (choice) => overShares(choice, { distance: jensenShannonOf }),
});
