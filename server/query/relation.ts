import type { SourceRef } from '@/lib/blocks/block';
import { failure } from '@/lib/core/failures';
import type { Span } from '@/lib/core/time';
import { type ColumnRole, type ColumnType, EVENT_TIME } from '@/lib/tally/column';
import { type Condition, columnsOf } from '@/lib/tally/condition';
import { labelTable, type StreamEntry } from '@/server/events/catalogue';
import { describeFile, fileIdentity } from '@/server/events/files';
import { type Args, quoteName, quoteWhole } from '@/server/events/quote';
import type { EventStore } from '@/server/events/store';
import { conditionSql } from './conditionSql';

/** Rows that a monitor looks at: where they come from, and which of them count. */
export type Relation = { source: SourceRef; where: Condition | null };

/** A column of a relation as SQL sees it. `late` ones come from the labels and need a join. */
export type SqlColumn = { name: string; type: ColumnType; role: ColumnRole; sql: string; late: boolean };

/** A relation whose source has been looked up. */
export type Resolved = {
  relation: Relation;
  /** Changes when the same name stands for other data. */
  identity: string;
  columns: ReadonlyMap<string, SqlColumn>;
  /** The event time as SQL; null where the rows have none. */
  time: string | null;
  /** What the rows are told apart by, for samples; null where only their values tell. */
  id: string | null;
  /** The table expression of events alone. */
  events: string;
  labels: string | null;
};

/** Looks up the source's tables and columns; throws `unknown_stream` or `unknown_file`. */
export async function resolve(events: EventStore, relation: Relation): Promise<Resolved> {
  const { kind, name } = relation.source;
  return kind === 'stream' ? ofStream(relation, events.entry(name)) : ofFile(events, relation);
}

function ofStream(relation: Relation, entry: StreamEntry): Resolved {
  const columns = new Map<string, SqlColumn>();
  for (const { name, type, role, physical } of entry.event.values()) {
    columns.set(name, { name, type, role, sql: `e.${quoteName(physical)}`, late: false });
  }
  for (const { name, type, role, physical } of entry.label.values()) {
    const own = columns.get(name)?.sql;
    const late = `l.${quoteName(physical)}`;
    columns.set(name, { name, type, role, sql: own ? `coalesce(${late}, ${own})` : late, late: true });
  }
  columns.set(EVENT_TIME, { name: EVENT_TIME, type: 'time', role: 'timestamp', sql: 'e._time', late: false });
  return {
    relation,
    identity: entry.table,
    columns,
    time: 'e._time',
    id: 'e._id',
    events: `${quoteName(entry.table)} e`,
    labels: entry.label.size > 0 ? `LEFT JOIN ${quoteName(labelTable(entry))} l ON l._id = e._id` : null,
  };
}

async function ofFile(events: EventStore, relation: Relation): Promise<Resolved> {
  const described = await describeFile(events, relation.source.name);
  const columns = new Map<string, SqlColumn>();
  described.columns.forEach(({ name, type, role }, i) => {
    columns.set(name, { name, type, role, sql: `e.c${i}`, late: false });
  });
  const time = timeOf(relation, columns) ?? (described.time === null ? null : `e.${described.time}`);
  if (time !== null)
    columns.set(EVENT_TIME, { name: EVENT_TIME, type: 'time', role: 'timestamp', sql: time, late: false });
  const identity = `${fileIdentity(described.file)}${relation.source.time === undefined ? '' : `:${relation.source.time}`}`;
  return { relation, identity, columns, time, id: null, events: `(${described.select}) e`, labels: null };
}

/** The time column that the relation itself names, as SQL. */
function timeOf({ source }: Relation, columns: ReadonlyMap<string, SqlColumn>): string | null {
  if (source.time === undefined) return null;
  const column = columns.get(source.time);
  if (column?.type === 'time') return column.sql;
  const times = [...columns.values()].filter(({ type }) => type === 'time').map(({ name }) => name);
  if (!column) throw failure('unknown_column', { node: source.name, column: source.time, known: times });
  const details = { node: source.name, column: source.time, type: column.type, wants: 'times' };
  throw failure('column_type', details);
}

export type RowsWish = { span: Span | null; uses: Iterable<string>; args: Args };

/** FROM and WHERE of the rows within the span. Labels are joined only where a column of theirs is used. */
export function rowsSql(resolved: Resolved, { span, uses, args }: RowsWish): string {
  const { relation, columns, time } = resolved;
  const used = [...uses, ...(relation.where ? columnsOf(relation.where) : [])];
  const late = used.some((name) => columns.get(name)?.late);
  const conditions: string[] = [];
  if (span && time)
    conditions.push(
      `${time} >= ${quoteWhole(Math.ceil(span.from))} AND ${time} < ${quoteWhole(Math.ceil(span.to))}`,
    );
  if (relation.where) conditions.push(conditionSql(relation.where, columns, args));
  const where = conditions.length > 0 ? ` WHERE ${conditions.join(' AND ')}` : '';
  return `FROM ${resolved.events}${late && resolved.labels ? ` ${resolved.labels}` : ''}${where}`;
}
