import * as z from 'zod';
import { defineDetector, scored, unscored } from '@/lib/blocks/block';
import { shareInterval } from '@/lib/blocks/intervalWords';
import { conditionParam, countMet, metKey } from '@/lib/blocks/outcomes';
import { percent, rowCount } from '@/lib/blocks/words';

/** Share of rows that meet a condition. */
export const errorRate = defineDetector({
  type: 'error_rate',
  title: 'Error rate',
  category: 'reliability',
  unit: 'share',
  worse: 'higher',
  summary: 'The share of rows that are errors by a condition of yours, such as a status of 500 or more.',
  when: 'Reach for it to follow failures of any kind: errors, timeouts, refusals, empty answers. Say what a failure is in a condition.',
  synonyms: ['failure rate', 'errors', 'status', 'timeout', 'condition', 'exceptions', 'golden signals'],
  sources: ['Beyer et al. 2016, Site Reliability Engineering, chapter 6', 'Wilson 1927 (interval)'],
  params: z.strictObject({
    bad: conditionParam({
      title: 'Errors are rows where',
      description: 'A comparison with a missing value is never met.',
    }),
  }),
  example: { bad: { column: 'latency_ms', op: 'gt', value: 100 } },
  run: ({ bad }) => ({
    reference: 'unused',
    profiles: [],
    needs: () => ({ keys: [metKey(bad)] }),
    score: ({ current, reference }) => {
      const { rows, met } = countMet(current);
      if (rows === 0) return unscored('no rows in this window');
      const then = reference ? countMet(reference) : null;
      const before = then && then.rows > 0 ? then.met / then.rows : null;
      const beside = before === null ? '' : `, ${percent(before)} in the reference`;
      return scored(met / rows, rows, {
        sentence: `${percent(met / rows)} are errors (${met} of ${rowCount(rows)}; ${shareInterval(met, rows)})${beside}`,
        parts: [{ label: 'errors', reference: before, current: met / rows }],
      });
    },
  }),
});
