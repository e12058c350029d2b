import type { Span } from '@/lib/core/time';
import { type Profile, type ProfileNeed, type Profiles, profileKey } from '@/lib/tally/profile';
import type { ReadOptions } from '@/server/events/database';
import { createArgs, quoteNumber, quoteWhole } from '@/server/events/quote';
import type { EventStore } from '@/server/events/store';
import { textOrder } from './conditionSql';
import { type Relation, type Resolved, resolve, rowsSql, type SqlColumn } from './relation';

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
  const { resolved, span, needs, into } = input;
  const select: string[] = [];
  const asked: QuantileNeed[] = [];
  for (const need of needs) {
    into.set(profileKey(need), { kind: 'quantiles', values: [] });
    const x = numberSql(resolved.columns.get(need.column));
    if (x === null) continue;
    const at = Array.from({ length: need.n + 1 }, (_, i) => quoteNumber(i / need.n));
    select.push(`quantile_cont(${x}, [${at.join(', ')}]) FILTER (WHERE isfinite(${x}))`);
    asked.push(need);
  }
  if (asked.length === 0) return;
  const args = createArgs();
  const rows = rowsSql(resolved, { span, uses: asked.map((need) => need.column), args });
  const reader = await events.read(
    (c) => c.runAndReadAll(`SELECT ${select.join(', ')} ${rows}`, args.values),
    options,
  );
  const answer = reader.getRowsJS()[0] ?? [];
  asked.forEach((need, i) => {
    const list = answer[i];
    const values = Array.isArray(list) ? list.map(Number).filter(Number.isFinite) : [];
    into.set(profileKey(need), { kind: 'quantiles', values: values.map((v) => v + 0) });
  });
}

/** The column as a DOUBLE, or null where it holds no numbers. */
export function numberSql(column: SqlColumn | undefined): string | null {
  if (!column || column.type === 'text' || column.type === 'boolean') return null;
  return column.type === 'number' ? column.sql : `CAST(${column.sql} AS DOUBLE)`;
}

export type TopInput = { resolved: Resolved; span: Span | null; column: string; k: number };

/** The most frequent values, most frequent first, ties by `compareValues`. Booleans as text, as in keys. */
export async function readTop(
  events: EventStore,
  { resolved, span, column: name, k }: TopInput,
  options: ReadOptions = {},
): Promise<{ value: string | number; rows: number }[]> {
  const column = resolved.columns.get(name);
  if (!column) return [];
  const args = createArgs();
  const x = numberSql(column);
  const key = x ?? `CAST(${column.sql} AS VARCHAR)`;
  const order = x === null ? textOrder('key') : 'key';
  const rows = rowsSql(resolved, { span, uses: [name], args });
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
