import * as z from 'zod';
import { defineLogic } from '@/lib/blocks/block';
import { reached } from '@/lib/blocks/reached';

/** Bad only where every input is: then as bad as the mildest. One input that is ok settles it; see `reached`. */
export const all = defineLogic({
  type: 'all',
  title: 'All of',
  summary: 'Is bad only when every input is, and then as bad as the mildest of them.',
  when: 'Reach for it to ask for agreement: drift alone may be harmless, drift with falling accuracy is not.',
  synonyms: ['and', 'both', 'minimum', 'together', 'combine', 'confirm'],
  params: z.strictObject({}),
  example: {},
  run: () => ({
    sentence: 'every input is bad',
    combine: (severities) => reached(severities, severities.length),
  }),
});
