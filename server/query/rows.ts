import type { JS } from '@duckdb/node-api';
import type { Span } from '@/lib/core/time';
import { EVENT_TIME, type Row, type Value } from '@/lib/tally/column';
import type { ReadOptions } from '@/server/events/database';
import { createArgs, quoteWhole } from '@/server/events/quote';
import type { EventStore } from '@/server/events/store';
import { type Relation, type Resolved, resolve, rowsSql } from './relation';

export type SampleWish = { relation: Relation; columns: readonly string[]; n: number; span: Span | null };

/** At most n rows, the same ones every time: those whose hash is lowest. */
export async function readSample(
  events: EventStore,
  wish: SampleWish,
  options: ReadOptions = {},
): Promise<Row[]> {
  const resolved = await resolve(events, wish.relation);
  const values = wish.columns.flatMap((name) => resolved.columns.get(name)?.sql ?? []);
  const parts = [resolved.time, ...values].filter((sql) => sql !== null);
  const whole = parts.length > 0 ? `hash((${parts.join(', ')}, 0))` : '0';
  const order =
    resolved.id === null
      ? whole
      : `CASE WHEN ${resolved.id} IS NULL THEN ${whole} ELSE hash(${resolved.id}) END`;
  const tie = [resolved.id, ...parts].filter((sql) => sql !== null).map((sql) => `, ${sql}`);
  return readRows(events, { resolved, ...wish, order: `${order}${tie.join('')}` }, options);
}

/** The latest rows, latest first; for a file without times, its first ones. */
export async function readLastRows(
  events: EventStore,
  wish: SampleWish,
  options: ReadOptions = {},
): Promise<Row[]> {
  const resolved = await resolve(events, wish.relation);
  return readRows(
    events,
    { resolved, ...wish, order: resolved.time === null ? null : `${resolved.time} DESC` },
    options,
  );
}

type RowsInput = {
  resolved: Resolved;
  columns: readonly string[];
  n: number;
  span: Span | null;
  order: string | null;
};

async function readRows(events: EventStore, input: RowsInput, options: ReadOptions): Promise<Row[]> {
  const { resolved, columns, n, span, order } = input;
  const args = createArgs();
  const known = columns.filter((name) => resolved.columns.has(name));
  const select = known.map((name) => {
    const column = resolved.columns.get(name);
    return column?.type === 'time' ? `${column.sql}::DOUBLE` : (column?.sql ?? 'NULL');
  });
  const rows = rowsSql(resolved, { span, uses: known, args });
  const sql = `SELECT ${[...select, '0'].join(', ')} ${rows}${order ? ` ORDER BY ${order}` : ''} LIMIT ${quoteWhole(n)}`;
  const reader = await events.read((c) => c.runAndReadAll(sql, args.values), options);
  return reader.getRowsJS().map((row) => new Map(known.map((name, i) => [name, asValue(row[i])])));
}

function asValue(value: JS | undefined): Value {
  if (typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean') return value;
  return null;
}

/** How many rows each bucket has; empty buckets are not there. */
export async function readVolume(
  events: EventStore,
  wish: { relation: Relation; span: Span; bucketMs: number },
  options: ReadOptions = {},
): Promise<Map<number, number>> {
  const resolved = await resolve(events, wish.relation);
  if (resolved.time === null) return new Map();
  const args = createArgs();
  const b = quoteWhole(wish.bucketMs);
  const bucket = `(${resolved.time} - (${resolved.time} % ${b} + ${b}) % ${b})::DOUBLE`;
  const rows = rowsSql(resolved, { span: wish.span, uses: [], args });
  const sql = `SELECT ${bucket}, count(*)::DOUBLE ${rows} GROUP BY 1 ORDER BY 1`;
  const reader = await events.read((c) => c.runAndReadAll(sql, args.values), options);
  return new Map(reader.getRowsJS().map(([at, n]) => [Number(at), Number(n)]));
}

/** The event times from the first to just after the last row, and how many rows there are. Null span where none has a time. */
export async function readTimeRange(
  events: EventStore,
  relation: Relation,
  options: ReadOptions = {},
): Promise<{ span: Span | null; rows: number }> {
  const resolved = await resolve(events, relation);
  const args = createArgs();
  const rows = rowsSql(resolved, { span: null, uses: [EVENT_TIME], args });
  const time = resolved.time ?? 'NULL';
  const sql = `SELECT min(${time})::DOUBLE, max(${time})::DOUBLE, count(*)::DOUBLE ${rows}`;
  const reader = await events.read((c) => c.runAndReadAll(sql, args.values), options);
  const [from, to, count] = reader.getRowsJS()[0] ?? [];
  const span = typeof from === 'number' && typeof to === 'number' ? { from, to: to + 1 } : null;
  return { span, rows: Number(count ?? 0) };
}
