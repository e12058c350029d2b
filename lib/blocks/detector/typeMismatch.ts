import * as z from 'zod';
import { columnRef, defineDetector, scored, unscored } from '@/lib/blocks/block';
import { shareInterval } from '@/lib/blocks/intervalWords';
import { percent, rowCount } from '@/lib/blocks/words';
import { type Format, formats } from '@/lib/tally/key';
import { rowsOf, type Tally } from '@/lib/tally/tally';

const words: Record<Format, string> = {
  number: 'no number',
  time: 'no date or time',
  boolean: 'neither true nor false',
};

/**
 * Share of texts that are not written as the number, time or truth value they should hold. A column that is stored as
 * a number or a time needs no such check: rows of another type are refused when they arrive.
 */
export const typeMismatch = defineDetector({
  type: 'type_mismatch',
  title: 'Type mismatch',
  category: 'data quality',
  unit: 'share',
  worse: 'higher',
  summary: 'The share of texts that cannot be read as the numbers, dates or truth values they should be.',
  when: 'Put it on columns that arrive as text but mean something else: prices, dates, flags from files and forms. “n/a”, “1,5” and “31.12.2026” show here.',
  synonyms: [
    'parse',
    'format',
    'invalid',
    'wrong type',
    'not a number',
    'date format',
    'conversion',
    'schema',
  ],
  params: z.strictObject({
    column: columnRef({ wants: 'text' }),
    as: z.enum(formats).default('number').meta({
      title: 'Should be',
      description: 'Numbers as 1.5 or -2e3; times as 2026-01-31 or 2026-01-31T12:00Z; true or false.',
    }),
  }),
  example: { column: 'workclass', as: 'number' },
  run: ({ column, as }) => ({
    reference: 'unused',
    profiles: [],
    needs: () => ({ keys: [{ column, bin: { kind: 'format', as } }] }),
    score: ({ current, reference }) => {
      const { rows, wrong } = countWrong(current);
      if (rows === 0) {
        const all = rowsOf(current);
        return unscored(
          all === 0 ? 'no rows in this window' : `${column} has no text in this window (${rowCount(all)})`,
        );
      }
      const then = reference ? countWrong(reference) : null;
      const before = then && then.rows > 0 ? then.wrong / then.rows : null;
      const beside = before === null ? '' : `, ${percent(before)} in the reference`;
      return scored(wrong / rows, rows, {
        sentence: `${percent(wrong / rows)} of ${column} is ${words[as]} (${wrong} of ${rowCount(rows)}; ${shareInterval(wrong, rows)})${beside}`,
        parts: [{ label: words[as], reference: before, current: wrong / rows }],
      });
    },
  }),
});

function countWrong(tally: Tally): { rows: number; wrong: number } {
  const there = tally.cells.filter(({ key }) => key[0] !== null);
  return {
    rows: rowsOf({ cells: there }),
    wrong: rowsOf({ cells: there.filter(({ key }) => key[0] === 1) }),
  };
}
