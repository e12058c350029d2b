import * as z from 'zod';
import type { Row, Value } from './column';

/**
 * A typed condition on one row: data, never text to be run. Two-valued: a comparison with a missing value is
 * false, so `not` of it is true. Text compares with text and numbers with numbers; across types nothing is equal.
 */
export type Condition =
  | { all: Condition[] }
  | { any: Condition[] }
  | { not: Condition }
  | { column: string; op: Comparison; value: number | string | boolean }
  | { column: string; op: 'in'; values: (number | string)[] }
  | { column: string; op: 'missing' };

export const comparison = z.enum(['eq', 'ne', 'lt', 'le', 'gt', 'ge', 'contains']);
export type Comparison = z.infer<typeof comparison>;

const column = z.string().min(1).max(200).meta({ title: 'Column', widget: 'column' });
const scalar = z.union([z.number(), z.string().max(1000), z.boolean()]);

/** At most 8 levels and 100 parts: a person wrote it, and it must stay cheap. */
const DEPTH_MAX = 8;
const PARTS_MAX = 100;

const anyDepth: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    z.strictObject({ all: z.array(anyDepth).min(1).max(PARTS_MAX) }),
    z.strictObject({ any: z.array(anyDepth).min(1).max(PARTS_MAX) }),
    z.strictObject({ not: anyDepth }),
    z.strictObject({ column, op: comparison, value: scalar }),
    z.strictObject({
      column,
      op: z.literal('in'),
      values: z.array(z.union([z.number(), z.string().max(1000)])).max(1000),
    }),
    z.strictObject({ column, op: z.literal('missing') }),
  ]),
);

export const condition = anyDepth
  .refine((c) => depthOf(c) <= DEPTH_MAX, { error: `at most ${DEPTH_MAX} levels deep` })
  .refine((c) => columnsOf(c).length <= PARTS_MAX, { error: `at most ${PARTS_MAX} comparisons` })
  .meta({ title: 'Condition', widget: 'condition' });

function partsOf(c: Condition): Condition[] {
  if ('all' in c) return c.all;
  if ('any' in c) return c.any;
  if ('not' in c) return [c.not];
  return [];
}

function depthOf(c: Condition): number {
  return 1 + Math.max(0, ...partsOf(c).map(depthOf));
}

/** Every column that the condition reads, a comparison each. */
export function columnsOf(c: Condition): string[] {
  return 'column' in c ? [c.column] : partsOf(c).flatMap(columnsOf);
}

/** Whether a row meets the condition. */
export function matches(c: Condition, row: Row): boolean {
  if ('all' in c) return c.all.every((part) => matches(part, row));
  if ('any' in c) return c.any.some((part) => matches(part, row));
  if ('not' in c) return !matches(c.not, row);
  const value = row.get(c.column) ?? null;
  if (c.op === 'missing') return value === null;
  if (value === null) return false;
  if (c.op === 'in') return c.values.some((wanted) => wanted === value);
  return compare(c.op, value, c.value);
}

function compare(op: Comparison, value: Exclude<Value, null>, wanted: number | string | boolean): boolean {
  if (typeof value !== typeof wanted) return false;
  switch (op) {
    case 'eq':
      return value === wanted;
    case 'ne':
      return value !== wanted;
    case 'lt':
      return value < wanted;
    case 'le':
      return value <= wanted;
    case 'gt':
      return value > wanted;
    case 'ge':
      return value >= wanted;
    case 'contains':
      return typeof value === 'string' && value.includes(String(wanted));
  }
}
