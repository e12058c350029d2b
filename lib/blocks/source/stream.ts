import * as z from 'zod';
import { defineSource } from '@/lib/blocks/block';

/** The events of one stream. */
export const stream = defineSource({
  type: 'stream',
  title: 'Stream',
  summary: 'Events that your system sends, by the name of their stream.',
  when: 'Start here when predictions or requests are sent to Tocsin while they happen.',
  synonyms: ['events', 'predictions', 'requests', 'live data', 'input'],
  params: z.strictObject({
    stream: z.string().min(1).max(64).meta({ title: 'Stream', widget: 'stream' }),
  }),
  example: { stream: 'predictions' },
  run: (params) => ({ kind: 'stream', name: params.stream }),
});
