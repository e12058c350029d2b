import type { Row, Value } from './column';
import { type Condition, columnsOf, matches } from './condition';
import { identityOf } from './key';
import { hashOf } from './rowHash';

/**
 * A column by its name, or one that is worked out of others row by row: data, never text to be run. Names stay
 * plain text, so that a stored tally is still found.
 */
export type Column = string | Computed;

/**
 * A computed column. Arithmetic gives a number: what holds text counts as missing, true as 1, false as 0 and a time
 * as its milliseconds. Missing in, missing out; a division by 0 and a logarithm of what has none are missing too.
 * Infinite and NaN follow IEEE 754. `hash` stands for the values of columns, missing ones too, in 52 bits. `is` gives true or false, for a row with missing values too (see `Condition`).
 *
 * `ln` is the natural logarithm, `log1p` that of 1 + a, exact for small a. The two may differ in the last digit from
 * one machine to another, all others may not: keys on a logarithm are for display, not for limits.
 */
export type Computed =
  | { op: 'add' | 'sub' | 'mul' | 'div' | 'min' | 'max'; a: Operand; b: Operand }
  | { op: 'abs' | 'square' | 'ln' | 'log1p'; a: Operand }
  | { is: Condition }
  | { hash: readonly Column[] };

/** A column or a constant, which must be finite. SQL repeats its text, so a few levels deep at most. */
export type Operand = Column | number;

/** The names of the columns that must be read; one may come twice. */
export function namesIn(column: Operand): string[] {
  if (typeof column === 'number') return [];
  if (typeof column === 'string') return [column];
  if ('is' in column) return columnsOf(column.is);
  if ('hash' in column) return column.hash.flatMap(namesIn);
  return 'b' in column ? [...namesIn(column.a), ...namesIn(column.b)] : namesIn(column.a);
}

/** The same text for the same column; a name for itself. */
export function columnText(column: Column): string {
  return typeof column === 'string' ? column : JSON.stringify(column);
}

/** The value of a column in a row. */
export function readColumn(column: Column, row: Row): Value {
  if (typeof column === 'string') return row.get(column) ?? null;
  return 'is' in column ? matches(column.is, row) : readNumber(column, row);
}

/** The same as a number: true is 1, false 0, text missing. */
export function readNumber(operand: Operand, row: Row): number | null {
  if (typeof operand === 'number') return operand;
  if (typeof operand === 'string' || 'is' in operand) return asNumber(readColumn(operand, row));
  if ('hash' in operand) return hashOf(operand.hash.map((column) => identityOf(readColumn(column, row))));
  const a = readNumber(operand.a, row);
  if (a === null) return null;
  if (!('b' in operand)) return unary(operand.op, a);
  const b = readNumber(operand.b, row);
  return b === null ? null : binary(operand.op, a, b);
}

function asNumber(value: Value): number | null {
  return typeof value === 'string' || value === null ? null : Number(value);
}

function binary(op: Extract<Computed, { b: Operand }>['op'], a: number, b: number): number | null {
  switch (op) {
    case 'add':
      return a + b;
    case 'sub':
      return a - b;
    case 'mul':
      return a * b;
    case 'div':
      return b === 0 ? null : a / b;
    case 'min':
      return Math.min(a, b);
    case 'max':
      return Math.max(a, b);
  }
}

function unary(op: 'abs' | 'square' | 'ln' | 'log1p', a: number): number | null {
  switch (op) {
    case 'abs':
      return Math.abs(a);
    case 'square':
      return a * a;
    case 'ln':
      return a <= 0 ? null : Math.log(a);
    case 'log1p':
      return a <= -1 ? null : Math.log1p(a);
  }
}
