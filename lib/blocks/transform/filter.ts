import * as z from 'zod';
import { defineTransform } from '@/lib/blocks/block';
import { condition } from '@/lib/tally/condition';

/** Keeps the rows that meet a condition. */
export const filter = defineTransform({
  type: 'filter',
  title: 'Filter',
  summary: 'Keeps only the rows that meet a condition.',
  when: 'Reach for it to watch a part of the traffic: one country, one model version, requests that failed.',
  synonyms: ['where', 'condition', 'subset', 'only', 'exclude'],
  params: z.strictObject({
    where: condition.meta({
      title: 'Keep rows where',
      description: 'A comparison with a missing value is never met.',
      widget: 'condition',
    }),
  }),
  example: { where: { column: 'sex', op: 'eq', value: 'Female' } },
  run: ({ where }) => ({ where }),
});
