import type { DuckDBConnection } from '@duckdb/node-api';
import { derivations } from '@/lib/descriptors/describe';
import type { ColumnType, Value } from '@/lib/tally/column';
import { COLUMNS_MAX, type StoredColumn, type StreamEntry, saveEntry } from './catalogue';
import { type Derived, derivedOf, describeRows } from './describeBatch';
import { quoteName, quoteText, quoteWhole } from './quote';

/** Rows described between two commits of what comes in. */
const ROWS_A_STEP = 500;
/** How long what comes in has the writer to itself between two steps. */
const PAUSE_MS = 20;

/** What it needs of the store. */
export type DescribingParts = {
  /** Runs `work` alone on the writing connection in a transaction, then `then` with its result. */
  change: <T>(
    work: (connection: DuckDBConnection) => Promise<T>,
    then: (result: T) => void | Promise<void>,
  ) => Promise<T>;
  nextSeq: () => number;
  /** Whether the stream is still known under this entry. */
  isCurrent: (entry: StreamEntry) => boolean;
  /** Told of what was written: the events' times, and the number of the commit. */
  written: (entry: StreamEntry, times: readonly number[], seq: number) => void;
  /** Reads the catalogue anew: what memory says of it may be wrong. */
  recover: () => Promise<void>;
  /** Sends those back whose rows were read before the columns were others. */
  rejectWaiting: () => void;
};

/** Describes rows that were stored before their column was known to hold texts. */
export type Describing = {
  /** Adds the derived columns and begins to fill them. Resolves when they are in the catalogue. */
  begin(entry: StreamEntry): Promise<void>;
  /** Goes on with what was left off, and begins where columns are missing. */
  resume(entries: Iterable<StreamEntry>): void;
  /** Resolves when all rows are described. */
  done(): Promise<void>;
  /** Stops between two steps; what is left is done when the store is opened again. */
  stop(): Promise<void>;
};

export function createDescribing(parts: DescribingParts): Describing {
  const running = new Map<StreamEntry, Promise<void>>();
  let stopped = false;

  const isOver = (entry: StreamEntry) => stopped || entry.dropped || !parts.isCurrent(entry);

  function start(entry: StreamEntry): void {
    if (running.has(entry)) return;
    // What fails here is tried again when the store is opened the next time.
    const run = fill(entry)
      .catch(() => undefined)
      .finally(() => running.delete(entry));
    running.set(entry, run);
  }

  async function fill(entry: StreamEntry): Promise<void> {
    while (!isOver(entry) && entry.describedBelow !== null) {
      let seq = 0;
      await parts.change(
        (connection) => {
          // Taken in its turn: a tally read while it waited must not count as having seen it.
          seq = parts.nextSeq();
          return describeSome(connection, entry, seq);
        },
        (times) => {
          if (times.length > 0) parts.written(entry, times, seq);
          else entry.describedBelow = null;
        },
      );
      await new Promise((next) => setTimeout(next, PAUSE_MS));
    }
  }

  async function begin(entry: StreamEntry): Promise<void> {
    try {
      let below = 0;
      await parts.change(
        async (connection) => {
          below = parts.nextSeq();
          if (isOver(entry) || !derivedOf(entry)) return false;
          await saveEntry(connection, entry);
          await saveBelow(connection, entry, below);
          return true;
        },
        (any) => {
          if (!any) return;
          entry.describedBelow = below;
          parts.rejectWaiting();
        },
      );
    } catch (error) {
      await parts.recover();
      throw error;
    }
    start(entry);
  }

  return {
    begin,
    resume(entries) {
      for (const entry of entries) {
        if (entry.describedBelow !== null) start(entry);
        else if (misses(entry)) void begin(entry).catch(() => undefined);
      }
    },
    async done() {
      while (running.size > 0) await Promise.all(running.values());
    },
    async stop() {
      stopped = true;
      await Promise.all(running.values());
    },
  };
}

