import { type Problem, problem } from '@/lib/core/failures';
import type { ColumnType, Value } from '@/lib/tally/column';
import { type ColumnBatch, pickRows } from './batch';
import {
  addColumn,
  COLUMNS_MAX,
  ID,
  type Origin,
  type StoredColumn,
  type StreamEntry,
  TIME,
} from './catalogue';
import { namesRole } from './inferRole';
import { checkKey, fault, isBad, isUnicode, notJson, readCell, Unreadable } from './readCell';
import { readTime } from './readTime';

/** Events later than this after their arrival are kept and counted: some sender's clock is wrong. */
const FUTURE_MS = 600_000;
/** New names looked at in one request; a stream takes fewer columns than that anyway. */
const NEW_NAMES_MAX = 2 * COLUMNS_MAX;
/** How many problems an answer lists; the rest is counted. */
const PROBLEMS_MAX = 100;

export type ReadContext = {
  entry: StreamEntry;
  origin: Origin;
  received: number;
  /** Whether the text had whole numbers too large for a double, so that large numbers cannot be trusted. */
  unsafeIntegers: boolean;
};

/** What of a request could be read, and what could not and why. */
export type ReadResult = { batch: ColumnBatch; rejected: number; future: number; problems: Problem[] };

type Rec = Record<string, unknown>;

/**
 * Turns parsed JSON records into columns, adding columns to the stream where new names appear. A record with
 * anything wrong in it is left out whole and named; the others stay.
 */
export function readRecords(records: readonly unknown[], context: ReadContext): ReadResult {
  const reading = new Reading(records, context);
  const { special } = reading;
  const known = new Set<string>();
  if (special.id !== null) readIds(reading, special.id, known);
  if (special.time !== null) readTimes(reading, special.time, known);
  const columns = readKnown(reading, known);
  for (const name of newNames(reading, known)) {
    const column = inferColumn(reading, name);
    if (column === null) continue;
    if (column.physical === ID) readIds(reading, name, known);
    else if (column.physical === TIME) readTimes(reading, name, known);
    else columns.set(column, readColumn(reading, column));
  }
  return finish(reading, columns);
}

/** The columns that the stream has already. */
function readKnown(reading: Reading, known: Set<string>): Map<StoredColumn, Value[]> {
  const columns = new Map<StoredColumn, Value[]>();
  for (const column of reading.entry[reading.origin].values()) {
    if (column.physical === ID || column.physical === TIME || known.has(column.name)) continue;
    if (column.derivedFrom === undefined) columns.set(column, readColumn(reading, column));
    else refuseDerived(reading, column);
    known.add(column.name);
  }
  return columns;
}

/** Nobody sends what is computed here: such a record says something else by that name. */
function refuseDerived(reading: Reading, { name, derivedFrom }: StoredColumn): void {
  const get = reader(name);
  for (let i = 0; i < reading.records.length; i++) {
    const value = reading.bad[i] ? undefined : get(reading.records[i] as Rec);
    if (value === undefined) continue;
    reading.fields[i] = (reading.fields[i] ?? 0) + 1;
    if (value !== null) reading.reject(i, name, derivedMessage(derivedFrom ?? name));
  }
}

export const derivedMessage = (from: string): string =>
  `is computed from \`${from}\` when an event comes in; send your own value under another name`;

/** A request being read. A class, because one is made for every request and the engine makes those cheapest. */
class Reading {
  readonly entry: StreamEntry;
  readonly origin: Origin;
  readonly unsafeIntegers: boolean;
  readonly received: number;
  readonly records: readonly Rec[];
  readonly bad: Uint8Array;
  /** How many of its fields were read, by record. */
  readonly fields: Uint16Array;
  readonly ids: (string | null)[];
  readonly times: number[];
  readonly special: { id: string | null; time: string | null };
  readonly problems: Problem[] = [];
  rejected = 0;

