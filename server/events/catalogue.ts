import type { DuckDBConnection } from '@duckdb/node-api';
import { failure } from '@/lib/core/failures';
import {
  type ColumnInfo,
  type ColumnRole,
  type ColumnType,
  columnRole,
  columnType,
} from '@/lib/tally/column';
import { inferRole } from './inferRole';
import { quoteName } from './quote';

/** The most columns that a stream may have, labels included. */
export const COLUMNS_MAX = 500;

const STREAM_NAME = /^[A-Za-z][A-Za-z0-9_-]{0,63}$/;

/** Whether a column came with the events or later with their labels. */
export type Origin = 'event' | 'label';

/** A user's column and the generated name under which its values are stored. */
export type StoredColumn = ColumnInfo & { physical: string; origin: Origin };

/** One stream: what is known of it, and what of that is on disk. */
export type StreamEntry = {
  readonly name: string;
  /** Generated, never used again: a stream dropped and made anew has another. */
  readonly table: string;
  readonly createdAt: number;
  retentionDays: number | null;
  readonly event: Map<string, StoredColumn>;
  readonly label: Map<string, StoredColumn>;
  saved: boolean;
  /** What still waits to be written to it is refused. */
  dropped: boolean;
  /** Rows of an earlier commit than this still wait for their derived columns; null where none does. */
  describedBelow: number | null;
  /** Columns that the next commit adds. */
  unsaved: StoredColumn[];
  /** Columns that the tables have, in their order; id and time are not among them. */
  readonly inTable: Readonly<Record<Origin, StoredColumn[]>>;
};

export const ID = '_id';
export const TIME = '_time';

/** The name of the table of a stream's labels. */
export const labelTable = (entry: StreamEntry): string => `${entry.table}_labels`;

/** The streams and their columns. Memory runs ahead of the disk by at most the commit under way. */
export type Catalogue = {
  readonly streams: Map<string, StreamEntry>;
  /** The stream of that name, made where there is none; throws where the name is not allowed. */
  obtain(name: string, seq: number): StreamEntry;
};

export function createCatalogue(): Catalogue {
  const streams = new Map<string, StreamEntry>();
  return {
    streams,
    obtain(name, seq) {
      const old = streams.get(name);
      if (old) return old;
      if (!STREAM_NAME.test(name)) throw failure('stream_name', { stream: name.slice(0, 80) });
      const entry: StreamEntry = {
        name,
        table: `s${seq}`,
        createdAt: seq,
        retentionDays: null,
        describedBelow: null,
        event: new Map(),
        label: new Map(),
        saved: false,
        dropped: false,
        unsaved: [],
        inTable: { event: [], label: [] },
      };
      streams.set(name, entry);
      return entry;
    },
  };
}

/** Adds a column in memory; the next commit writes it. Null where the stream has too many columns already. */
export function addColumn(
  entry: StreamEntry,
  wish: { name: string; type: ColumnType; origin: Origin },
): StoredColumn | null {
  const count = entry.event.size + entry.label.size;
  if (count >= COLUMNS_MAX) return null;
  const taken = new Set<ColumnRole>([...entry.event.values(), ...entry.label.values()].map((c) => c.role));
  const other = wish.origin === 'label' ? entry.event.get(wish.name) : entry.label.get(wish.name);
  const role = other?.role ?? roleOf(entry, wish, taken);
  const type = role === 'id' ? 'text' : role === 'timestamp' ? 'time' : (other?.type ?? wish.type);
  const own = wish.origin === 'event' && other === undefined;
  const physical = own && role === 'id' ? ID : own && role === 'timestamp' ? TIME : `c${count}`;
  const column: StoredColumn = { name: wish.name, type, role, physical, origin: wish.origin };
  entry[wish.origin].set(wish.name, column);
  entry.unsaved.push(column);
  return column;
}

/** Adds a column that is computed from another one; its name is the other's, a dot and the descriptor. */
export function addDerivedColumn(
  entry: StreamEntry,
  wish: { name: string; type: ColumnType; derivedFrom: string },
): StoredColumn | null {
  const count = entry.event.size + entry.label.size;
  if (count >= COLUMNS_MAX) return null;
  const column: StoredColumn = { ...wish, role: 'other', physical: `c${count}`, origin: 'event' };
  entry.event.set(wish.name, column);
  entry.unsaved.push(column);
  return column;
}

/** What the catalogue on disk says of where a column comes from. */
export const originText = ({ origin, derivedFrom }: StoredColumn): string =>
  derivedFrom === undefined ? origin : 'derived';

function roleOf(
  entry: StreamEntry,
  wish: { name: string; type: ColumnType; origin: Origin },
  taken: Set<ColumnRole>,
): ColumnRole {
  const role = inferRole(wish, taken);
  if (wish.origin === 'event') return role;
  const first = entry.label.size === 0 && !taken.has('label');
  return first || role === 'label' ? 'label' : role === 'id' || role === 'timestamp' ? 'other' : role;
}

