import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isComputable, type NotComputable } from '@/lib/stats/notComputable';
import { type Cell, columnOf, type InputSpec } from './column';

/** One case of the golden set: what another library answers to these inputs. */
export type Golden = {
  id: string;
  fn: string;
  reference?: string;
  input: Record<string, InputSpec>;
  params?: Record<string, unknown>;
  expect: Record<string, unknown>;
  tol?: Record<string, Tolerance>;
  note?: string;
};
export type Tolerance = { rel: number; abs: number };

/** The inputs of a case as an adapter asks for them. Rows in which a value is missing are the adapter's business. */
export type Inputs = {
  /** A column as it is, missing values as null. */
  column: (name: string) => Cell[];
  /** A column of numbers without its missing values. */
  numbers: (name: string) => number[];
  /** A column of text without its missing values. */
  texts: (name: string) => string[];
  /** An inline matrix, a row an array. */
  matrix: (name: string) => number[][];
  /** An input that is a plain number. */
  number: (name: string) => number;
  /** Columns of one CSV, for cases that name a file and its columns; rows a to b - 1. */
  table: (columns: readonly string[], rows: readonly [number, number]) => number[][];
  /** Whatever the case has under this name. */
  raw: (name: string) => unknown;
};

/** Calls our statistic as the case wants it, and answers under the names of `expect`. */
export type Adapter = (inputs: Inputs, params: Readonly<Record<string, unknown>>, golden: Golden) => unknown;
export type Adapters = Readonly<Record<string, Adapter>>;

/** A single number under its name; what is not computable is so for the whole case. */
export const named = (name: string, value: number | NotComputable) =>
  isComputable(value) ? { [name]: value } : value;

/** The cases of a file of the golden format; throws where it is not of that format. */
export function readGolden(path: string): Golden[] {
  const file = JSON.parse(readFileSync(path, 'utf8')) as { cases?: Golden[] };
  if (!Array.isArray(file.cases)) throw new TypeError(`${path} has no list of cases`);
  return file.cases;
}

/** The inputs of a case. `root` is the folder that holds `shared/`. */
export function inputsOf(golden: Golden, root: string): Inputs {
  const given = (name: string): InputSpec => {
    const input = golden.input[name];
    if (input === undefined) throw new RangeError(`${golden.id} has no input ${name}`);
    return input;
  };
  const column = (name: string) => columnOf(given(name), root);
  return {
    column,
    numbers: (name) => column(name).filter((value): value is number => typeof value === 'number'),
    texts: (name) => column(name).filter((value): value is string => typeof value === 'string'),
    matrix: (name) => given(name).values as unknown as number[][],
    number: (name) => Number(given(name)),
    table(columns, rows) {
      const file = String(golden.input.file);
      const source = { root: join('shared', 'data'), file, type: 'number' as const, rows };
      const read = columns.map((name) => columnOf({ ...source, column: name }, root).map(Number));
      return (read[0] ?? []).map((_, row) => read.map((values) => values[row] ?? Number.NaN));
    },
    raw: (name) => golden.input[name],
  };
}
