import type { ColumnType } from '@/lib/tally/column';
import type { Column, Computed, Operand } from '@/lib/tally/computed';
import { type Args, quoteNumber } from '@/server/events/quote';
import { conditionSql } from './conditionSql';

/** What SQL must know of a column: what it holds, and how it is read. */
export type ColumnSql = { type: ColumnType; sql: string };
type Columns = ReadonlyMap<string, ColumnSql>;

/** What a column holds; undefined where the data does not have it. */
export function columnTypeOf(column: Column, columns: Columns): ColumnType | undefined {
  if (typeof column === 'string') return columns.get(column)?.type;
  return 'is' in column ? 'boolean' : 'number';
}

/** A column as SQL that gives what `readColumn` gives; undefined where the data does not have it. */
export function columnSql(column: Column, columns: Columns, args: Args): ColumnSql | undefined {
  if (typeof column === 'string') return columns.get(column);
  if ('is' in column) return { type: 'boolean', sql: conditionSql(column.is, columns, args) };
  return { type: 'number', sql: computedSql(column, columns, args) };
}

/** The operand as a DOUBLE. */
function operandSql(operand: Operand, columns: Columns, args: Args): string {
  if (typeof operand === 'number') return quoteNumber(operand);
  const column = columnSql(operand, columns, args);
  if (!column || column.type === 'text') return 'NULL::DOUBLE';
  return column.type === 'number' ? column.sql : `CAST(${column.sql} AS DOUBLE)`;
}

function computedSql(column: Exclude<Computed, { is: unknown }>, columns: Columns, args: Args): string {
  const a = operandSql(column.a, columns, args);
  if (!('b' in column)) return UNARY[column.op](a);
  return BINARY[column.op](a, operandSql(column.b, columns, args));
}

// A comparison with NULL is none, so that what is missing falls through; NaN is the greatest number in SQL.
const max = (a: string, b: string) => `(CASE WHEN ${a} < ${b} THEN ${b} WHEN ${a} >= ${b} THEN ${a} END)`;

const BINARY = {
  add: (a: string, b: string) => `(${a} + ${b})`,
  sub: (a: string, b: string) => `(${a} - ${b})`,
  mul: (a: string, b: string) => `(${a} * ${b})`,
  div: (a: string, b: string) => `(${a} / nullif(${b}, 0e0))`,
  min: (a: string, b: string) => `(-${max(`(-${a})`, `(-${b})`)})`,
  max,
};

const UNARY = {
  abs: (a: string) => `abs(${a})`,
  square: (a: string) => `(${a} * ${a})`,
  ln: (a: string) => `ln(CASE WHEN ${a} > 0e0 THEN ${a} END)`,
  /** ln(u) × a / (u - 1) with u = 1 + a makes good what the sum has lost (Kahan; Goldberg 1991, theorem 4). */
  log1p: (a: string) => {
    const u = `(1e0 + ${a})`;
    const exact = `ln(${u}) * (${a} / (${u} - 1e0))`;
    return `(CASE WHEN ${a} <= -1e0 THEN NULL WHEN isinf(${a}) OR ${u} = 1e0 THEN ${a} ELSE ${exact} END)`;
  },
};
