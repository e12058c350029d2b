import * as z from 'zod';
import { columnRef, defineDetector, scored, unscored } from '@/lib/blocks/block';
import { percent, rowCount } from '@/lib/blocks/words';
import { rowsOf, type Tally } from '@/lib/tally/tally';

/** Share of rows without a value. NaN and infinite numbers are values; the explanation counts them. */
export const missingShare = defineDetector({
  type: 'missing_share',
  title: 'Missing share',
  category: 'data quality',
  unit: 'share',
  worse: 'higher',
  summary: 'The share of rows in which a column has no value.',
  when: 'Put it on columns that the model needs: a client that stops sending a field shows here first.',
  synonyms: ['null', 'empty', 'completeness', 'missing values', 'data quality'],
  params: z.strictObject({ column: columnRef() }),
  example: { column: 'hours_per_week' },
  run: ({ column }) => ({
    reference: 'unused',
    profiles: [],
    needs: () => ({ keys: [{ column, bin: { kind: 'presence' } }] }),
    score: ({ current, reference }) => {
      const rows = rowsOf(current);
      if (rows === 0) return unscored('no rows in this window');
      const missing = rowsWith(current, 1);
      const before = reference && rowsOf(reference) > 0 ? rowsWith(reference, 1) / rowsOf(reference) : null;
      const beside = before === null ? '' : `, ${percent(before)} in the reference`;
      const broken = rowsWith(current, -1);
      const odd = broken > 0 ? `; ${rowCount(broken)} without a finite number` : '';
      return scored(missing / rows, rows, {
        sentence: `${percent(missing / rows)} of ${column} is missing (${missing} of ${rowCount(rows)})${beside}${odd}`,
        parts: [
          { label: 'missing', reference: before, current: missing / rows },
          { label: 'there', reference: before === null ? null : 1 - before, current: 1 - missing / rows },
        ],
      });
    },
  }),
});

function rowsWith(tally: Tally, presence: number): number {
  return rowsOf({ cells: tally.cells.filter((cell) => cell.key[0] === presence) });
}
