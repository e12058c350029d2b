import type { DuckDBConnection } from '@duckdb/node-api';
import { failure } from '@/lib/core/failures';
import { embeddedPairs } from '@/lib/descriptors/embedded';
import type { ColumnRole } from '@/lib/tally/column';
import {
  hasOwnPlace,
  ID,
  labelTable,
  originText,
  type StoredColumn,
  type StreamEntry,
  TIME,
} from './catalogue';
import { quoteName, quoteWhole } from './quote';

/** Roles that decide where a column is stored; correcting those rewrites the rows. */
const STRUCTURAL: ReadonlySet<ColumnRole> = new Set(['id', 'timestamp']);

type Change = { column: string; role: ColumnRole };

/** Whether the change gives rows another id or another time, so that all that was derived from them is void. */
export function rewrites(entry: StreamEntry, change: Change): boolean {
  const column = columnOf(entry, change.column);
  return column.role !== change.role && (STRUCTURAL.has(change.role) || STRUCTURAL.has(column.role));
}

function columnOf(entry: StreamEntry, name: string): StoredColumn {
  const column = entry.event.get(name) ?? entry.label.get(name);
  if (column) return column;
  const known = [...entry.event.keys(), ...entry.label.keys()];
  throw failure('unknown_column', { node: entry.name, column: name, known });
}

/** Corrects what a column means where its values stay where they are. Inside a transaction. */
export async function saveRole(
  connection: DuckDBConnection,
  entry: StreamEntry,
  change: Change,
): Promise<void> {
  await connection.run('UPDATE catalogue_columns SET role = $1 WHERE table_name = $2 AND name = $3', [
    change.role,
    entry.table,
    change.column,
  ]);
  await forgetEmbedded(connection, entry, change);
}

/** What was embedded against another column than it would be now waits to be embedded anew. */
async function forgetEmbedded(
  connection: DuckDBConnection,
  entry: StreamEntry,
  { column, role }: Change,
): Promise<void> {
  const columns = [...entry.event.values()];
  const old = new Map(embeddedPairs(columns).map(({ name, against }) => [name, against]));
  const now = embeddedPairs(columns.map((c) => (c.name === column ? { ...c, role } : c)));
  for (const { name, against } of now) {
    const stored = entry.inTable.event.find((c) => c.name === name);
    if (!stored || old.get(name) === against) continue;
    await connection.run(`UPDATE ${quoteName(entry.table)} SET ${quoteName(stored.physical)} = NULL`);
  }
}

/**
 * Makes another column the id or the timestamp (or none): writes all rows anew under a new name, so that nothing
 * that was computed from the old ones is taken for theirs. Inside a transaction.
 */
export async function rewriteRows(
  connection: DuckDBConnection,
  entry: StreamEntry,
  { column: name, role, seq }: Change & { seq: number },
): Promise<void> {
  const chosen = columnOf(entry, name);
  if (chosen.origin === 'label') {
    throw failure('input_invalid', {
      field: name,
      message: 'a column that comes with labels cannot name or date events',
    });
  }
  const before = [...entry.event.values()];
  const after = before.map((column, i) => placed(column, { i, chosen, role }));
  const id = before[after.findIndex((c) => c.physical === ID)];
  const time = before[after.findIndex((c) => c.physical === TIME)];
  const own = before.flatMap((column, i) => {
    const target = after[i];
    return target && hasOwnPlace(target)
      ? `, ${quoteName(column.physical)} AS ${quoteName(target.physical)}`
      : [];
  });
  const table = `s${seq}`;
  const [old, oldLabels] = [quoteName(entry.table), quoteName(labelTable(entry))];
  const [fresh, freshLabels] = [quoteName(table), quoteName(`${table}_labels`)];
  const stamp = `${quoteWhole(seq)}::BIGINT`;
  const idSql = id ? asId(id) : 'NULL::VARCHAR';
  await connection.run(
    `CREATE TABLE ${fresh} AS SELECT ${stamp} AS _seq, ${idSql} AS _id,
      ${time ? `coalesce(${asTime(time)}, _received)` : '_received'} AS _time, _received${own.join('')} FROM ${old}
      QUALIFY ${idSql} IS NULL OR row_number() OVER (PARTITION BY ${idSql} ORDER BY rowid) = 1`,
  );
  await connection.run(
    `CREATE TABLE ${freshLabels} AS SELECT l.* REPLACE (${stamp} AS _seq, e._time AS _event_time)
      FROM ${oldLabels} l LEFT JOIN ${fresh} e ON e._id = l._id`,
  );
  await connection.run(`DROP TABLE ${old}`);
  await connection.run(`DROP TABLE ${oldLabels}`);
  // All rows bear the new number, so all of them are described again where some still waited.
  await connection.run(
    `UPDATE catalogue SET table_name = $1, seq_floor = $2,
      described_below = CASE WHEN described_below IS NULL THEN NULL ELSE $2 + 1 END WHERE table_name = $3`,
    [table, BigInt(seq), entry.table],
  );
  await connection.run('DELETE FROM catalogue_columns WHERE table_name = $1', [entry.table]);
  for (const c of [...after, ...entry.label.values()]) {
    const row = [table, c.name, c.physical, c.type, c.role, originText(c)];
    await connection.run('INSERT INTO catalogue_columns VALUES ($1, $2, $3, $4, $5, $6)', row);
  }
}

/** Where a column lies afterwards. What was the id or the timestamp before is a plain column then. */
function placed(
  column: StoredColumn,
  { i, chosen, role }: { i: number; chosen: StoredColumn; role: ColumnRole },
): StoredColumn {
  const now = column === chosen ? role : column.role === role && STRUCTURAL.has(role) ? 'other' : column.role;
  if (now === 'id') return { ...column, role: now, type: 'text', physical: ID };
  if (now === 'timestamp') return { ...column, role: now, type: 'time', physical: TIME };
  return { ...column, role: now, physical: `c${i}` };
}

function asId(column: StoredColumn): string {
  const x = quoteName(column.physical);
  if (column.type !== 'number') return `nullif(CAST(${x} AS VARCHAR), '')`;
  return `CASE WHEN ${x} = floor(${x}) AND abs(${x}) < 9e15 THEN CAST(CAST(${x} AS BIGINT) AS VARCHAR) ELSE CAST(${x} AS VARCHAR) END`;
}

/** The same reading as for events; what is no time between 1970 and 9999 becomes the time of arrival. */
function asTime(column: StoredColumn): string {
  const x = quoteName(column.physical);
  const ms =
    column.type === 'time'
      ? x
      : column.type === 'number'
        ? `CASE WHEN NOT isfinite(${x}) OR ${x} >= 1e20 THEN NULL WHEN ${x} < 1e11 THEN round(${x} * 1e3) WHEN ${x} < 1e14 THEN round(${x}) WHEN ${x} < 1e17 THEN floor(${x} / 1e3) ELSE floor(${x} / 1e6) END`
        : `epoch_ms(try_cast(CAST(${x} AS VARCHAR) AS TIMESTAMP))`;
  return `(SELECT CASE WHEN t BETWEEN 0 AND 253402300799999 THEN CAST(t AS BIGINT) END FROM (SELECT ${ms} AS t))`;
}
