import {
  BIGINT,
  BOOLEAN,
  DOUBLE,
  type DuckDBAppender,
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

/** Appends to the tables of one open transaction. What it holds back is in the tables after `flush`. */
export type RowAppender = {
  append(input: AppendInput): Promise<void>;
  flush(): void;
  close(): void;
};

/** One appender a table for a whole commit: its flush costs much the same for a hundred rows as for thousands. */
export function createRowAppender(connection: DuckDBConnection): RowAppender {
  const open = new Map<string, DuckDBAppender>();
  const dirty = new Set<DuckDBAppender>();

  async function appenderOf(table: string): Promise<DuckDBAppender> {
    const appender = open.get(table) ?? (await connection.createAppender(table));
    open.set(table, appender);
    return appender;
  }

  return {
    async append(input) {
      const { entry, origin, batch } = input;
      if (batch.rows === 0) return;
      const appender = await appenderOf(origin === 'event' ? entry.table : labelTable(entry));
      dirty.add(appender);
      appendChunks(appender, fillersOf(input), batch.rows);
    },
    flush() {
      for (const appender of dirty) appender.flushSync();
      dirty.clear();
    },
    close() {
      for (const appender of open.values()) appender.closeSync();
      open.clear();
    },
  };
}

function appendChunks(appender: DuckDBAppender, fillers: readonly Filler[], all: number): void {
  for (let from = 0; from < all; from += CHUNK_ROWS) {
    const rows = Math.min(CHUNK_ROWS, all - from);
    const chunk = DuckDBDataChunk.create(
      fillers.map((f) => f.type),
      rows,
    );
    fillers.forEach((filler, i) => {
      chunk.setColumnValues(i, filler.fill(from, rows));
    });
    appender.appendDataChunk(chunk);
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
