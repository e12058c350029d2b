import * as z from 'zod';
import { columnRef, defineDetector } from '@/lib/blocks/block';
import { logBin, quantileScore } from '@/lib/blocks/logBins';

/** Quantile of the time until a streamed answer begins, within 1 % of its value. */
export const timeToFirstToken = defineDetector({
  type: 'time_to_first_token',
  title: 'Time to first token',
  category: 'response time',
  unit: 'column',
  worse: 'higher',
  summary: 'How long people wait until a streamed answer begins, such as the p95 of all answers.',
  when: 'Reach for it with assistants that stream: people judge the speed by the first word, not by the last. Log the wait as a column of its own.',
  synonyms: ['ttft', 'latency', 'streaming', 'first byte', 'llm', 'response time', 'prefill', 'queue'],
  params: z.strictObject({
    column: columnRef({ wants: 'number', title: 'Wait', description: 'The time until the first token.' }),
    q: z.number().min(0).max(1).default(0.95).meta({
      title: 'Quantile',
      description: '0.5 is the median; 0.95 is the wait that 95 % of answers stay within.',
    }),
  }),
  example: { column: 'latency_ms' },
  run: ({ column, q }) => ({
    reference: 'unused',
    profiles: [],
    needs: () => ({ keys: [{ column, bin: logBin }] }),
    score: (input) => quantileScore({ what: column, q }, input),
  }),
});
