import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCsv } from '@/server/cli/readCsv';

export type Cell = number | string | null;

/** Where a case's column comes from: values in the case, or a column of a CSV file. */
export type InputSpec = {
  values?: readonly unknown[];
  root?: string;
  file?: string;
  column?: string;
  type: 'number' | 'string' | 'matrix';
  rows?: readonly [number, number];
  where?: { column: string; equals: string };
};

type Table = { header: string[]; rows: string[][] };
const tables = new Map<string, Table>();

/** One column, missing values as null. */
export function columnOf(input: InputSpec, root: string): Cell[] {
  if (input.values) return input.values.map((value) => typed(value as Cell, input.type));
  const table = tableAt(join(root, input.root ?? '', input.file ?? ''));
  const place = placeOf(table, input.column ?? '');
  const [from, to] = input.rows ?? [0, table.rows.length];
  const { where } = input;
  const wherePlace = where ? placeOf(table, where.column) : -1;
  return table.rows
    .slice(from, to)
    .filter((row) => !where || row[wherePlace] === where.equals)
    .map((row) => typed(row[place] === '' ? null : (row[place] ?? null), input.type));
}

function placeOf({ header }: Table, column: string): number {
  const place = header.indexOf(column);
  if (place < 0) throw new RangeError(`no column ${column}; there are ${header.join(', ')}`);
  return place;
}

function typed(value: Cell, type: InputSpec['type']): Cell {
  if (value === null) return null;
  return type === 'string' ? String(value) : Number(value);
}

function tableAt(path: string): Table {
  const known = tables.get(path);
  if (known) return known;
  const [header = [], ...rows] = readCsv(readFileSync(path, 'utf8'));
  const table = { header, rows };
  tables.set(path, table);
  return table;
}
