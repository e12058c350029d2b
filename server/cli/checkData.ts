import { copyFile, link, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, extname, join } from 'node:path';
import type { SourceRef } from '@/lib/blocks/block';
import { failure } from '@/lib/core/failures';
import type { Span } from '@/lib/core/time';
import { describeRows, hasTexts } from '@/lib/evaluate/describeRows';
import { type ColumnInfo, EVENT_TIME, type Row } from '@/lib/tally/column';
import { describeFile } from '@/server/events/files';
import { type EventStore, openEvents } from '@/server/events/store';
import { readLastRows, readTimeRange } from '@/server/query/rows';
import { joinLabels } from './joinLabels';
import { reasonOf } from './readText';

/** What `tocsin check` was given to read. */
export type DataWish = {
  data: readonly { stream: string | null; path: string }[];
  labels: string | null;
  reference: string | null;
  /** The column that holds the event time, where the name does not tell. */
  time: string | null;
};

/** One file as a source of rows. */
export type DataFile = {
  stream: string | null;
  /** As it was given. */
  path: string;
  /** The file as a relation names it. */
  source: SourceRef;
  columns: readonly ColumnInfo[];
  /** What its times cover; null where it has none. */
  span: Span | null;
  rowCount: number;
  /** The column that was taken for the time because it is the only one of times; null where that was plain. */
  timeGuess: string | null;
  /** Its rows with their texts described and the labels joined; null where there is neither, and DuckDB reads the file itself. */
  rows: readonly Row[] | null;
};

export type CheckData = {
  events: EventStore;
  data: readonly DataFile[];
  reference: DataFile | null;
  close: () => Promise<void>;
};

/** Rows that are joined with labels or have texts are held in memory, so there is an end. */
const JOINED_ROWS_MAX = 5_000_000;

/** Opens the files side by side in a folder of their own; `close` removes it. */
export async function openCheckData(wish: DataWish): Promise<CheckData> {
  const folder = await mkdtemp(join(tmpdir(), 'tocsin-check-'));
  const filesDir = join(folder, 'files');
  await mkdir(filesDir);
  const events = await openEvents({ path: join(folder, 'events.duckdb'), filesDir, clock: () => Date.now() });
  const close = async () => {
    await events.close();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const open = { events, filesDir, time: wish.time };
    const data: DataFile[] = [];
    for (const { stream, path } of wish.data) data.push(await openFile(open, { stream, path }));
    const reference =
      wish.reference === null ? null : await openFile(open, { stream: null, path: wish.reference });
    if (wish.labels === null) return { events, data, reference, close };
    const labels = await openFile({ ...open, time: null }, { stream: null, path: wish.labels });
    const joined: DataFile[] = [];
    for (const file of data) joined.push(await withLabels(events, file, labels));
    const held = reference && { ...reference, rows: await rowsOf(events, reference) };
    return { events, data: joined, reference: held, close };
  } catch (error) {
    await close();
    throw error;
  }
}

type Open = { events: EventStore; filesDir: string; time: string | null };

let opened = 0;

async function openFile(open: Open, given: { stream: string | null; path: string }): Promise<DataFile> {
  // Two files may have one name; the number keeps them apart and the ending says what they are.
  const name = `${opened++}-${basename(given.path)}`;
  await place(given.path, join(open.filesDir, name));
  if (!/\.(csv|tsv|txt|parquet|ndjson|jsonl|json)(\.gz)?$/i.test(name)) {
    const ending = extname(name) || 'no ending';
    throw failure('import_failed', {
      file: given.path,
      message: `${ending} is not .csv, .parquet or .ndjson`,
    });
  }
  const { columns } = await describeFile(open.events, name).catch((error: unknown) => {
    throw failure('import_failed', { file: given.path, message: detailOf(error) });
  });
  const timeGuess = open.time === null ? soleTime(columns) : null;
  const time = open.time ?? timeGuess;
  const source: SourceRef = { kind: 'file', name, ...(time === null ? {} : { time }) };
  const { span, rows } = await readTimeRange(open.events, { source, where: null });
  const file: DataFile = { ...given, source, columns, span, rowCount: rows, timeGuess, rows: null };
  if (!hasTexts(columns)) return file;
  return { ...file, ...describeRows(columns, await readAll(open.events, file)) };
}

/** The only column of times, where no column was recognised as the timestamp. */
function soleTime(columns: readonly ColumnInfo[]): string | null {
  if (columns.some((column) => column.role === 'timestamp')) return null;
  const times = columns.filter((column) => column.type === 'time');
  return times.length === 1 ? (times[0]?.name ?? null) : null;
}

async function place(from: string, to: string): Promise<void> {
  try {
    await link(from, to).catch(() => copyFile(from, to));
  } catch (error) {
    throw failure('import_failed', { file: from, message: reasonOf(error) });
  }
}

/** The reason inside an import failure, without its own sentence around it. */
function detailOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return /could not be imported: (.*)\.$/.exec(text)?.[1] ?? text;
}

async function withLabels(events: EventStore, file: DataFile, labels: DataFile): Promise<DataFile> {
  const joined = joinLabels(
    { columns: file.columns, rows: await rowsOf(events, file) },
    { columns: labels.columns, rows: await rowsOf(events, labels), path: labels.path },
  );
  return { ...file, ...joined };
}

const rowsOf = async (events: EventStore, file: DataFile): Promise<readonly Row[]> =>
  file.rows ?? readAll(events, file);

async function readAll(events: EventStore, { path, source, columns, rowCount }: DataFile): Promise<Row[]> {
  if (rowCount > JOINED_ROWS_MAX) {
    const message = `it has ${rowCount} rows; with labels or texts there may be ${JOINED_ROWS_MAX}`;
    throw failure('import_failed', { file: path, message });
  }
  const names = [...columns.map((column) => column.name), EVENT_TIME];
  return readLastRows(events, { relation: { source, where: null }, columns: names, n: rowCount, span: null });
}
