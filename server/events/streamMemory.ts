import type { DuckDBConnection } from '@duckdb/node-api';
import { DAY_MS, MINUTE_MS } from '@/lib/core/time';
import { labelTable, type StreamEntry } from './catalogue';
import { createIdTable, type IdTable } from './idTable';
import { quoteName, quoteWhole } from './quote';
import { createTouches, type Touches } from './touches';

/** For how long after its arrival an id is told from its double without fail. */
export const DUPLICATES_MS = 7 * DAY_MS;

/** What is held in memory of a stream. All of it can be rebuilt from the rows. */
export type StreamMemory = {
  ids: IdTable;
  labelIds: IdTable;
  touches: Touches;
  /** Rows received before this are not in `ids`. */
  coveredSince: number;
  hasOlder: boolean;
  hasOlderLabels: boolean;
  /** The highest commit sequence number met. */
  seq: number;
};

export function emptyMemory(now: () => number): StreamMemory {
  return {
    ids: createIdTable(),
    labelIds: createIdTable(),
    touches: createTouches(now),
    coveredSince: 0,
    hasOlder: false,
    hasOlderLabels: false,
    seq: 0,
  };
}

/** Rebuilds it from the rows on disk. */
export async function loadMemory(
  connection: DuckDBConnection,
  entry: StreamEntry,
  now: () => number,
): Promise<StreamMemory> {
  const memory = emptyMemory(now);
  const events = quoteName(entry.table);
  const labels = quoteName(labelTable(entry));
  memory.coveredSince = Math.max(0, now() - DUPLICATES_MS);
  const since = quoteWhole(memory.coveredSince);
  const touched = `SELECT t // ${MINUTE_MS} * ${MINUTE_MS} AS minute, max(_seq)::DOUBLE FROM (
    SELECT _time AS t, _seq FROM ${events} UNION ALL SELECT _event_time, _seq FROM ${labels} WHERE _event_time IS NOT NULL
  ) GROUP BY minute`;
  const touches = await connection.runAndReadAll(touched);
  for (const [minute, seq] of touches.getRowsJS()) {
    memory.touches.touch(Number(minute), Number(seq));
    memory.seq = Math.max(memory.seq, Number(seq));
  }
  await loadIds(connection, { table: events, since, into: memory.ids });
  await loadIds(connection, { table: labels, since, into: memory.labelIds });
  const older = await connection.runAndReadAll(
    `SELECT EXISTS (SELECT 1 FROM ${events} WHERE _received < ${since}),
      EXISTS (SELECT 1 FROM ${labels} WHERE _received < ${since}),
      (SELECT coalesce(max(_seq), 0)::DOUBLE FROM ${labels})`,
  );
  const [hasOlder, hasOlderLabels, labelSeq] = older.getRowsJS()[0] ?? [];
  memory.hasOlder = hasOlder === true;
  memory.hasOlderLabels = hasOlderLabels === true;
  memory.seq = Math.max(memory.seq, Number(labelSeq ?? 0));
  return memory;
}

async function loadIds(
  connection: DuckDBConnection,
  { table, since, into }: { table: string; since: string; into: IdTable },
): Promise<void> {
  const rows = `FROM ${table} WHERE _id IS NOT NULL AND _received >= ${since}`;
  const counted = await connection.runAndReadAll(`SELECT count(*)::DOUBLE ${rows}`);
  const result = await connection.stream(`SELECT _id, (_time // ${MINUTE_MS})::DOUBLE ${rows}`);
  for await (const part of result.yieldRowsJs()) {
    for (const [id, minute] of part) into.add(String(id), Number(minute));
  }
  // A stream that fails midway ends like one that is done, and an id that is not known is a duplicate let in.
  if (into.size !== Number(counted.getRowsJS()[0]?.[0]))
    throw new Error('the event ids could not be read to their end');
}
