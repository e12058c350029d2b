import type { DuckDBDataChunk, DuckDBResult, DuckDBValue } from '@duckdb/node-api';
import { Failure, failure } from '@/lib/core/failures';
import type { ColumnInfo, ColumnType, Value } from '@/lib/tally/column';
import type { ColumnBatch } from './batch';
import {
  addColumn,
  COLUMNS_MAX,
  ID,
  type Origin,
  type StoredColumn,
  type StreamEntry,
  TIME,
} from './catalogue';
import { firstLine } from './database';
import { describeFile, type FileRelation } from './files';
import { derivedMessage } from './readRecords';
import { readTime } from './readTime';
import type { EventStore } from './store';

export type ImportWish = {
  /** A name of the import folder's listing. */
  file: string;
  stream: string;
  origin: Origin;
  received: number;
};

/** How far an import is. At its end, `done` is `total`. */
export type ImportProgress = {
  done: number;
  total: number;
  accepted: number;
  duplicates: number;
  rejected: number;
};

export type ImportOptions = { onProgress?: (progress: ImportProgress) => void; signal?: AbortSignal };

/** Rows a commit takes: few enough that what else arrives does not wait. */
const COMMIT_ROWS = 10_240;
const IMPORT_LIMIT_MS = 6 * 3_600_000;
const BUSY_WAIT_MS = 200;

/**
 * Brings a file's rows into a stream, or its labels. Each commit is whole, and rows with an id that is there already
 * change nothing: an import that was cut short is finished by doing it again. Rows without ids would be there twice.
 */
export async function importFile(
  events: EventStore,
  wish: ImportWish,
  options: ImportOptions = {},
): Promise<ImportProgress> {
  const relation = await describeFile(events, wish.file);
  const progress: ImportProgress = { done: 0, total: 0, accepted: 0, duplicates: 0, rejected: 0 };
  const { onProgress, signal } = options;
  try {
    await events.read(
      async (connection) => {
        const counted = await connection.runAndReadAll(`SELECT count(*)::DOUBLE FROM (${relation.select})`);
        progress.total = Number(counted.getRowsJS()[0]?.[0] ?? 0);
        for await (const chunks of partsOf(await connection.stream(relation.select))) {
          signal?.throwIfAborted();
          await commit(events, { wish, relation, chunks }, progress);
          onProgress?.({ ...progress });
        }
        // A stream that is interrupted ends like one that is done.
        if (progress.done !== progress.total) throw new Error('the file could not be read to its end');
      },
      { limitMs: IMPORT_LIMIT_MS, ...(signal ? { signal } : {}) },
    );
  } catch (error) {
    throw explain(wish.file, error);
  }
  return progress;
}

/** Chunks of the result, as many at a time as one commit takes. */
async function* partsOf(result: DuckDBResult): AsyncGenerator<DuckDBDataChunk[]> {
  let chunks: DuckDBDataChunk[] = [];
  let rows = 0;
  for (
    let chunk = await result.fetchChunk();
    chunk && chunk.rowCount > 0;
    chunk = await result.fetchChunk()
  ) {
    chunks.push(chunk);
    rows += chunk.rowCount;
    if (rows < COMMIT_ROWS) continue;
    yield chunks;
    chunks = [];
    rows = 0;
  }
  if (rows > 0) yield chunks;
}

function explain(file: string, error: unknown): unknown {
  const isOurs = error instanceof Failure || (error instanceof Error && error.name === 'AbortError');
  if (isOurs || !(error instanceof Error)) return error;
  return failure('import_failed', { file, message: firstLine(error.message) });
}

type Part = { wish: ImportWish; relation: FileRelation; chunks: readonly DuckDBDataChunk[] };

async function commit(events: EventStore, part: Part, progress: ImportProgress): Promise<void> {
  const columns = part.relation.columns.map((_, i) =>
    part.chunks.flatMap((chunk) => chunk.getColumnValues(i)),
  );
  for (;;) {
    let left = 0;
    const prepare = (entry: StreamEntry): ColumnBatch => {
      const batch = batchOf(entry, part, columns);
      left = (columns[0]?.length ?? 0) - batch.rows;
      return batch;
    };
    try {
      const answer = await events.appendBatch(part.wish.stream, prepare, part.wish.origin);
      progress.accepted += answer.accepted;
      progress.duplicates += answer.duplicates;
      progress.rejected += left;
      progress.done += answer.accepted + answer.duplicates + left;
      return;
    } catch (error) {
      if (!(error instanceof Failure) || error.problems[0]?.code !== 'too_busy') throw error;
      await new Promise((next) => setTimeout(next, BUSY_WAIT_MS));
    }
  }
}

