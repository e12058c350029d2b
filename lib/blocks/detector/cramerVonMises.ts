import * as z from 'zod';
import { defineDetector } from '@/lib/blocks/block';
import { orderParams, overOrder } from '@/lib/blocks/distances';
import { cramerVonMisesDistance } from '@/lib/stats/cramerVonMisesDistance';

/** Two-sample Cramér-von Mises statistic of one column of numbers, over fine bins. */
export const cramerVonMises = defineDetector({
  type: 'cramer_von_mises',
  title: 'Cramér-von Mises distance',
  category: 'data drift',
  unit: 'distance',
  worse: 'higher',
  summary: 'How far apart the column and the reference lie along the whole range of values.',
  when: 'Reach for it when many small changes along a column of numbers matter more than the one widest gap. The number grows with the rows: judge it by what is unusual.',
  synonyms: ['drift', 'distribution shift', 'cvm', 'two-sample test', 'cramer'],
  sources: ['Anderson 1962'],
  params: z.strictObject(orderParams),
  example: { column: 'age' },
  run: (choice) => overOrder(choice, { distance: cramerVonMisesDistance }),
});
