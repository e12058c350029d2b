import type { DuckDBConnection } from '@duckdb/node-api';
import { DAY_MS, floorTo } from '@/lib/core/time';
import { labelTable, type StreamEntry } from './catalogue';
import { quoteName, quoteWhole } from './quote';

/**
 * Deletes events (and their labels) from before the first whole UTC day that is kept. Whole days, so that no bucket
 * of a cached tally loses half of its rows.
 */
export async function deleteOlder(
  connection: DuckDBConnection,
  entry: StreamEntry,
  { now, days, seq }: { now: number; days: number; seq: number },
): Promise<number> {
  const before = quoteWhole(Math.max(0, floorTo(now - days * DAY_MS, DAY_MS)));
  const events = quoteName(entry.table);
  const labels = quoteName(labelTable(entry));
  await connection.run(`DELETE FROM ${labels} WHERE coalesce(_event_time, _received) < ${before}`);
  const result = await connection.run(`DELETE FROM ${events} WHERE _time < ${before}`);
  await connection.run('UPDATE catalogue SET seq_floor = $1 WHERE table_name = $2', [
    BigInt(seq),
    entry.table,
  ]);
  return result.rowsChanged;
}

/** Removes a stream with all its events and labels. */
export async function dropTables(connection: DuckDBConnection, entry: StreamEntry): Promise<void> {
  await connection.run(`DROP TABLE IF EXISTS ${quoteName(entry.table)}`);
  await connection.run(`DROP TABLE IF EXISTS ${quoteName(labelTable(entry))}`);
  await connection.run('DELETE FROM catalogue WHERE table_name = $1', [entry.table]);
  await connection.run('DELETE FROM catalogue_columns WHERE table_name = $1', [entry.table]);
}
