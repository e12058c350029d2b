import type { Span } from '@/lib/core/time';
import { type Column, namesIn } from '@/lib/tally/computed';
import { type Profile, type ProfileNeed, type Profiles, profileKey } from '@/lib/tally/profile';
import type { ReadOptions } from '@/server/events/database';
import { createArgs, quoteWhole } from '@/server/events/quote';
import type { EventStore } from '@/server/events/store';
import { type ColumnSql, columnSql } from './computedSql';
import { textOrder } from './conditionSql';
import { type Relation, type Resolved, resolve, rowsSql } from './relation';

export type ProfileWish = { relation: Relation; span: Span | null; needs: readonly ProfileNeed[] };

/** What the needs ask of the rows, to be pinned. A column that is not there has no quantiles and no values. */
export async function readProfiles(
  events: EventStore,
  wish: ProfileWish,
  options: ReadOptions = {},
): Promise<Profiles> {
  const resolved = await resolve(events, wish.relation);
  const profiles = new Map<string, Profile>();
  const quantiles = wish.needs.filter((need) => need.kind === 'quantiles');
  const tops = wish.needs.filter((need) => need.kind === 'top');
  await readQuantiles(events, { resolved, span: wish.span, needs: quantiles, into: profiles }, options);
  for (const need of tops) {
    const values = await readTop(
      events,
      { resolved, span: wish.span, column: need.column, k: need.k },
      options,
    );
    profiles.set(profileKey(need), { kind: 'top', values: values.map((v) => v.value) });
  }
  return Object.fromEntries(profiles);
}

type QuantileNeed = Extract<ProfileNeed, { kind: 'quantiles' }>;
type QuantilesInput = {
  resolved: Resolved;
  span: Span | null;
  needs: readonly QuantileNeed[];
  into: Map<string, Profile>;
};

async function readQuantiles(events: EventStore, input: QuantilesInput, options: ReadOptions): Promise<void> {
  for (const need of input.needs) {
    const values = await quantilesOf(events, { ...input, need }, options);
    input.into.set(profileKey(need), { kind: 'quantiles', values });
  }
}

/**
 * Sorts the column and picks the few places that the quantiles lie between. DuckDB's own `quantile_cont` searches
 * the values anew for each quantile: minutes for a million rows, where one sort takes a tenth of a second.
 */
async function quantilesOf(
  events: EventStore,
  { resolved, span, need }: { resolved: Resolved; span: Span | null; need: QuantileNeed },
  options: ReadOptions,
): Promise<number[]> {
  const args = createArgs();
  const x = numberSql(columnSql(need.column, resolved.columns, args));
  if (x === null) return [];
  const rows = rowsSql(resolved, { span, uses: namesIn(need.column), args });
  const finite = `SELECT x FROM (SELECT ${x} AS x ${rows}) WHERE isfinite(x)`;
  return events.read(async (connection) => {
    const counted = await connection.runAndReadAll(`SELECT count(*)::DOUBLE FROM (${finite})`, args.values);
    const count = Number(counted.getRowsJS()[0]?.[0] ?? 0);
    if (count === 0) return [];
    const ranks = Array.from({ length: need.n + 1 }, (_, i) => (i * (count - 1)) / need.n);
    const wanted = [...new Set(ranks.flatMap((rank) => [Math.floor(rank), Math.ceil(rank)]))];
    const sorted = `SELECT x, row_number() OVER (ORDER BY x) - 1 AS place FROM (${finite})`;
    const sql = `SELECT place::DOUBLE, x FROM (${sorted}) WHERE place IN (${wanted.map(quoteWhole).join(', ')})`;
    const picked = await connection.runAndReadAll(sql, args.values);
    const at = new Map(picked.getRowsJS().map(([place, value]) => [Number(place), Number(value)]));
    return ranks.map(
      (rank) => between(at.get(Math.floor(rank)) ?? 0, at.get(Math.ceil(rank)) ?? 0, rank % 1) + 0,
    );
  }, options);
}

/** The point at `share` of the way; written so that equal ends give themselves and nothing overflows. */
function between(lo: number, hi: number, share: number): number {
  if (lo === hi) return lo;
  const width = hi - lo;
  return Number.isFinite(width) ? lo + width * share : lo * (1 - share) + hi * share;
}

/** The column as a DOUBLE, or null where it holds no numbers. */
export function numberSql(column: ColumnSql | undefined): string | null {
  if (!column || column.type === 'text' || column.type === 'boolean') return null;
  return column.type === 'number' ? column.sql : `CAST(${column.sql} AS DOUBLE)`;
}

export type TopInput = { resolved: Resolved; span: Span | null; column: Column; k: number };

/** The most frequent values, most frequent first, ties by `compareValues`. Booleans as text, as in keys. */
export async function readTop(
  events: EventStore,
  { resolved, span, column: name, k }: TopInput,
  options: ReadOptions = {},
): Promise<{ value: string | number; rows: number }[]> {
  const args = createArgs();
  const column = columnSql(name, resolved.columns, args);
  if (!column) return [];
  const x = numberSql(column);
  const key = x ?? `CAST(${column.sql} AS VARCHAR)`;
  const order = x === null ? textOrder('key') : 'key';
  const rows = rowsSql(resolved, { span, uses: namesIn(name), args });
  const some = x === null ? `${column.sql} IS NOT NULL` : `isfinite(${x})`;
  const where = `${rows.includes(' WHERE ') ? 'AND' : 'WHERE'} ${some}`;
  const sql = `SELECT key, n FROM (SELECT ${key} AS key, count(*)::DOUBLE AS n ${rows} ${where} GROUP BY 1)
    ORDER BY n DESC, ${order} LIMIT ${quoteWhole(k)}`;
  const reader = await events.read((c) => c.runAndReadAll(sql, args.values), options);
  return reader.getRowsJS().map(([value, n]) => ({
    value: typeof value === 'number' ? value + 0 : String(value),
    rows: Number(n),
  }));
}
