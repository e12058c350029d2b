import * as z from 'zod';
import { defineDetector, roleColumn } from '@/lib/blocks/block';
import { logBin, quantileScore } from '@/lib/blocks/logBins';
import type { Computed } from '@/lib/tally/computed';

const UNIT_PER_SECOND = { ms: 1000, s: 1 } as const;

/** Quantile of tokens over the time they took, row by row, within 1 % of its value. */
export const tokensPerSecond = defineDetector({
  type: 'tokens_per_second',
  title: 'Tokens per second',
  category: 'response time',
  unit: 'per second',
  worse: 'lower',
  summary: 'How fast a language model writes: the tokens of an answer over the time it took.',
  when: 'Reach for it when answers feel slow though they are just long. The p10 is what all but the slowest tenth of answers reach; people read about 5 to 10 tokens a second.',
  synonyms: ['throughput', 'generation speed', 'decode speed', 'llm', 'tps', 'inter-token latency', 'tpot'],
  params: z.strictObject({
    tokens: roleColumn('tokens', {
      title: 'Tokens',
      wants: 'number',
      description: 'Of the answer, best without the prompt’s.',
    }),
    duration: roleColumn('latency', {
      title: 'Time',
      wants: 'number',
      description: 'How long the answer took.',
    }),
    durationUnit: z.enum(['ms', 's']).default('ms').meta({ title: 'Time in' }),
    q: z.number().min(0).max(1).default(0.1).meta({
      title: 'Quantile',
      description: '0.5 is the median; at 0.1, nine in ten answers are at least this fast.',
    }),
  }),
  example: { tokens: 'hours_per_week', duration: 'latency_ms' },
  run: ({ tokens, duration, durationUnit, q }) => {
    const scaled: Computed = { op: 'mul', a: tokens ?? 'tokens', b: UNIT_PER_SECOND[durationUnit] };
    const speed: Computed = { op: 'div', a: scaled, b: duration ?? 'latency' };
    return {
      reference: 'unused',
      profiles: [],
      needs: () => ({ keys: [{ column: speed, bin: logBin }] }),
      score: (input) => quantileScore({ what: 'tokens per second', q }, input),
    };
  },
});