const sqlTypes: Record<ColumnType, string> = {
  number: 'DOUBLE',
  text: 'VARCHAR',
  boolean: 'BOOLEAN',
  time: 'BIGINT',
};

/** The tables in which the catalogue itself is kept. */
export async function createTables(connection: DuckDBConnection): Promise<void> {
  await connection.run(
    'CREATE TABLE IF NOT EXISTS catalogue (stream VARCHAR, table_name VARCHAR, created_at BIGINT, retention_days INTEGER, seq_floor BIGINT)',
  );
  await connection.run(
    'CREATE TABLE IF NOT EXISTS catalogue_columns (table_name VARCHAR, name VARCHAR, physical VARCHAR, type VARCHAR, role VARCHAR, origin VARCHAR)',
  );
  await connection.run('ALTER TABLE catalogue ADD COLUMN IF NOT EXISTS described_below BIGINT');
}

/** Reads the catalogue as the disk has it. */
export async function loadCatalogue(connection: DuckDBConnection): Promise<Catalogue> {
  const catalogue = createCatalogue();
  const byTable = new Map<string, StreamEntry>();
  const streams = await connection.runAndReadAll(
    'SELECT stream, table_name, created_at, retention_days, described_below FROM catalogue ORDER BY stream',
  );
  for (const [name, table, createdAt, retention, described] of streams.getRowsJS()) {
    const entry: StreamEntry = {
      name: String(name),
      table: String(table),
      createdAt: Number(createdAt),
      retentionDays: retention === null ? null : Number(retention),
      describedBelow: described === null ? null : Number(described),
      event: new Map(),
      label: new Map(),
      saved: true,
      dropped: false,
      unsaved: [],
      inTable: { event: [], label: [] },
    };
    catalogue.streams.set(entry.name, entry);
    byTable.set(entry.table, entry);
  }
  const columns = await connection.runAndReadAll(
    'SELECT table_name, name, physical, type, role, origin FROM catalogue_columns ORDER BY rowid',
  );
  for (const [table, name, physical, type, role, origin] of columns.getRowsJS()) {
    const side: Origin = origin === 'label' ? 'label' : 'event';
    const entry = byTable.get(String(table));
    const column: StoredColumn = {
      name: String(name),
      type: columnType.parse(type),
      role: columnRole.parse(role),
      physical: String(physical),
      origin: side,
      ...(origin === 'derived' ? { derivedFrom: sourceOf(String(name)) } : {}),
    };
    entry?.[side].set(column.name, column);
    if (entry && hasOwnPlace(column)) entry.inTable[side].push(column);
  }
  return catalogue;
}

/** The text column that a derived column's name begins with. */
const sourceOf = (name: string): string => name.slice(0, name.lastIndexOf('.'));

/** Whether the column's values lie in a place of their own, and not in `_id` or `_time`. */
export const hasOwnPlace = (column: StoredColumn): boolean =>
  column.physical !== ID && column.physical !== TIME;

/** Writes what of a stream is new: its tables, its columns, and their rows in the catalogue. Inside a transaction. */
export async function saveEntry(connection: DuckDBConnection, entry: StreamEntry): Promise<void> {
  // Taken before the first wait: what is added meanwhile belongs to the next commit.
  const columns = entry.unsaved.splice(0);
  const isNew = !entry.saved;
  entry.saved = true;
  if (isNew) await saveStream(connection, entry, columns);
  for (const column of columns) {
    if (hasOwnPlace(column)) {
      const table = quoteName(column.origin === 'event' ? entry.table : labelTable(entry));
      if (!isNew) await connection.run(`ALTER TABLE ${table} ADD COLUMN ${declared(column)}`);
      entry.inTable[column.origin].push(column);
    }
    await connection.run('INSERT INTO catalogue_columns VALUES ($1, $2, $3, $4, $5, $6)', [
      entry.table,
      column.name,
      column.physical,
      column.type,
      column.role,
      originText(column),
    ]);
  }
}

const declared = (column: StoredColumn): string => `${quoteName(column.physical)} ${sqlTypes[column.type]}`;

async function saveStream(
  connection: DuckDBConnection,
  entry: StreamEntry,
  columns: readonly StoredColumn[],
): Promise<void> {
  const own = (origin: Origin) =>
    columns
      .filter((c) => c.origin === origin && hasOwnPlace(c))
      .map((c) => `, ${declared(c)}`)
      .join('');
  const always = '_seq BIGINT, _id VARCHAR, _time BIGINT, _received BIGINT';
  await connection.run(`CREATE TABLE ${quoteName(entry.table)} (${always}${own('event')})`);
  await connection.run(
    `CREATE TABLE ${quoteName(labelTable(entry))} (${always}, _event_time BIGINT${own('label')})`,
  );
  await connection.run('INSERT INTO catalogue VALUES ($1, $2, $3, $4, NULL, NULL)', [
    entry.name,
    entry.table,
    BigInt(entry.createdAt),
    entry.retentionDays,
  ]);
}
