import * as z from 'zod';
import { defineLogic } from '@/lib/blocks/block';
import { reached } from '@/lib/blocks/reached';

/** Bad where at least `n` inputs are. With fewer inputs than `n` it is an error, since it could never ring; see `reached`. */
export const atLeast = defineLogic({
  type: 'at_least',
  title: 'At least',
  summary: 'Is bad when a given number of its inputs are.',
  when: 'Reach for it with many similar checks, such as drift of twenty columns: one alone is often chance, three are not.',
  synonyms: ['n of m', 'quorum', 'vote', 'majority', 'count', 'combine'],
  params: z.strictObject({
    n: z
      .int()
      .min(1)
      .max(20)
      .default(2)
      .meta({ title: 'How many', unit: 'inputs', description: 'So many inputs must be bad at once.' }),
  }),
  example: { n: 2 },
  run: ({ n }) => ({
    sentence: `at least ${n} inputs are bad`,
    combine: (severities) => reached(severities, n),
  }),
});
