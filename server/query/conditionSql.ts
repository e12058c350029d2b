import type { ColumnType } from '@/lib/tally/column';
import type { Comparison, Condition } from '@/lib/tally/condition';
import { type Args, quoteNumber } from '@/server/events/quote';

type Columns = ReadonlyMap<string, { type: ColumnType; sql: string }>;
type Scalar = number | string | boolean;

/** The condition as SQL that is never NULL and says what `matches` says for every row. */
export function conditionSql(condition: Condition, columns: Columns, args: Args): string {
  const inner = (part: Condition) => conditionSql(part, columns, args);
  if ('all' in condition) return `(${condition.all.map(inner).join(' AND ') || 'TRUE'})`;
  if ('any' in condition) return `(${condition.any.map(inner).join(' OR ') || 'FALSE'})`;
  if ('not' in condition) return `(NOT ${inner(condition.not)})`;
  const column = columns.get(condition.column);
  if (!column) return condition.op === 'missing' ? 'TRUE' : 'FALSE';
  if (condition.op === 'missing') return `(${column.sql} IS NULL)`;
  if (condition.op === 'in') return oneOf(column, condition.values, args);
  return compare(column, condition, args);
}

/** What `typeof` says of the column's values. */
export const kindOf = (type: ColumnType): 'number' | 'string' | 'boolean' =>
  type === 'text' ? 'string' : type === 'boolean' ? 'boolean' : 'number';

type Column = { type: ColumnType; sql: string };

function oneOf(column: Column, values: readonly (number | string)[], args: Args): string {
  const literals = values
    .filter((v) => typeof v === kindOf(column.type) && isStorable(v))
    .map((v) => literal(v, args));
  return literals.length === 0 ? 'FALSE' : `coalesce(${column.sql} IN (${literals.join(', ')}), FALSE)`;
}

function compare(column: Column, { op, value }: { op: Comparison; value: Scalar }, args: Args): string {
  const x = column.sql;
  if (typeof value !== kindOf(column.type)) return 'FALSE';
  if (!isStorable(value)) return op === 'ne' ? `(${x} IS NOT NULL)` : 'FALSE';
  if (op === 'contains')
    return typeof value === 'string' ? `coalesce(contains(${x}, ${args.bind(value)}), FALSE)` : 'FALSE';
  const ordered = op !== 'eq' && op !== 'ne';
  const text = typeof value === 'string' && ordered;
  const left = text ? textOrder(x) : x;
  const right = text ? textOrder(literal(value, args)) : literal(value, args);
  // NaN is the greatest number in SQL and unordered here.
  const guard = column.type === 'number' && (op === 'gt' || op === 'ge') ? ` AND NOT isnan(${x})` : '';
  return `coalesce(${left} ${OPERATORS[op]} ${right}${guard}, FALSE)`;
}

const OPERATORS: Record<Exclude<Comparison, 'contains'>, string> = {
  eq: '=',
  ne: '<>',
  lt: '<',
  le: '<=',
  gt: '>',
  ge: '>=',
};

/** Whether the store can hold the value at all; NaN equals nothing, half a surrogate pair is no Unicode. */
function isStorable(value: Scalar): boolean {
  if (typeof value === 'number') return !Number.isNaN(value);
  return typeof value === 'boolean' || !/\p{Surrogate}/u.test(value);
}

function literal(value: Scalar, args: Args): string {
  if (typeof value === 'number') return quoteNumber(value);
  return typeof value === 'boolean' ? String(value).toUpperCase() : args.bind(value);
}

/**
 * Text that sorts by code point as the original sorts by UTF-16 unit: SQL compares UTF-8, where the characters
 * from U+E000 to U+FFFF come before those beyond, and JavaScript has them after.
 */
export function textOrder(sql: string): string {
  return `regexp_replace(${sql}, '([\\x{E000}-\\x{FFFF}])', chr(1114111) || '\\1', 'g')`;
}
