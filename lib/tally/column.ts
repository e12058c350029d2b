import * as z from 'zod';

/** What a column holds. `time` is milliseconds since the epoch. */
export const columnType = z.enum(['number', 'text', 'boolean', 'time']);
export type ColumnType = z.infer<typeof columnType>;

/** What a column means to a monitor. */
export const columnRole = z.enum([
  'id',
  'timestamp',
  'prediction',
  'score',
  'label',
  'feature',
  'group',
  'latency',
  'tokens',
  'cost',
  'prompt',
  'response',
  'context',
  'system_prompt',
  'model_version',
  'other',
]);
export type ColumnRole = z.infer<typeof columnRole>;

export const columnInfo = z.strictObject({
  name: z.string().min(1).max(200),
  type: columnType,
  role: columnRole,
  /** The text column that this one was computed from, where it did not come with the data. */
  derivedFrom: z.string().exactOptional(),
});
export type ColumnInfo = z.infer<typeof columnInfo>;

/** One value of a row. `null` is a missing value; a number may be NaN or infinite and is then not missing. */
export type Value = number | string | boolean | null;

/** A row under the names of its columns. A Map, because names come from outside and may be `__proto__`. */
export type Row = ReadonlyMap<string, Value>;

/** The event time, usable wherever a column name is. */
export const EVENT_TIME = '$time';
