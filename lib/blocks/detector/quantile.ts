import * as z from 'zod';
import { columnRef, defineDetector } from '@/lib/blocks/block';
import { logBin, quantileScore } from '@/lib/blocks/logBins';

/** Quantile of a column of numbers, within 1 % of its value (numpy's method `lower`), with its interval. */
export const quantile = defineDetector({
  type: 'quantile',
  title: 'Quantile',
  category: 'response time',
  unit: 'column',
  worse: 'higher',
  summary: 'The value that a given share of rows stays at or below, such as the p95 of response times.',
  when: 'Reach for it for response times, tokens and costs, where the slow or dear few matter more than the average. The answer is within 1 % of the exact one.',
  synonyms: ['percentile', 'p50', 'p95', 'p99', 'median', 'latency', 'tail latency', 'response time'],
  sources: [
    'Masson, Rim and Lee 2019, DDSketch',
    'Conover 1999, Practical nonparametric statistics (interval from order statistics)',
  ],
  params: z.strictObject({
    column: columnRef({ wants: 'number' }),
    q: z
      .number()
      .min(0)
      .max(1)
      .default(0.95)
      .meta({ title: 'Quantile', description: '0.5 is the median, 0.95 the p95.' }),
  }),
  example: { column: 'latency_ms', q: 0.95 },
  run: ({ column, q }) => ({
    reference: 'unused',
    profiles: [],
    needs: () => ({ keys: [{ column, bin: logBin }] }),
    score: (input) => quantileScore({ what: column, q }, input),
  }),
});
