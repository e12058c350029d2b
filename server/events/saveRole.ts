import type { DuckDBConnection } from '@duckdb/node-api';
import { failure } from '@/lib/core/failures';
import type { ColumnRole } from '@/lib/tally/column';
import type { StoredColumn, StreamEntry } from './catalogue';

/** Roles that decide where a column is stored; correcting those rewrites rows. */
const STRUCTURAL: ReadonlySet<ColumnRole> = new Set(['id', 'timestamp']);

type Change = { column: string; role: ColumnRole };

/** Corrects what a column means. Inside a transaction. */
export async function saveRole(
  connection: DuckDBConnection,
  entry: StreamEntry,
  change: Change,
): Promise<void> {
  const column = entry.event.get(change.column) ?? entry.label.get(change.column);
  if (!column) {
    const known = [...entry.event.keys(), ...entry.label.keys()];
    throw failure('unknown_column', { node: entry.name, column: change.column, known });
  }
  if (column.role === change.role) return;
  if (STRUCTURAL.has(change.role) || STRUCTURAL.has(column.role)) throw structural(entry, column);
  await connection.run('UPDATE catalogue_columns SET role = $1 WHERE table_name = $2 AND name = $3', [
    change.role,
    entry.table,
    column.name,
  ]);
}

function structural(entry: StreamEntry, column: StoredColumn) {
  return failure('input_invalid', {
    field: `${entry.name}.${column.name}`,
    message: 'the id and the timestamp of a stream are fixed by its first events; send them to a new stream',
  });
}
