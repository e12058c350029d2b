import type { DuckDBConnection } from '@duckdb/node-api';
import { listValue } from '@duckdb/node-api';
import { MINUTE_MS } from '@/lib/core/time';
import type { ColumnBatch } from './batch';
import type { IdTable } from './idTable';
import { quoteName, quoteWhole } from './quote';

/** Where the ids of a table are known. `olderThan`: rows received before then are only on disk, and count too. */
export type IdSource = { table: string; ids: IdTable; olderThan: number | null };

/** `flush` puts into the tables what this transaction holds back. */
type Asked = { connection: DuckDBConnection; flush: () => Promise<void> };

/**
 * Which rows of a batch to keep: the first of each id, unless the store has the id. Kept ids go into the table at
 * once. The hash table only raises suspicion; the ids themselves decide, so a collision never drops an event.
 */
export async function firstOfEachId(
  { connection, flush }: Asked,
  source: IdSource,
  batch: ColumnBatch,
): Promise<number[]> {
  const older = await olderIds(connection, source, batch.ids);
  const { places, suspects, from, to } = suspect(source.ids, batch, older);
  if (suspects.length === 0) return places;
  const wanted = suspects.map((i) => batch.ids[i] as string);
  const span = `_time >= ${quoteWhole(from * MINUTE_MS)} AND _time < ${quoteWhole((to + 1) * MINUTE_MS)}`;
  await flush();
  const known = await storedIds(connection, { table: source.table, ids: wanted, where: span });
  for (const i of places) {
    const id = batch.ids[i];
    if (typeof id === 'string') known.add(id);
  }
  for (const i of suspects) {
    const id = batch.ids[i] as string;
    if (known.has(id)) continue;
    known.add(id);
    source.ids.add(id, minuteOf(batch, i));
    places.push(i);
  }
  return places.sort((a, b) => a - b);
}

/** Rows whose id is surely new, rows whose id may be known, and the minutes in which those would lie. */
function suspect(ids: IdTable, batch: ColumnBatch, older: ReadonlySet<string>) {
  const places: number[] = [];
  const suspects: number[] = [];
  let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < batch.rows; i++) {
    const id = batch.ids[i] ?? null;
    if (id !== null && older.has(id)) continue;
    const minutes = id === null ? [] : ids.find(id);
    if (id !== null && minutes.length === 0) ids.add(id, minuteOf(batch, i));
    (minutes.length === 0 ? places : suspects).push(i);
    for (const minute of minutes) {
      from = Math.min(from, minute);
      to = Math.max(to, minute);
    }
  }
  return { places, suspects, from, to };
}

async function olderIds(
  connection: DuckDBConnection,
  source: IdSource,
  ids: readonly (string | null)[],
): Promise<ReadonlySet<string>> {
  if (source.olderThan === null) return new Set();
  const wanted = ids.filter((id) => id !== null);
  return storedIds(connection, {
    table: source.table,
    ids: wanted,
    where: `_received < ${quoteWhole(source.olderThan)}`,
  });
}

const minuteOf = (batch: ColumnBatch, i: number): number => Math.floor((batch.times[i] ?? 0) / MINUTE_MS);

type Wanted = { table: string; ids: readonly string[]; where: string };

async function storedIds(connection: DuckDBConnection, { table, ids, where }: Wanted): Promise<Set<string>> {
  const known = new Set<string>();
  const reader = await connection.runAndReadAll(
    `SELECT DISTINCT _id FROM ${quoteName(table)} WHERE ${where} AND _id IN (SELECT unnest($1::VARCHAR[]))`,
    [listValue([...new Set(ids)])],
  );
  for (const [id] of reader.getRowsJS()) known.add(String(id));
  return known;
}

/** The event time of each labelled id, to the minute; null where its event has not come yet. */
export async function eventTimesOf(
  connection: DuckDBConnection,
  source: Omit<IdSource, 'olderThan'> & { hasOlder: boolean; coveredSince: number },
  ids: readonly (string | null)[],
): Promise<(number | null)[]> {
  const times = ids.map((id) => {
    const minute = id === null ? undefined : source.ids.find(id)[0];
    return minute === undefined ? null : minute * MINUTE_MS;
  });
  const unknown = ids.filter((id, i): id is string => id !== null && times[i] === null);
  if (!source.hasOlder || unknown.length === 0) return times;
  const reader = await connection.runAndReadAll(
    `SELECT _id, _time::DOUBLE FROM ${quoteName(source.table)}
     WHERE _received < ${quoteWhole(source.coveredSince)} AND _id IN (SELECT unnest($1::VARCHAR[]))`,
    [listValue(unknown)],
  );
  const older = new Map(reader.getRowsJS().map(([id, time]) => [String(id), Number(time)]));
  return ids.map((id, i) => times[i] ?? (id === null ? null : (older.get(id) ?? null)));
}
