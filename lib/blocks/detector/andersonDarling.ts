import * as z from 'zod';
import { defineDetector } from '@/lib/blocks/block';
import { orderParams, overOrder } from '@/lib/blocks/distances';
import { andersonDarlingDistance } from '@/lib/stats/andersonDarlingDistance';

/** Two-sample Anderson-Darling statistic of one column of numbers, over fine bins. */
export const andersonDarling = defineDetector({
  type: 'anderson_darling',
  title: 'Anderson-Darling distance',
  category: 'data drift',
  unit: 'distance',
  worse: 'higher',
  summary: 'How far apart the column and the reference lie, with the tails counting as much as the middle.',
  when: 'Reach for it when what happens to the smallest and largest values of a column matters. The number grows with the rows: judge it by what is unusual.',
  synonyms: ['drift', 'distribution shift', 'tails', 'two-sample test', 'k-sample test'],
  sources: ['Scholz and Stephens 1987, K-sample Anderson-Darling tests'],
  params: z.strictObject(orderParams),
  example: { column: 'age' },
  run: (choice) => overOrder(choice, { distance: andersonDarlingDistance }),
});