/** The rows as the stream stores them. Rows whose time is before 1970 or beyond 9999, and labels without id, are left out. */
function batchOf(
  entry: StreamEntry,
  { wish, relation }: Part,
  columns: readonly DuckDBValue[][],
): ColumnBatch {
  const rows = columns[0]?.length ?? 0;
  let ids = new Array<string | null>(rows).fill(null);
  let times = new Array<number>(rows).fill(wish.received);
  const values = new Map<StoredColumn, Value[]>();
  const targets = targetsOf(entry, wish, relation.columns);
  const keep: number[] = [];
  targets.forEach((target, i) => {
    const from = columns[i] ?? [];
    if (target === ID) ids = from.map((v) => (v === null || v === '' ? null : String(v)));
    else if (target === TIME) times = from.map((v) => (v === null ? wish.received : (timeOf(v) ?? -1)));
    else values.set(target, convertAll(from, { wish, target }));
  });
  for (let row = 0; row < rows; row++) {
    if ((times[row] ?? -1) >= 0 && (wish.origin === 'event' || ids[row] !== null)) keep.push(row);
  }
  const pick = <T>(all: readonly T[]): T[] =>
    keep.length === rows ? [...all] : keep.map((row) => all[row] as T);
  return {
    rows: keep.length,
    ids: pick(ids),
    times: pick(times),
    received: wish.received,
    columns: new Map([...values].map(([column, all]) => [column, pick(all)])),
  };
}

const timeOf = (value: DuckDBValue): number | null =>
  readTime(typeof value === 'bigint' ? Number(value) : value);

/** Where each of the file's columns goes. */
function targetsOf(
  entry: StreamEntry,
  wish: ImportWish,
  columns: readonly ColumnInfo[],
): (StoredColumn | typeof ID | typeof TIME)[] {
  const own = [...entry.event.values()].find((c) => c.physical === ID)?.name;
  const id = columns.find((c) => c.name === own) ?? columns.find((c) => c.role === 'id');
  const time = columns.find((c) => c.role === 'timestamp');
  if (wish.origin === 'label' && !id)
    throw failure('import_failed', { file: wish.file, message: 'labels need an id column' });
  return columns.map((column) => {
    if (wish.origin === 'label' && column === id) return ID;
    if (wish.origin === 'label' && column === time) return TIME;
    const { name, type } = column;
    refuseDerived(entry, wish.file, name);
    const stored = entry[wish.origin].get(name) ?? addColumn(entry, { name, type, origin: wish.origin });
    if (!stored) throw failure('too_many_columns', { stream: wish.stream, columnsMax: COLUMNS_MAX });
    return stored.physical === ID ? ID : stored.physical === TIME ? TIME : stored;
  });
}

/** Nobody brings what is computed here. */
function refuseDerived(entry: StreamEntry, file: string, name: string): void {
  const from = entry.event.get(name)?.derivedFrom;
  if (from === undefined) return;
  throw failure('import_failed', { file, message: `its column \`${name}\` ${derivedMessage(from)}` });
}

function convertAll(
  from: readonly DuckDBValue[],
  { wish, target }: { wish: ImportWish; target: StoredColumn },
): Value[] {
  return from.map((value) => {
    if (value === null) return null;
    const converted = convert(typeof value === 'bigint' ? Number(value) : value, target.type);
    if (converted !== undefined) return converted;
    const message = `\`${target.name}\` holds ${target.type} in the stream, and the file has ${JSON.stringify(String(value).slice(0, 40))}`;
    throw failure('import_failed', { file: wish.file, message });
  });
}

function convert(value: DuckDBValue, type: ColumnType): Value | undefined {
  if (type === 'text') return String(value);
  if (type === 'time') return readTime(value) ?? undefined;
  if (type === 'boolean')
    return typeof value === 'boolean' ? value : value === 1 ? true : value === 0 ? false : undefined;
  return typeof value === 'number' ? value : undefined;
}
