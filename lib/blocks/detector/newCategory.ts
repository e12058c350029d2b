import * as z from 'zod';
import { columnRef, defineDetector, scored, unscored } from '@/lib/blocks/block';
import { noValues } from '@/lib/blocks/distribution';
import { listed, percent, rowCount } from '@/lib/blocks/words';
import type { Tally } from '@/lib/tally/tally';

/** With more values than this a column holds names or free text, and new ones are no news. */
const VALUES_MAX = 10_000;
const SHOWN_MAX = 10;

/** Share of values that the reference never had. Rows without a value are left out. */
export const newCategory = defineDetector({
  type: 'new_category',
  title: 'New category',
  category: 'data quality',
  unit: 'share',
  worse: 'higher',
  summary: 'The share of rows with a value that the reference never had, and which values these are.',
  when: 'Put it on columns with a fixed set of values: a new one means that the model meets what it never learned, or that a sender spells something anew.',
  synonyms: [
    'unseen',
    'unknown value',
    'vocabulary',
    'domain',
    'category',
    'enum',
    'typo',
    'out of vocabulary',
  ],
  params: z.strictObject({ column: columnRef({ description: 'Text, true and false, or a few numbers.' }) }),
  example: { column: 'workclass' },
  run: ({ column }) => ({
    reference: 'required',
    profiles: [],
    needs: () => ({ keys: [{ column, bin: { kind: 'identity' } }] }),
    score: ({ current, reference }) => {
      if (!reference) return unscored('there is no reference to compare with');
      const now = countsOf(current);
      const then = countsOf(reference);
      const rows = [...now.values()].reduce((a, b) => a + b, 0);
      if (rows === 0) return unscored(noValues(column, current));
      if (then.size === 0) return unscored(`the reference has no value of ${column}`, rows);
      if (then.size > VALUES_MAX) {
        return unscored(
          `${column} has more than ${VALUES_MAX} values in the reference, so it is no category`,
          rows,
        );
      }
      const fresh = [...now].filter(([value]) => !then.has(value)).sort((a, b) => b[1] - a[1]);
      const hits = fresh.reduce((sum, [, count]) => sum + count, 0);
      const named = fresh.map(([value, count]) => `${shortened(value)} (${count})`);
      const parts = fresh
        .slice(0, SHOWN_MAX)
        .map(([value, count]) => ({ label: shortened(value), reference: 0, current: count / rows }));
      const sentence =
        hits === 0
          ? `all ${now.size} values of ${column} were in the reference (${rowCount(rows)})`
          : `${percent(hits / rows)} of ${column} was never in the reference (${hits} of ${rowCount(rows)}): ${listed(named)}`;
      return scored(hits / rows, rows, { sentence, parts });
    },
  }),
});

function countsOf(tally: Tally): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { key, count } of tally.cells) {
    const value = key[0];
    if (value !== null && value !== undefined)
      counts.set(String(value), (counts.get(String(value)) ?? 0) + count);
  }
  return counts;
}

const LENGTH_MAX = 40;
const shortened = (text: string) => {
  const plain = text === '' ? 'empty text' : text;
  return plain.length > LENGTH_MAX ? `${plain.slice(0, LENGTH_MAX)}…` : plain;
};
