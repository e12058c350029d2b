import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure, failure } from '@/lib/core/failures';
import type { ColumnInfo, ColumnRole, ColumnType } from '@/lib/tally/column';
import { readDelimiter } from './csvHead';
import { inferRole, namesRole } from './inferRole';
import { quoteName, quoteText } from './quote';
import type { EventStore } from './store';

export type FileFormat = 'csv' | 'parquet' | 'ndjson';

/** A file of the import folder. */
export type FileInfo = { name: string; bytes: number; modifiedAt: number; format: FileFormat };

/** A file that can be read as rows. */
export type FileRelation = {
  file: FileInfo;
  columns: readonly ColumnInfo[];
  /** A SELECT that gives the columns under `c0`, `c1`, … in their stored types. */
  select: string;
  /** Which of those is the event time; null where the file has none. */
  time: string | null;
};

const FORMATS: readonly [RegExp, FileFormat][] = [
  [/\.(csv|tsv|txt)(\.gz)?$/i, 'csv'],
  [/\.parquet$/i, 'parquet'],
  [/\.(ndjson|jsonl|json)(\.gz)?$/i, 'ndjson'],
];

/** The files of the import folder that can be read. Links are left out: they may lead elsewhere. */
export async function listFiles(folder: string): Promise<FileInfo[]> {
  const names = await readdir(folder).catch(() => []);
  const files = await Promise.all(
    names.sort().map(async (name) => {
      const format = FORMATS.find(([ending]) => ending.test(name))?.[1];
      const stat = format ? await lstat(join(folder, name)).catch(() => null) : null;
      if (!format || !stat?.isFile()) return null;
      return { name, bytes: stat.size, modifiedAt: Math.floor(stat.mtimeMs), format };
    }),
  );
  return files.filter((f) => f !== null);
}

/** Finds a file by its name among those listed; a name is never taken for a path. */
export async function findFile(folder: string, name: string): Promise<FileInfo> {
  const files = await listFiles(folder);
  const file = files.find((f) => f.name === name);
  if (!file) throw failure('unknown_file', { file: name.slice(0, 200), known: files.map((f) => f.name) });
  return file;
}

const described = new WeakMap<EventStore, Map<string, FileRelation>>();

/** Reads a file's columns and types, once per state of the file. */
export async function describeFile(events: EventStore, name: string): Promise<FileRelation> {
  const file = await findFile(events.filesDir, name);
  const known = described.get(events) ?? new Map<string, FileRelation>();
  described.set(events, known);
  const key = fileIdentity(file);
  const old = known.get(key);
  if (old) return old;
  const path = join(events.filesDir, file.name);
  try {
    const scan = {
      path,
      format: file.format,
      delimiter: file.format === 'csv' ? await readDelimiter(path) : '',
    };
    const reader = await events.read((c) => c.runAndReadAll(`DESCRIBE SELECT * FROM ${scanSql(scan, null)}`));
    const declared = reader.getRowsJS().map(([column, type]) => [String(column), String(type)] as const);
    const relation = relationOf(file, scan, declared);
    known.set(key, relation);
    return relation;
  } catch (error) {
    if (error instanceof Failure) throw error;
    const message = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    throw failure('import_failed', { file: name, message: message.slice(0, 300) });
  }
}

/** Another text whenever the file has changed. */
export const fileIdentity = (file: FileInfo): string => `${file.name}:${file.bytes}:${file.modifiedAt}`;

function relationOf(
  file: FileInfo,
  scan: Scan,
  declared: readonly (readonly [string, string])[],
): FileRelation {
  const taken = new Set<ColumnRole>();
  let time: string | null = null;
  const selects: string[] = [];
  const columns = declared.map(([name, sqlType], i): ColumnInfo => {
    const from = quoteName(name);
    const type = typeOf(name, sqlType);
    const role = inferRole({ name, type }, taken);
    taken.add(role);
    selects.push(`${convert(from, { type, sqlType })} AS c${i}`);
    if (role === 'timestamp') time = `c${i}`;
    return { name, type: role === 'id' ? 'text' : type, role };
  });
  // Text ids from whole numbers: 7, not 7.0.
  columns.forEach((column, i) => {
    if (column.role === 'id') selects[i] = `CAST(${quoteName(column.name)} AS VARCHAR) AS c${i}`;
  });
  return {
    file,
    columns,
    time,
    select: `SELECT ${selects.join(', ')} FROM ${scanSql(scan, declared)}`,
  };
}

function typeOf(name: string, sqlType: string): ColumnType {
  const named = namesRole(name, 'timestamp');
  if (/^(TIMESTAMP|DATE)/.test(sqlType)) return 'time';
  if (sqlType === 'BOOLEAN') return 'boolean';
  if (/^(U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|DECIMAL|FLOAT|DOUBLE)/.test(sqlType))
    return named ? 'time' : 'number';
  return 'text';
}

function convert(from: string, { type, sqlType }: { type: ColumnType; sqlType: string }): string {
  if (type === 'number') return `CAST(${from} AS DOUBLE)`;
  if (type === 'boolean') return from;
  if (type === 'text') return `CAST(${from} AS VARCHAR)`;
  if (/^(TIMESTAMP|DATE)/.test(sqlType)) return `epoch_ms(CAST(${from} AS TIMESTAMP))`;
  const x = `CAST(${from} AS DOUBLE)`;
  // The same reading of whole numbers as for events: seconds, milliseconds, microseconds or nanoseconds by size.
  return `CAST(CASE WHEN ${x} < 1e11 THEN round(${x} * 1e3) WHEN ${x} < 1e14 THEN round(${x}) WHEN ${x} < 1e17 THEN floor(${x} / 1e3) ELSE floor(${x} / 1e6) END AS BIGINT)`;
}

type Scan = { path: string; format: FileFormat; delimiter: string };

/** Once the types are known they are given to the reader, so that a later row cannot change them. */
function scanSql(
  { path, format, delimiter }: Scan,
  types: readonly (readonly [string, string])[] | null,
): string {
  const file = quoteText(path);
  if (format === 'parquet') return `read_parquet(${file})`;
  const map = types?.map(([name, type]) => `${quoteText(name)}: ${quoteText(type)}`).join(', ');
  if (format === 'csv') {
    // Without types the whole file is looked at: a type guessed from its beginning may not fit its end.
    const guess = map ? `types = {${map}}` : 'sample_size = -1';
    return `read_csv(${file}, header = true, skip = 0, delim = ${quoteText(delimiter)}, quote = '"', escape = '"', ${guess})`;
  }
  return `read_json(${file}, format = 'auto', maximum_depth = 2, ${map ? `columns = {${map}}` : 'sample_size = -1'})`;
}
