import type { Span } from '@/lib/core/time';
import type { ColumnInfo } from '@/lib/tally/column';
import type { ReadOptions } from '@/server/events/database';
import { createArgs } from '@/server/events/quote';
import type { EventStore } from '@/server/events/store';
import { numberSql, readTop } from './profile';
import { type Relation, type Resolved, resolve, rowsSql, type SqlColumn } from './relation';

/** What a column's values are like, for the page of its stream. */
export type ColumnStats = ColumnInfo & {
  rows: number;
  /** Share of rows without a value, in [0, 1]; null where there are no rows. */
  missing: number | null;
  /** About how many different values there are. */
  distinct: number;
  /** Of the finite values; null for text. */
  min: number | null;
  max: number | null;
  mean: number | null;
  top: readonly { value: string | number; rows: number }[];
};

/** How many of the most frequent values are listed. */
const TOP_K = 8;
/** Beyond this many different values the list of frequent ones says nothing and costs much. */
const TOP_DISTINCT_MAX = 10_000;

/** Stats of all columns, or of those named, in one scan (and one more for each column's frequent values). */
export async function readColumnStats(
  events: EventStore,
  wish: { relation: Relation; span: Span | null; columns?: readonly string[] },
  options: ReadOptions = {},
): Promise<ColumnStats[]> {
  const resolved = await resolve(events, wish.relation);
  const columns = [...resolved.columns.values()].filter(
    (c) => wish.columns?.includes(c.name) ?? !c.name.startsWith('$'),
  );
  const args = createArgs();
  const rows = rowsSql(resolved, { span: wish.span, uses: columns.map((c) => c.name), args });
  const sql = `SELECT count(*)::DOUBLE${columns.map(statsSql).join('')} ${rows}`;
  const reader = await events.read((c) => c.runAndReadAll(sql, args.values), options);
  const answer = reader.getRowsJS()[0] ?? [];
  const count = Number(answer[0] ?? 0);
  const stats: ColumnStats[] = [];
  for (const [i, { name, type, role }] of columns.entries()) {
    const [there, distinct, min, max, mean] = answer.slice(1 + i * 5, 6 + i * 5);
    const few = Number(distinct) <= TOP_DISTINCT_MAX && role !== 'id' && role !== 'timestamp';
    const top = few ? await topOf(events, { resolved, span: wish.span, column: name }, options) : [];
    stats.push({
      name,
      type,
      role,
      rows: count,
      missing: count > 0 ? 1 - Number(there) / count : null,
      distinct: Number(distinct),
      min: numeric(min),
      max: numeric(max),
      mean: numeric(mean),
      top,
    });
  }
  return stats;
}

const numeric = (value: unknown): number | null =>
  typeof value === 'number' && Number.isFinite(value) ? value : null;

function statsSql(column: SqlColumn): string {
  const x = numberSql(column);
  const finite = x === null ? '' : ` FILTER (WHERE isfinite(${x}))`;
  const extreme = (f: string) => (x === null ? 'NULL' : `${f}(${x})${finite}`);
  const distinct = `approx_count_distinct(${column.sql})::DOUBLE`;
  return `, count(${column.sql})::DOUBLE, ${distinct}, ${extreme('min')}, ${extreme('max')}, ${extreme('avg')}`;
}

function topOf(
  events: EventStore,
  input: { resolved: Resolved; span: Span | null; column: string },
  options: ReadOptions,
): Promise<{ value: string | number; rows: number }[]> {
  return readTop(events, { ...input, k: TOP_K }, options);
}
