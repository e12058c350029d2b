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

/** Appends to the tables of one open transaction. What it is given is in the tables after `flush`. */
export type RowAppender = { append(input: AppendInput): void; flush(): Promise<void>; close(): void };

/**
 * One appender a table for a whole commit, and chunks that take the rows of many requests: both cost much the same for one
 * row as for thousands.
 */
export function createRowAppender(connection: DuckDBConnection): RowAppender {
  const open = new Map<string, DuckDBAppender>();
  let waiting = new Map<string, AppendInput[]>();

  async function appenderOf(table: string): Promise<DuckDBAppender> {
    const appender = open.get(table) ?? (await connection.createAppender(table));
    open.set(table, appender);
    return appender;
  }

  return {
    append(input) {
      if (input.batch.rows === 0) return;
      const table = input.origin === 'event' ? input.entry.table : labelTable(input.entry);
      const before = waiting.get(table);
      if (before) before.push(input);
      else waiting.set(table, [input]);
    },
    async flush() {
      const all = waiting;
      waiting = new Map();
      for (const [table, inputs] of all) {
        const appender = await appenderOf(table);
        appendChunks(appender, joined(inputs));
        appender.flushSync();
      }
    },
    close() {
      for (const appender of open.values()) appender.closeSync();
      open.clear();
    },
  };
}

function appendChunks(appender: DuckDBAppender, input: Joined): void {
  const fillers = fillersOf(input);
  const types = fillers.map((f) => f.type);
  for (let from = 0; from < input.rows; from += CHUNK_ROWS) {
    const rows = Math.min(CHUNK_ROWS, input.rows - from);
    const chunk = DuckDBDataChunk.create(types, rows);
    fillers.forEach((filler, i) => {
      chunk.setColumnValues(i, filler.fill(from, rows));
    });
    appender.appendDataChunk(chunk);
  }
}

/** The rows of several requests, column by column. */
type Joined = {
  entry: StreamEntry;
  origin: Origin;
  seq: number;
  rows: number;
  ids: readonly (string | null)[];
  times: readonly number[];
  received: readonly DuckDBValue[];
  eventTimes: readonly (number | null)[];
  valuesOf: (column: StoredColumn) => readonly Value[] | undefined;
};

function joined(inputs: readonly AppendInput[]): Joined {
  const { entry, origin, seq } = inputs[0] as AppendInput;
  const batches = inputs.map(({ batch }) => batch);
  return {
    entry,
    origin,
    seq,
    rows: batches.reduce((sum, { rows }) => sum + rows, 0),
    ids: join(batches.map(({ ids }) => ids)),
    times: join(batches.map(({ times }) => times)),
    received: join(batches.map(({ rows, received }) => new Array<DuckDBValue>(rows).fill(BigInt(received)))),
    eventTimes: join(inputs.map(({ eventTimes }) => eventTimes ?? [])),
    valuesOf(column) {
      if (!batches.some(({ columns }) => columns.has(column))) return undefined;
      return join(
        batches.map(({ columns, rows }) => columns.get(column) ?? new Array<Value>(rows).fill(null)),
      );
    },
  };
}

/** One part is taken as it is: the batch of one large request need not be copied. */
function join<T>(parts: readonly (readonly T[])[]): readonly T[] {
  if (parts.length === 1 && parts[0]) return parts[0];
  const all: T[] = [];
  for (const part of parts) for (const value of part) all.push(value);
  return all;
}

/** One filler a column of the table, in the table's own order. */
function fillersOf({ entry, origin, seq, ids, times, received, eventTimes, valuesOf }: Joined): Filler[] {
  const whole = BigInt(seq);
  const fillers: Filler[] = [
    { type: BIGINT, fill: (_, rows) => new Array<DuckDBValue>(rows).fill(whole) },
    { type: VARCHAR, fill: (from, rows) => ids.slice(from, from + rows) },
    { type: BIGINT, fill: (from, rows) => times.slice(from, from + rows).map((t) => BigInt(t)) },
    { type: BIGINT, fill: (from, rows) => received.slice(from, from + rows) },
  ];
  if (origin === 'label') {
    fillers.push({ type: BIGINT, fill: (from, rows) => wholes(eventTimes.slice(from, from + rows)) });
  }
  for (const column of entry.inTable[origin]) fillers.push(fillerOf(column, valuesOf(column)));
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
