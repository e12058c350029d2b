import * as z from 'zod';
import { defineDetector, scored } from '@/lib/blocks/block';
import { conditionParam, isMet, metKey } from '@/lib/blocks/outcomes';
import { duration, rowCount } from '@/lib/blocks/words';
import { EVENT_TIME } from '@/lib/tally/column';
import { rowsOf } from '@/lib/tally/tally';

/**
 * How long ago the newest good row was when the window ends. A window without one answers with its own length: the
 * newest is at least that old.
 */
export const heartbeat = defineDetector({
  type: 'heartbeat',
  title: 'Heartbeat',
  category: 'reliability',
  unit: 'ms',
  worse: 'higher',
  summary: 'How long ago the newest good row was, where good is a condition of yours.',
  when: 'Put it on what must succeed again and again: a nightly job, a health check, a payment. Where any row will do, take freshness.',
  synonyms: ['alive', 'last success', 'dead man switch', 'health check', 'watchdog', 'silence', 'uptime'],
  params: z.strictObject({
    good: conditionParam({
      title: 'A sign of life is a row where',
      description: 'Other rows, such as failures, do not count.',
    }),
  }),
  example: { good: { column: 'latency_ms', op: 'le', value: 100 } },
  run: ({ good }) => ({
    reference: 'unused',
    profiles: [],
    needs: () => ({ keys: [metKey(good)], measures: [{ of: 'max', column: EVENT_TIME }] }),
    score: ({ current, span }) => {
      const rows = rowsOf(current);
      const alive = current.cells.find((cell) => isMet(cell));
      const newest = alive?.values[0] ?? null;
      const failed = rows - (alive?.count ?? 0);
      const others = failed > 0 ? `; ${rowCount(failed)} without one` : '';
      if (newest === null) {
        const length = Math.max(0, span.to - span.from);
        const sentence = `no sign of life in this window: the newest is at least ${duration(length)} old${others}`;
        return scored(length, rows, { sentence, parts: [] });
      }
      const age = Math.max(0, span.to - newest);
      return scored(age, rows, {
        sentence: `the newest sign of life is ${duration(age)} old${others}`,
        parts: [],
      });
    },
  }),
});
