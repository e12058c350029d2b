import type { ColumnType } from '@/lib/tally/column';
import type { Column, Computed, Operand } from '@/lib/tally/computed';
import { HASH_SALT, HASH_SEPARATOR, PLAIN, WHOLE_MAX } from '@/lib/tally/rowHash';
import { type Args, quoteNumber, quoteText } from '@/server/events/quote';
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
  if ('hash' in column) return { type: 'number', sql: hashSql(column.hash, columns, args) };
  return { type: 'number', sql: computedSql(column, columns, args) };
}

/** The operand as a DOUBLE. */
function operandSql(operand: Operand, columns: Columns, args: Args): string {
  if (typeof operand === 'number') return quoteNumber(operand);
  const column = columnSql(operand, columns, args);
  if (!column || column.type === 'text') return 'NULL::DOUBLE';
  return column.type === 'number' ? column.sql : `CAST(${column.sql} AS DOUBLE)`;
}

function computedSql(
  column: Exclude<Computed, { is: unknown } | { hash: unknown }>,
  columns: Columns,
  args: Args,
): string {
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

/** `hashOf` of the values of columns, as a DOUBLE. */
export function hashSql(columns: readonly Column[], known: Columns, args: Args): string {
  const texts = columns.map((column) => valueText(columnSql(column, known, args)));
  const parts = [quoteText(HASH_SALT), ...texts.flatMap((text) => [quoteText(HASH_SEPARATOR), text])];
  return `CAST(CAST('0x' || substr(md5(concat(${parts.join(', ')})), 1, 13) AS BIGINT) AS DOUBLE)`;
}

function valueText(column: ColumnSql | undefined): string {
  if (!column) return "'-'";
  const { type, sql } = column;
  const isNumber = type === 'number' || type === 'time';
  const x = type === 'time' ? `CAST(${sql} AS DOUBLE)` : sql;
  return `CASE WHEN ${sql} IS NULL THEN '-' ELSE '=' || ${isNumber ? numberText(x) : `CAST(${sql} AS VARCHAR)`} END`;
}

/** Mantissa and exponent of a double; log2 may be off by one where it rounds, and is put right by comparing. */
function numberText(x: string): string {
  const size = `abs(${x})`;
  const guess = `floor(log2(${size}))`;
  const moved = `${guess} + CASE WHEN ${size} < pow(2e0, ${guess}) THEN -1 WHEN ${size} >= pow(2e0, ${guess} + 1) THEN 1 ELSE 0 END`;
  const octave = `greatest(-1022e0, ${moved})`;
  const whole = (value: string) => `CAST(CAST(${value} AS BIGINT) AS VARCHAR)`;
  return `CASE WHEN isnan(${x}) THEN 'NaN' WHEN isinf(${x}) THEN CASE WHEN ${x} > 0 THEN 'Infinity' ELSE '-Infinity' END
    WHEN ${x} = trunc(${x}) AND ${size} < ${quoteNumber(WHOLE_MAX)} THEN ${whole(x)}
    WHEN ${size} >= ${quoteNumber(PLAIN.from)} AND ${size} < ${quoteNumber(PLAIN.below)} THEN ${whole(`trunc(${x} * ${quoteNumber(PLAIN.scale)})`)} || 'f'
    ELSE ${whole(`${x} / pow(2e0, ${octave} - 52)`)} || 'p' || ${whole(octave)} END`;
}
