import * as z from 'zod';
import { columnRef, defineDetector, scored, unscored } from '@/lib/blocks/block';
import { noValues } from '@/lib/blocks/distribution';
import { figure, rowCount } from '@/lib/blocks/words';
import { rowsOf, type Tally } from '@/lib/tally/tally';

/** Arithmetic mean of the finite values of a column. */
export const mean = defineDetector({
  type: 'mean',
  title: 'Mean',
  category: 'data quality',
  unit: 'column',
  worse: 'either',
  summary: 'The average of a column of numbers.',
  when: 'Reach for it to follow one number over time: a score, a cost, a length. A few extreme values pull it; use a quantile where they should not.',
  synonyms: ['average', 'avg', 'cost per request', 'tokens per request'],
  params: z.strictObject({ column: columnRef({ wants: 'number' }) }),
  example: { column: 'score' },
  run: ({ column }) => ({
    reference: 'unused',
    profiles: [],
    needs: () => ({
      keys: [{ column, bin: { kind: 'presence' } }],
      measures: [{ of: 'sum', column }],
    }),
    score: ({ current, reference }) => {
      const { rows, sum } = finiteRows(current);
      if (rows === 0) return unscored(noValues(column, current));
      const value = sum / rows;
      if (!Number.isFinite(value)) return unscored(`${column} holds numbers too large to add up`, rows);
      const before = reference ? finiteRows(reference) : null;
      const beside =
        before && before.rows > 0 ? `, ${figure(before.sum / before.rows)} in the reference` : '';
      const left = rowsOf(current) - rows;
      const out = left > 0 ? `; ${rowCount(left)} without a finite number left out` : '';
      const sentence = `the mean of ${column} is ${figure(value)} over ${rowCount(rows)}${beside}${out}`;
      return scored(value, rows, { sentence, parts: [] });
    },
  }),
});

function finiteRows(tally: Tally): { rows: number; sum: number } {
  const cells = tally.cells.filter((cell) => cell.key[0] === 0 && cell.values[0] !== null);
  return { rows: rowsOf({ cells }), sum: cells.reduce((total, cell) => total + (cell.values[0] ?? 0), 0) };
}
