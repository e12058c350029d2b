import type { ColumnInfo, ColumnType } from '@/lib/tally/column';
import type { Comparison, Condition } from '@/lib/tally/condition';
import { readNumber, readScalar } from './fields';

/** A condition as its form has it: rows in groups. `none` is `not any`. */
export type Group = { join: 'all' | 'any' | 'none'; parts: readonly (Group | Comparing)[] };
export type ComparisonOp = Comparison | 'in' | 'missing';
type Single = string | number | boolean;
export type Comparing = {
  column: string;
  op: ComparisonOp;
  value: Single | readonly (string | number)[] | null;
};

export const isGroup = (part: Group | Comparing): part is Group => 'join' in part;

export function toGroup(value: unknown): Group {
  const part = isCondition(value) ? partOf(value) : null;
  if (!part) return { join: 'all', parts: [] };
  return isGroup(part) ? part : { join: 'all', parts: [part] };
}

function partOf(c: Condition): Group | Comparing {
  if ('all' in c) return { join: 'all', parts: c.all.map(partOf) };
  if ('any' in c) return { join: 'any', parts: c.any.map(partOf) };
  if ('not' in c) {
    return 'any' in c.not
      ? { join: 'none', parts: c.not.any.map(partOf) }
      : { join: 'none', parts: [partOf(c.not)] };
  }
  if (c.op === 'missing') return { column: c.column, op: 'missing', value: null };
  return { column: c.column, op: c.op, value: c.op === 'in' ? c.values : c.value };
}

/** A single row needs no group around it. */
export function toCondition(group: Group): Condition {
  const parts = group.parts.map((part) => (isGroup(part) ? toCondition(part) : comparisonOf(part)));
  const [only] = parts;
  if (group.join === 'none') return { not: parts.length === 1 && only ? only : { any: parts } };
  if (parts.length === 1 && only) return only;
  return group.join === 'all' ? { all: parts } : { any: parts };
}

function comparisonOf({ column, op, value }: Comparing): Condition {
  if (op === 'missing') return { column, op };
  if (op === 'in') return { column, op, values: Array.isArray(value) ? [...value] : [] };
  return { column, op, value: Array.isArray(value) ? (value[0] ?? '') : ((value as Single | null) ?? '') };
}

function isCondition(value: unknown): value is Condition {
  if (typeof value !== 'object' || value === null) return false;
  if ('all' in value) return Array.isArray(value.all) && value.all.every(isCondition);
  if ('any' in value) return Array.isArray(value.any) && value.any.every(isCondition);
  if ('not' in value) return isCondition(value.not);
  return 'column' in value && typeof value.column === 'string' && 'op' in value;
}

export function blank(columns: readonly ColumnInfo[]): Comparing {
  return { column: columns.length === 1 ? (columns[0]?.name ?? '') : '', op: 'eq', value: '' };
}

/** What can be asked of a column of a type. */
export function operatorsFor(type: ColumnType | undefined): ComparisonOp[] {
  if (type === 'number' || type === 'time') return ['eq', 'ne', 'gt', 'ge', 'lt', 'le', 'in', 'missing'];
  if (type === 'boolean') return ['eq', 'ne', 'missing'];
  if (type === 'text') return ['eq', 'ne', 'contains', 'in', 'missing'];
  return ['eq', 'ne', 'gt', 'ge', 'lt', 'le', 'contains', 'in', 'missing'];
}

export function withOp(part: Comparing, op: ComparisonOp): Comparing {
  const { value } = part;
  if (op === 'missing') return { ...part, op, value: null };
  if (op === 'in') return { ...part, op, value: isList(value) ? value : listOf(value) };
  return { ...part, op, value: isList(value) ? (value[0] ?? '') : (value ?? '') };
}

const isList = (value: Comparing['value']): value is readonly (string | number)[] => Array.isArray(value);
const listOf = (value: Comparing['value']): (string | number)[] =>
  value === null || value === '' || typeof value === 'boolean' || isList(value) ? [] : [value];

export function shownValue({ value }: Comparing): string {
  if (value === null) return '';
  return isList(value) ? value.join(', ') : String(value);
}

/** What was typed, as the type of the column wants it. */
export function readValue(
  op: ComparisonOp,
  typed: string,
  type: ColumnType | undefined,
): { ok: true; value: unknown } | { ok: false; error: string } {
  if (op !== 'in') return readOne(typed, type);
  const parts = typed
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)
    .map((part) => readOne(part, type));
  const wrong = parts.find((part) => !part.ok);
  if (wrong) return wrong;
  return { ok: true, value: parts.flatMap((part) => (part.ok ? [part.value] : [])) };
}

function readOne(
  typed: string,
  type: ColumnType | undefined,
): { ok: true; value: unknown } | { ok: false; error: string } {
  if (type === 'text') return { ok: true, value: typed };
  if (type === 'number' || type === 'time') {
    const value = readNumber(typed);
    return value === null ? { ok: false, error: 'expected a number' } : { ok: true, value };
  }
  if (type === 'boolean') {
    const word = typed.trim().toLowerCase();
    if (word === 'true' || word === 'false') return { ok: true, value: word === 'true' };
    return { ok: false, error: 'expected true or false' };
  }
  return { ok: true, value: readScalar(typed) };
}
