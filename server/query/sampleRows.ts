import type { Row, Value } from '@/lib/tally/column';
import type { ReadOptions } from '@/server/events/database';
import { createArgs, quoteWhole } from '@/server/events/quote';
import type { EventStore } from '@/server/events/store';
import { type Relation, resolve, rowsSql } from './relation';

/** About `n` of the relation's `rows` rows, in `columns`. */
export type SampleWish = { relation: Relation; columns: readonly string[]; n: number; rows: number };

/**
 * Some of the rows, chosen by a hash of their own values: the same ones every time, whatever their order and however many
 * threads read them, in one scan that keeps none of the others. Rows that are equal come all or not at all.
 */
export async function readRowSample(
  events: EventStore,
  wish: SampleWish,
  options: ReadOptions = {},
): Promise<Row[]> {
  const resolved = await resolve(events, wish.relation);
  const columns = wish.columns.flatMap((name) => resolved.columns.get(name) ?? []);
  if (columns.length === 0) return [];
  const list = columns.map(({ sql }) => sql).join(', ');
  const args = createArgs();
  const from = rowsSql(resolved, { span: null, uses: wish.columns, args });
  const read = async (every: number): Promise<Row[]> => {
    const chosen = every > 1 ? `hash(${list}) % ${quoteWhole(every)} = 0` : 'true';
    const where = `${from.includes(' WHERE ') ? 'AND' : 'WHERE'} ${chosen}`;
    const sql = `SELECT ${list} ${from} ${where} LIMIT ${quoteWhole(4 * wish.n)}`;
    const reader = await events.read((connection) => connection.runAndReadAll(sql, args.values), options);
    return reader
      .getRowsJS()
      .map((values) => new Map(columns.map(({ name }, i) => [name, asValue(values[i])])));
  };
  const some = await read(Math.floor(wish.rows / wish.n));
  // So few different rows that the hash took none of them.
  return some.length > 0 ? some : read(1);
}

function asValue(value: unknown): Value {
  if (typeof value === 'bigint') return Number(value);
  const plain = typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean';
  return plain ? value : null;
}
