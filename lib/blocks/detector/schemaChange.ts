import * as z from 'zod';
import { columnList, defineDetector, scored, unscored } from '@/lib/blocks/block';
import { listed, rowCount } from '@/lib/blocks/words';
import { rowsOf, type Tally } from '@/lib/tally/tally';

/** A column as values show it; `none` where it is absent or all missing, which rows cannot tell apart. */
type State = 'none' | 'numbers' | 'other values';

/**
 * How many of the named columns came, went or changed between numbers and something else, compared with the reference.
 * It sees values, not a catalogue: an absent column and one without any value are the same to it, and a column that is
 * not named cannot be seen.
 */
export const schemaChange = defineDetector({
  type: 'schema_change',
  title: 'Schema change',
  category: 'data quality',
  unit: 'score',
  worse: 'higher',
  summary: 'How many columns came, went or changed their type since the reference, and which.',
  when: 'Put it on the columns that the model reads, with a limit of 0. A column that goes away is told from one that is only often missing. A stream refuses wrong types when rows arrive; files and optional columns can still change.',
  synonyms: [
    'columns',
    'contract',
    'type change',
    'missing column',
    'new column',
    'renamed',
    'breaking change',
  ],
  params: z.strictObject({
    columns: columnList({ title: 'Columns', description: 'Those that should stay as they are.' }),
  }),
  example: { columns: ['workclass', 'age', 'hours_per_week'] },
  run: ({ columns }) => ({
    reference: 'required',
    profiles: [],
    needs: () => ({
      keys: [],
      measures: columns.flatMap((column) => [
        { of: 'sum', column: { is: { not: { column, op: 'missing' } } } } as const,
        { of: 'max', column } as const,
      ]),
    }),
    score: ({ current, reference }) => {
      if (!reference) return unscored('there is no reference to compare with');
      const rows = rowsOf(current);
      if (rows === 0) return unscored('no rows in this window');
      if (rowsOf(reference) === 0) return unscored('the reference has no rows', rows);
      const changed = columns.flatMap((column, i) => {
        const [then, now] = [stateOf(reference, i), stateOf(current, i)];
        return then === now ? [] : [{ column, words: change(column, then, now) }];
      });
      const same = columns.length - changed.length;
      const rest = `${same} of ${columns.length} columns are as in the reference (${rowCount(rows)})`;
      const sentence = changed.length === 0 ? rest : `${listed(changed.map(({ words }) => words))}; ${rest}`;
      return scored(changed.length, rows, { sentence, parts: [] });
    },
  }),
});

function stateOf({ cells }: Tally, place: number): State {
  const there = cells.reduce((sum, { values }) => sum + (values[2 * place] ?? 0), 0);
  if (there === 0) return 'none';
  return cells.some(({ values }) => values[2 * place + 1] != null) ? 'numbers' : 'other values';
}

function change(column: string, then: State, now: State): string {
  if (now === 'none') return `${column} has no value any more`;
  return then === 'none' ? `${column} has values now` : `${column} changed from ${then} to ${now}`;
}
