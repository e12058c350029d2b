import * as z from 'zod';
import { defineDetector, scored } from '@/lib/blocks/block';
import { duration } from '@/lib/blocks/words';
import { EVENT_TIME } from '@/lib/tally/column';
import { rowsOf } from '@/lib/tally/tally';

/**
 * How old the newest event is when the window ends. A window without rows answers with its own length: the newest
 * event is at least that old.
 */
export const freshness = defineDetector({
  type: 'freshness',
  title: 'Freshness',
  category: 'data quality',
  unit: 'ms',
  worse: 'higher',
  summary: 'How long ago the newest event was when the window ended.',
  when: 'Put it on streams that should never fall silent. It tells a dead feed from a slow one.',
  synonyms: ['staleness', 'data age', 'delay', 'lag', 'last seen', 'heartbeat'],
  params: z.strictObject({}),
  example: {},
  run: () => ({
    reference: 'unused',
    profiles: [],
    needs: () => ({ keys: [], measures: [{ of: 'max', column: EVENT_TIME }] }),
    score: ({ current, span }) => {
      const rows = rowsOf(current);
      const times = current.cells.flatMap((cell) => cell.values[0] ?? []);
      if (times.length === 0) {
        const length = Math.max(0, span.to - span.from);
        const sentence = `no event in this window: the newest is at least ${duration(length)} old`;
        return scored(length, rows, { sentence, parts: [] });
      }
      const age = Math.max(0, span.to - Math.max(...times));
      return scored(age, rows, { sentence: `the newest event is ${duration(age)} old`, parts: [] });
    },
  }),
});