/** Whether texts have descriptions for which there is no column yet, and a place for it. */
function misses(entry: StreamEntry): boolean {
  if (!entry.saved || entry.event.size + entry.label.size >= COLUMNS_MAX) return false;
  return derivations([...entry.event.values()]).some(
    ({ name }) => !entry.event.has(name) && !entry.label.has(name),
  );
}

async function saveBelow(
  connection: DuckDBConnection,
  entry: StreamEntry,
  below: number | null,
): Promise<void> {
  await connection.run('UPDATE catalogue SET described_below = $1 WHERE table_name = $2', [
    below === null ? null : BigInt(below),
    entry.table,
  ]);
}

type Waiting = { rowid: number; time: number; texts: readonly Value[] };

/**
 * Describes some rows that wait, inside a transaction, and gives them its number, so that tallies of them are read
 * anew. Answers with their times; none when no row waits any more.
 */
async function describeSome(
  connection: DuckDBConnection,
  entry: StreamEntry,
  seq: number,
): Promise<number[]> {
  const plan = derivedOf(entry);
  const rows = plan && entry.describedBelow !== null ? await readWaiting(connection, entry, plan) : [];
  if (!plan || rows.length === 0) {
    await saveBelow(connection, entry, null);
    return [];
  }
  const place = new Map(plan.sources.map((source, i) => [source, i]));
  const values = await describeRows(
    plan,
    rows.length,
    (source, row) => rows[row]?.texts[place.get(source) ?? -1] ?? null,
  );
  // A column that another commit is about to add is filled by that commit's rows and by the next beginning.
  const stored = plan.targets.filter((target) => entry.inTable.event.includes(target));
  const records = rows.map(({ rowid }, row) => [
    ['rid', rowid],
    ...stored.map((target) => [target.physical, values[plan.targets.indexOf(target)]?.[row] ?? null]),
  ]);
  const json = JSON.stringify(records.map((record) => Object.fromEntries(record) as unknown));
  await connection.run(updateSql(entry, stored, { seq, rows }), [json]);
  return rows.map(({ time }) => time);
}

async function readWaiting(
  connection: DuckDBConnection,
  entry: StreamEntry,
  plan: Derived,
): Promise<Waiting[]> {
  const texts = plan.sources.map((source) =>
    entry.inTable.event.includes(source) ? `, ${quoteName(source.physical)}` : ', NULL',
  );
  const reader = await connection.runAndReadAll(
    `SELECT rowid::DOUBLE, _time::DOUBLE${texts.join('')} FROM ${quoteName(entry.table)}
     WHERE _seq < ${quoteWhole(entry.describedBelow ?? 0)} LIMIT ${ROWS_A_STEP}`,
  );
  return reader.getRowsJS().map(([rowid, time, ...rest]) => ({
    rowid: Number(rowid),
    time: Number(time),
    texts: rest.map((text) => (typeof text === 'string' ? text : null)),
  }));
}

const sqlTypes: Record<ColumnType, string> = {
  number: 'DOUBLE',
  text: 'VARCHAR',
  boolean: 'BOOLEAN',
  time: 'BIGINT',
};

function updateSql(
  entry: StreamEntry,
  stored: readonly StoredColumn[],
  { seq, rows }: { seq: number; rows: readonly Waiting[] },
): string {
  const shape = Object.fromEntries([['rid', 'BIGINT'], ...stored.map((c) => [c.physical, sqlTypes[c.type]])]);
  const sets = stored.map((c) => `, ${quoteName(c.physical)} = d.r.${quoteName(c.physical)}`);
  const ids = rows.map(({ rowid }) => rowid);
  return `UPDATE ${quoteName(entry.table)} AS t SET _seq = ${quoteWhole(seq)}${sets.join('')}
    FROM (SELECT unnest(from_json($1::JSON, ${quoteText(JSON.stringify([shape]))})) AS r) d
    WHERE t.rowid = d.r.rid AND t.rowid BETWEEN ${quoteWhole(Math.min(...ids))} AND ${quoteWhole(Math.max(...ids))}`;
}
