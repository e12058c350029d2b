import * as z from 'zod';
import { autoDrift } from '@/lib/blocks/autoDrift';
import { columnRef, defineDetector } from '@/lib/blocks/block';
import { mattersParams, weighed } from '@/lib/blocks/matters';

/** Drift of one column by the distance that fits its type, its values and the size of the window. */
export const drift = defineDetector({
  type: 'drift',
  title: 'Drift',
  category: 'data drift',
  unit: 'distance',
  worse: 'higher',
  summary: 'How far one column has moved from the reference, by the distance that fits the column.',
  when: 'Reach for it when you want to know whether a column has moved and not which distance to take: it chooses by what the column holds and how many rows there are, and says what it chose and why.',
  synonyms: ['auto', 'data drift', 'distribution shift', 'feature drift', 'covariate shift', 'moved'],
  params: z.strictObject({
    column: columnRef({ description: 'Numbers, text or true and false.' }),
    ...mattersParams,
  }),
  example: { column: 'age' },
  run: ({ column, ...matters }) => weighed(autoDrift(column), matters),
});
