import * as z from 'zod';
import { columnRef, defineDetector, scored, unscored } from '@/lib/blocks/block';
import { classBin, className, isClass } from '@/lib/blocks/classes';
import { noValues } from '@/lib/blocks/distribution';
import { percent, rowCount } from '@/lib/blocks/words';
import type { Tally } from '@/lib/tally/tally';

/** Share of one value among the rows that have a value. */
export const categoryShare = defineDetector({
  type: 'category_share',
  title: 'Category share',
  category: 'data drift',
  unit: 'share',
  worse: 'either',
  summary: 'The share of rows in which a column has one given value.',
  when: 'Reach for it to follow one outcome: the share of refusals, of one country, of positive predictions.',
  synonyms: ['rate', 'proportion', 'positive rate', 'refusal rate', 'error rate', 'frequency'],
  params: z.strictObject({
    column: columnRef(),
    value: className({ title: 'Value', description: 'The value to count; 1 also stands for true.' }),
  }),
  example: { column: 'prediction', value: '1' },
  run: ({ column, value }) => {
    const bin = classBin(value);
    const countIn = (tally: Tally) => {
      const seen = { rows: 0, hits: 0 };
      for (const { key, count } of tally.cells) {
        const hit = isClass(bin, key[0]);
        if (hit === null) continue;
        seen.rows += count;
        if (hit) seen.hits += count;
      }
      return seen;
    };
    return {
      reference: 'unused',
      profiles: [],
      needs: () => ({ keys: [{ column, bin }] }),
      score: ({ current, reference }) => {
        const { rows, hits } = countIn(current);
        if (rows === 0) return unscored(noValues(column, current));
        const then = reference ? countIn(reference) : null;
        const before = then && then.rows > 0 ? then.hits / then.rows : null;
        const beside = before === null ? '' : `, ${percent(before)} in the reference`;
        return scored(hits / rows, rows, {
          sentence: `${percent(hits / rows)} of ${column} is ${value} (${hits} of ${rowCount(rows)})${beside}`,
          parts: [{ label: String(value), reference: before, current: hits / rows }],
        });
      },
    };
  },
});
