import * as z from 'zod';
import { columnRef, defineTransform } from '@/lib/blocks/block';

/** Splits rows by a column, so that everything after it is judged for each value apart. */
export const segment = defineTransform({
  type: 'segment',
  title: 'Split by',
  summary: 'Watches each value of a column apart: every segment has its own score and its own alert.',
  when: 'Reach for it when an average hides a problem: one region, one customer or one model version may go wrong alone.',
  synonyms: ['group by', 'slice', 'breakdown', 'per customer', 'per region', 'dimension'],
  params: z.strictObject({
    column: columnRef(),
    k: z.int().min(1).max(100).default(10).meta({
      title: 'Segments',
      description: 'The most frequent values get a segment each; the others share one.',
      advanced: true,
    }),
  }),
  example: { column: 'sex' },
  run: ({ column, k }) => ({ segment: { column, k } }),
});
