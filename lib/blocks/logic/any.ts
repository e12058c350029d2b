import * as z from 'zod';
import { defineLogic } from '@/lib/blocks/block';
import { reached } from '@/lib/blocks/reached';

/** The worst of its inputs. A bad verdict counts even beside one without an answer; see `reached`. */
export const any = defineLogic({
  type: 'any',
  title: 'Any of',
  summary: 'Is as bad as the worst of its inputs.',
  when: 'Reach for it when one of several problems is enough to tell someone, in one alert.',
  synonyms: ['or', 'worst of', 'maximum', 'combine'],
  params: z.strictObject({}),
  example: {},
  run: () => ({ sentence: 'any input is bad', combine: (severities) => reached(severities, 1) }),
});