  constructor(records: readonly unknown[], context: ReadContext) {
    const n = records.length;
    this.entry = context.entry;
    this.origin = context.origin;
    this.unsafeIntegers = context.unsafeIntegers;
    this.received = context.received;
    this.records = records as readonly Rec[];
    this.bad = new Uint8Array(n);
    this.fields = new Uint16Array(n);
    this.ids = new Array<string | null>(n).fill(null);
    this.times = new Array<number>(n).fill(context.received);
    for (let i = 0; i < n; i++) {
      const record = records[i];
      if (record instanceof Unreadable) this.reject(i, '(line)', `is not JSON: ${record.message}`);
      else if (typeof record !== 'object' || record === null || Array.isArray(record)) {
        this.reject(i, '(record)', `expected an object, got ${fault(record)}`);
      }
    }
    this.special = this.origin === 'event' ? eventKeys(this.entry) : labelKeys(this);
  }

  reject(i: number, field: string, message: string): void {
    if (this.bad[i]) return;
    this.bad[i] = 1;
    this.rejected += 1;
    if (this.problems.length >= PROBLEMS_MAX) return;
    this.problems.push(problem('record_invalid', { record: i + 1, field, message }, { record: i + 1 }));
  }
}

function eventKeys(entry: StreamEntry): { id: string | null; time: string | null } {
  let [id, time]: (string | null)[] = [null, null];
  for (const column of entry.event.values()) {
    if (column.physical === ID) id = column.name;
    if (column.physical === TIME) time = column.name;
  }
  return { id: id ?? null, time: time ?? null };
}

/** Labels name their event by the stream's own id column, or by any name that means an id. */
function labelKeys(reading: { records: readonly Rec[]; bad: Uint8Array; entry: StreamEntry }) {
  const own = eventKeys(reading.entry);
  const first = reading.records.find((_, i) => !reading.bad[i]);
  const keys = first ? Object.keys(first) : [];
  const id =
    own.id !== null && keys.includes(own.id)
      ? own.id
      : (keys.find((k) => namesRole(k, 'id')) ?? own.id ?? 'id');
  const time =
    keys.find((k) => k === 'label_time' || k === own.time || namesRole(k, 'timestamp')) ?? 'label_time';
  return { id, time };
}

/** A field of a record. Names such as `constructor` exist on every object, so those are looked up with care. */
function reader(name: string): (record: Rec) => unknown {
  return name in Object.prototype
    ? (record) => (Object.hasOwn(record, name) ? record[name] : undefined)
    : (record) => record[name];
}

function readIds(reading: Reading, name: string, known: Set<string>): void {
  const get = reader(name);
  const required = reading.origin === 'label';
  known.add(name);
  for (let i = 0; i < reading.records.length; i++) {
    if (reading.bad[i]) continue;
    const value = get(reading.records[i] as Rec);
    if (value !== undefined) reading.fields[i] = (reading.fields[i] ?? 0) + 1;
    const id = asId(value);
    if (id === undefined) {
      const wanted = 'expected an id (text up to 1,000 characters, or a whole number)';
      reading.reject(i, name, `${wanted}, got ${fault(value)}`);
    } else if (id === null && required) reading.reject(i, name, 'is missing; a label names its event by id');
    else reading.ids[i] = id;
  }
}

/** An id as text, null where there is none, undefined where the value cannot be one. */
function asId(value: unknown): string | null | undefined {
  if (value === undefined || value === null || value === '') return null;
  if (typeof value === 'string' && value.length <= 1000 && isUnicode(value) && notJson(value) === undefined)
    return value;
  return Number.isSafeInteger(value) ? String(value) : undefined;
}

function readTimes(reading: Reading, name: string, known: Set<string>): void {
  const get = reader(name);
  known.add(name);
  for (let i = 0; i < reading.records.length; i++) {
    if (reading.bad[i]) continue;
    const value = get(reading.records[i] as Rec);
    if (value === undefined) continue;
    reading.fields[i] = (reading.fields[i] ?? 0) + 1;
    if (value === null || value === '') continue;
    const time = readTime(value);
    if (time === null) {
      reading.reject(
        i,
        name,
        `expected a time (ISO 8601, or seconds or milliseconds since 1970), got ${fault(value)}`,
      );
    } else reading.times[i] = time;
  }
}

