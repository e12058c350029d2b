import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';

/**
 * Reads the golden set: what scipy, scikit-learn, fairlearn and others answer on real columns. It is kept beside
 * the repository; tests that need it are skipped, visibly, where it is not there. Only tests import this file.
 */

const FOLDER = process.env.TOCSIN_GOLDEN ?? join(process.cwd(), '..', 'shared', 'golden');

export const goldenAbsent = !existsSync(join(FOLDER, 'README.md'));

export type Cell = number | string | null;
type Input = {
  values?: Cell[];
  root?: string;
  file?: string;
  column?: string;
  type: 'number' | 'string';
  rows?: [number, number];
  where?: { column: string; equals: string };
};
type Tolerance = { rel: number; abs: number };
export type Golden = {
  id: string;
  fn: string;
  input: Record<string, Input>;
  params?: Record<string, unknown>;
  expect: Record<string, unknown>;
  tol?: Record<string, Tolerance>;
  note?: string;
};

/** The cases of one function in one file; none where the set is absent. */
export function goldenCases(group: string, fn: string): Golden[] {
  if (goldenAbsent) return [];
  const all = JSON.parse(readFileSync(join(FOLDER, `${group}.json`), 'utf8')) as { cases: Golden[] };
  return all.cases.filter((one) => one.fn === fn);
}

/** Cases under their names for `it.each`; where the set is absent, one row, so that the skipped test shows. */
export function goldenTable(cases: readonly Golden[]): (readonly [string, Golden])[] {
  const absent: Golden = { id: 'golden set not found', fn: '', input: {}, expect: {} };
  return (goldenAbsent ? [absent] : cases).map((one) => [one.id, one] as const);
}

/** One input column of a case, missing values as null. */
export function columnOf(golden: Golden, name: string): Cell[] {
  const input = golden.input[name];
  if (!input) throw new RangeError(`${golden.id} has no input ${name}`);
  if (input.values) return input.values.map((value) => typed(value, input.type));
  const table = csv(join(FOLDER, '..', '..', input.root ?? '', input.file ?? ''));
  const place = table.header.indexOf(input.column ?? '');
  const [from, to] = input.rows ?? [0, table.rows.length];
  const kept = table.rows.slice(from, to).filter((row) => {
    return !input.where || row[table.header.indexOf(input.where.column)] === input.where.equals;
  });
  return kept.map((row) => typed(row[place] === '' ? null : (row[place] ?? null), input.type));
}

/** An input column of numbers without its missing values. */
export function numbersOf(golden: Golden, name: string): number[] {
  return columnOf(golden, name).filter((value): value is number => typeof value === 'number');
}

/** An input column of text without its missing values. */
export function textsOf(golden: Golden, name: string): string[] {
  return columnOf(golden, name).filter((value): value is string => typeof value === 'string');
}

/** Compares as the golden set asks for: |got - expected| within abs + rel |expected|. */
export function expectGolden(golden: Golden, got: number | null | undefined, key: string): void {
  const wanted = Number(golden.expect[key]);
  const tolerance = golden.tol?.[key] ?? golden.tol?.default ?? { rel: 1e-9, abs: 1e-12 };
  const most = tolerance.abs + tolerance.rel * Math.abs(wanted);
  expect(got, `${golden.id} ${key}`).toBeTypeOf('number');
  expect(
    Math.abs((got ?? Number.NaN) - wanted),
    `${golden.id} ${key}: ${got} for ${wanted}`,
  ).toBeLessThanOrEqual(most);
}

/** Counts of each distinct value of both sides, in order, one bin a value. */
export function pooledCounts<T extends Cell>(reference: readonly T[], current: readonly T[]) {
  const values = [...new Set([...reference, ...current])].sort((a, b) => {
    if (typeof a === 'number' && typeof b === 'number') return a - b;
    return String(a) < String(b) ? -1 : 1;
  });
  const place = new Map(values.map((value, i) => [value, i]));
  const count = (side: readonly T[]) => {
    const counts = new Array<number>(values.length).fill(0);
    for (const value of side) {
      const i = place.get(value) ?? 0;
      counts[i] = (counts[i] ?? 0) + 1;
    }
    return counts;
  };
  return { values, reference: count(reference), current: count(current) };
}

/** The n + 1 linear quantiles (numpy's type 7) at 0, 1/n, ... 1. */
export function linearQuantiles(values: readonly number[], n: number): number[] {
  if (values.length === 0) return [];
  const sorted = [...values].sort((a, b) => a - b);
  return Array.from({ length: n + 1 }, (_, i) => {
    const place = (i * (sorted.length - 1)) / n;
    const [low, high] = [sorted[Math.floor(place)] ?? 0, sorted[Math.ceil(place)] ?? 0];
    return low + (place - Math.floor(place)) * (high - low);
  });
}

function typed(value: Cell, type: Input['type']): Cell {
  if (value === null || type === 'string') return value === null ? null : String(value);
  return Number(value);
}

type Table = { header: string[]; rows: string[][] };
const tables = new Map<string, Table>();

function csv(path: string): Table {
  const known = tables.get(path);
  if (known) return known;
  const [header = [], ...rows] = readFileSync(path, 'utf8')
    .split(/\r?\n/)
    .filter((line) => line !== '')
    .map(fieldsOf);
  const table = { header, rows };
  tables.set(path, table);
  return table;
}

/** One line of CSV; quoted fields may hold commas and doubled quotes, but no line breaks. */
function fieldsOf(line: string): string[] {
  if (!line.includes('"')) return line.split(',');
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    ([, quoted, bare]) => quoted?.replaceAll('""', '"') ?? bare ?? '',
  );
}
