import type { EventStore } from '@/server/events/store';
import { NUMBERS, TEXTS } from './events';

/** Events that DuckDB and numpy can both make from a row's number, to the same bits, in seconds. */

/** A prime: the remainders of multiples are spread over it. */
const PRIME = 1_000_003;
/** One multiplier a column, so that columns are not copies of one another. */
const factor = (column: number): number => 7_919 + 4_513 * column;

/** Uniform in [0, 1) from row number `i`, as SQL or as numpy. */
const uniform = (column: number): string =>
  `(((i * ${factor(column)} + ${101 * column}) % ${PRIME}) / ${PRIME}.0)`;

/** A column of numbers, skewed so that quantile bins are not equal in width. `shift` moves the whole. */
export const numberOf = (column: number, shift: number): string => {
  const u = uniform(column);
  return `(${u} * ${u} * 100.0 + ${shift}.0)`;
};

export const NUMERIC = [...NUMBERS, 'prediction', 'label'];

const textOf = (column: number): string => `'v' || ((i * ${factor(column + 40)}) % ${3 + column})`;

export type Rows = { stream: string; rows: number; from: number; stepMs: number; checkpoint?: boolean };

/**
 * Rows straight into the table of a stream that exists already, past the ingest. Received long ago, so that their ids
 * are not held in memory. The store knows of them once it is opened again.
 */
export async function insertRows(
  events: EventStore,
  { stream, rows, from, stepMs, checkpoint = true }: Rows,
): Promise<void> {
  const entry = events.entry(stream);
  const columns = entry.inTable.event.map(({ name, physical }) => {
    const number = NUMERIC.indexOf(name);
    return { physical, sql: number >= 0 ? numberOf(number, 0) : textOf(TEXTS.indexOf(name)) };
  });
  const into = ['_seq', '_id', '_time', '_received', ...columns.map((c) => c.physical)];
  const values = ['1', `'id' || i || 'x' || i`, `${from} + i * ${stepMs}`, '1', ...columns.map((c) => c.sql)];
  await events.read(
    (connection) =>
      connection.run(
        `INSERT INTO "${entry.table}" (${into.join(', ')}) SELECT ${values.join(', ')} FROM range(${rows}) t(i)`,
      ),
    { limitMs: 600_000 },
  );
  if (!checkpoint) return;
  await events.read((connection) => connection.run('CHECKPOINT'), { limitMs: 600_000 });
}
