import * as z from 'zod';
import { defineDetector, scored } from '@/lib/blocks/block';
import { figure, rowCount as inWords } from '@/lib/blocks/words';
import { rowsOf } from '@/lib/tally/tally';

/** How many rows the window holds. No rows is an answer: 0. */
export const rowCount = defineDetector({
  type: 'row_count',
  title: 'Row count',
  category: 'data quality',
  unit: 'rows',
  worse: 'either',
  summary: 'How many rows arrived in the window.',
  when: 'Put it on every stream: a broken pipeline or a lost client shows as too few rows, a loop or an attack as too many.',
  synonyms: ['volume', 'throughput', 'traffic', 'requests', 'events', 'count'],
  params: z.strictObject({}),
  example: {},
  run: () => ({
    reference: 'unused',
    profiles: [],
    needs: () => ({ keys: [] }),
    score: ({ current, reference, span, referenceSpan }) => {
      const rows = rowsOf(current);
      const countedMs = Math.max(0, span.to - span.from);
      const usual =
        reference && referenceSpan && referenceSpan.to > referenceSpan.from
          ? (rowsOf(reference) * countedMs) / (referenceSpan.to - referenceSpan.from)
          : null;
      const beside = usual === null ? '' : `; the reference has ${figure(usual)} in the same time`;
      const sentence = `${inWords(rows)} in this window${beside}`;
      return { ...scored(rows, rows, { sentence, parts: [] }), countedMs };
    },
  }),
});