function readColumn(reading: Reading, column: StoredColumn): Value[] {
  const { records, bad, fields, unsafeIntegers } = reading;
  const get = reader(column.name);
  const values = new Array<Value>(records.length).fill(null);
  for (let i = 0; i < records.length; i++) {
    if (bad[i]) continue;
    const value = get(records[i] as Rec);
    if (value === undefined) continue;
    fields[i] = (fields[i] ?? 0) + 1;
    const cell = readCell(column.type, value, unsafeIntegers);
    if (isBad(cell)) reading.reject(i, column.name, cell.message);
    else values[i] = cell;
  }
  return values;
}

/** Names that are not columns yet, in the order of their first appearance. Only records with fields left over are looked at. */
function newNames(reading: Reading, known: ReadonlySet<string>): Set<string> {
  const names = new Set<string>();
  for (let i = 0; i < reading.records.length; i++) {
    if (reading.bad[i]) continue;
    const keys = Object.keys(reading.records[i] as Rec);
    if (keys.length === reading.fields[i]) continue;
    for (const key of keys) {
      if (known.has(key) || names.has(key)) continue;
      const wrong = checkNew(reading, key, names.size);
      if (wrong === null) names.add(key);
      else reading.reject(i, key.slice(0, 40), wrong);
    }
  }
  return names;
}

function checkNew({ entry }: Reading, key: string, count: number): string | null {
  const from = entry.event.get(key)?.derivedFrom;
  if (from !== undefined) return derivedMessage(from);
  return checkKey(key) ?? (count < NEW_NAMES_MAX ? null : `is one of more than ${NEW_NAMES_MAX} new names`);
}

/** Finds out what a new column holds from its first value and adds it. Null where no record has a value. */
function inferColumn(reading: Reading, name: string): StoredColumn | null {
  const get = reader(name);
  const values: unknown[] = [];
  const places: number[] = [];
  for (let i = 0; i < reading.records.length; i++) {
    const value = reading.bad[i] ? undefined : get(reading.records[i] as Rec);
    if (value === undefined || value === null) continue;
    values.push(value);
    places.push(i);
  }
  const type = inferType(name, values);
  if (type === null) {
    places.forEach((i, at) => {
      reading.reject(i, name, `expected a number, text, boolean or null, got ${fault(values[at])}`);
    });
    return null;
  }
  const column = addColumn(reading.entry, { name, type, origin: reading.origin });
  if (!column)
    for (const i of places)
      reading.reject(i, name, `would be a new column, and the stream has ${COLUMNS_MAX} already`);
  return column;
}

function inferType(name: string, values: readonly unknown[]): ColumnType | null {
  const first = values.find((v) => typeof v !== 'object');
  if (first === undefined) return null;
  if (typeof first === 'boolean') return 'boolean';
  const named = namesRole(name, 'timestamp');
  if (typeof first === 'number')
    return named && values.every((v) => readTime(v) !== null) ? 'time' : 'number';
  if (namesRole(name, 'id')) return 'text';
  if (notJson(first as string) !== undefined) return 'number';
  const texts = values.filter((v) => typeof v === 'string');
  return texts.every((v) => (named || v.length > 10) && readTime(v) !== null) ? 'time' : 'text';
}

function finish(reading: Reading, columns: Map<StoredColumn, Value[]>): ReadResult {
  const places: number[] = [];
  let future = 0;
  const limit = reading.received + FUTURE_MS;
  for (let i = 0; i < reading.records.length; i++) {
    if (reading.bad[i]) continue;
    places.push(i);
    if ((reading.times[i] ?? 0) > limit) future += 1;
  }
  const whole: ColumnBatch = {
    rows: reading.records.length,
    ids: reading.ids,
    times: reading.times,
    received: reading.received,
    columns,
  };
  return { batch: pickRows(whole, places), rejected: reading.rejected, future, problems: reading.problems };
}
