import {
  BIGINT,
  BOOLEAN,
  DOUBLE,
  type DuckDBConnection,
  DuckDBDataChunk,
  type DuckDBType,
  type DuckDBValue,
  VARCHAR,
} from '@duckdb/node-api';
import type { ColumnType, Value } from '@/lib/tally/column';
import type { ColumnBatch } from './batch';
import { labelTable, type Origin, type StoredColumn, type StreamEntry } from './catalogue';

/** DuckDB's own vector size: a chunk holds no more. */
const CHUNK_ROWS = 2048;

const types: Record<ColumnType, DuckDBType> = {
  number: DOUBLE,
  text: VARCHAR,
  boolean: BOOLEAN,
  time: BIGINT,
};

/** What of each row the commit adds to what came. */
export type AppendInput = {
  entry: StreamEntry;
  origin: Origin;
  batch: ColumnBatch;
  seq: number;
  eventTimes?: (number | null)[];
};

type Filler = { type: DuckDBType; fill: (from: number, rows: number) => DuckDBValue[] };

/** Appends rows to their table inside the open transaction, by chunks of columns. */
export async function appendRows(connection: DuckDBConnection, input: AppendInput): Promise<void> {
  const { entry, origin, batch } = input;
  if (batch.rows === 0) return;
  const fillers = fillersOf(input);
  const appender = await connection.createAppender(origin === 'event' ? entry.table : labelTable(entry));
  try {
    for (let from = 0; from < batch.rows; from += CHUNK_ROWS) {
      // A large batch must not keep the thread from answering others.
      if (from > 0) await new Promise((next) => setImmediate(next));
      const rows = Math.min(CHUNK_ROWS, batch.rows - from);
      const chunk = DuckDBDataChunk.create(
        fillers.map((f) => f.type),
        rows,
      );
      fillers.forEach((filler, i) => {
        chunk.setColumnValues(i, filler.fill(from, rows));
      });
      appender.appendDataChunk(chunk);
    }
    appender.flushSync();
  } finally {
    appender.closeSync();
  }
}

/** One filler a column of the table, in the table's own order. */
function fillersOf({ entry, origin, batch, seq, eventTimes }: AppendInput): Filler[] {
  const same = (value: number): Filler => {
    const whole = BigInt(value);
    return { type: BIGINT, fill: (_, rows) => new Array<DuckDBValue>(rows).fill(whole) };
  };
  const fillers: Filler[] = [
    same(seq),
    { type: VARCHAR, fill: (from, rows) => batch.ids.slice(from, from + rows) },
    { type: BIGINT, fill: (from, rows) => batch.times.slice(from, from + rows).map((t) => BigInt(t)) },
    same(batch.received),
  ];
  if (origin === 'label') {
    const times = eventTimes ?? [];
    fillers.push({ type: BIGINT, fill: (from, rows) => wholes(times.slice(from, from + rows)) });
  }
  for (const column of entry.inTable[origin]) fillers.push(fillerOf(column, batch.columns.get(column)));
  return fillers;
}

function fillerOf(column: StoredColumn, values: readonly Value[] | undefined): Filler {
  const type = types[column.type];
  if (!values) return { type, fill: (_, rows) => new Array<DuckDBValue>(rows).fill(null) };
  if (column.type === 'time') return { type, fill: (from, rows) => wholes(values.slice(from, from + rows)) };
  return { type, fill: (from, rows) => values.slice(from, from + rows) };
}

const wholes = (values: readonly Value[]): DuckDBValue[] =>
  values.map((v) => (typeof v === 'number' ? BigInt(v) : null));
