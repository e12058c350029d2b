import type { ColumnType } from '@/lib/tally/column';
import {
  type Bin,
  type Format,
  formatPatterns,
  type Key,
  type KeyValue,
  NOT_A_NUMBER,
  NOT_A_NUMBER_LOG,
} from '@/lib/tally/key';
import { nextUp } from '@/lib/tally/profile';
import { type Args, quoteNumber } from '@/server/events/quote';
import { type ColumnSql, columnSql, columnTypeOf } from './computedSql';
import { kindOf } from './conditionSql';

/** A key as SQL, and how the value that comes back becomes the key's. */
type KeySql = { sql: string; read: (value: unknown) => KeyValue };

const NONE: KeySql = { sql: 'NULL::INTEGER', read: () => null };
const whole = (value: unknown): KeyValue => (value === null ? null : Number(value));

/** A key as SQL; bit for bit what `binOf` gives. A column that is not there is missing. */
export function keySql({ column, bin }: Key, columns: ReadonlyMap<string, ColumnSql>, args: Args): KeySql {
  const type = columnTypeOf(column, columns);
  // Known before the column is rendered: what it would bind must be used.
  if (type && !takes(bin, type)) return NONE;
  return binSql(bin, columnSql(column, columns, args), args);
}

/** Whether values of the type can be anything but missing in the bin. */
function takes({ kind }: Bin, type: ColumnType): boolean {
  if (kind === 'format') return type === 'text';
  return kind === 'presence' || kind === 'identity' || kind === 'top' || kindOf(type) === 'number';
}

function binSql(bin: Bin, column: ColumnSql | undefined, args: Args): KeySql {
  if (bin.kind === 'presence') return { sql: presence(column), read: whole };
  if (!column) return NONE;
  if (bin.kind === 'identity') return identity(column);
  if (bin.kind === 'top') return { sql: top(bin.values, column, args), read: whole };
  if (bin.kind === 'format') return { sql: format(bin.as, column.sql), read: whole };
  const x = column.type === 'number' ? column.sql : `CAST(${column.sql} AS DOUBLE)`;
  if (bin.kind === 'step') return { sql: step(x, bin.width), read: stepOf };
  return { sql: bin.kind === 'edges' ? edges(bin.edges, x) : log(x, bin.perOctave), read: whole };
}

function presence(column: ColumnSql | undefined): string {
  if (!column) return '1';
  const odd = column.type === 'number' ? ` WHEN NOT isfinite(${column.sql}) THEN -1` : '';
  return `CASE WHEN ${column.sql} IS NULL THEN 1${odd} ELSE 0 END`;
}

function identity(column: ColumnSql): KeySql {
  if (column.type === 'text') return { sql: column.sql, read: (v) => (v === null ? null : String(v)) };
  if (column.type === 'boolean')
    return { sql: `CAST(${column.sql} AS VARCHAR)`, read: (v) => (v === null ? null : String(v)) };
  return {
    sql: column.type === 'number' ? column.sql : `CAST(${column.sql} AS DOUBLE)`,
    read: (v) => (typeof v !== 'number' ? null : Number.isFinite(v) ? v + 0 : String(v)),
  };
}

function top(values: readonly (string | number)[], column: ColumnSql, args: Args): string {
  const asText = column.type === 'boolean' ? `CAST(${column.sql} AS VARCHAR)` : column.sql;
  const wanted = column.type === 'boolean' ? 'string' : kindOf(column.type);
  const places: number[] = [];
  const literals: string[] = [];
  values.forEach((value, i) => {
    if (typeof value !== wanted || values.indexOf(value) !== i || /\p{Surrogate}/u.test(String(value)))
      return;
    places.push(i);
    literals.push(typeof value === 'number' ? quoteNumber(value) : args.bind(value));
  });
  const other = `CASE WHEN ${column.sql} IS NULL THEN NULL ELSE ${values.length} END`;
  if (literals.length === 0) return other;
  const position = `list_position([${literals.join(', ')}], ${asText})`;
  const inOrder = places.length === values.length;
  return `coalesce(${inOrder ? `${position} - 1` : `[${places.join(', ')}][${position}]`}, ${other})`;
}

function format(as: Format, text: string): string {
  return `CASE WHEN ${text} IS NULL THEN NULL WHEN regexp_full_match(${text}, '${formatPatterns[as]}') THEN 0 ELSE 1 END`;
}

/** -0 comes back as 0, as stored keys have only one zero. */
const stepOf = (value: unknown): KeyValue => (value === null ? null : Number(value) + 0);

function step(x: string, width: number): string {
  const place = `${x} / ${quoteNumber(width)}`;
  return `CASE WHEN isfinite(${place}) THEN floor(${place}) END`;
}

/** A search tree of comparisons: a value passes log2(n) of them. */
function edges(all: readonly number[], x: string): string {
  function tree(lo: number, hi: number): string {
    if (lo === hi) return String(lo);
    const mid = (lo + hi) >>> 1;
    return `CASE WHEN ${x} >= ${quoteNumber(all[mid] ?? 0)} THEN ${tree(mid + 1, hi)} ELSE ${tree(lo, mid)} END`;
  }
  return `CASE WHEN ${x} IS NULL THEN NULL WHEN isnan(${x}) THEN ${NOT_A_NUMBER} ELSE ${tree(0, all.length)} END`;
}

/** `logBin` step by step: the exponent may be off by one where log2 rounds, and is put right by comparing. */
function log(x: string, perOctave: number): string {
  const a = `abs(${x})`;
  const guess = `floor(log2(${a}))`;
  const octave = `(${guess} + CASE WHEN ${a} < pow(2e0, ${guess}) THEN -1 WHEN ${a} >= pow(2e0, ${guess} + 1) THEN 1 ELSE 0 END)`;
  const per = quoteNumber(perOctave);
  const index = `(${octave} + 1100) * ${per} + floor((${a} / pow(2e0, ${octave}) - 1) * ${per}) + 1`;
  const size = `CASE WHEN isinf(${x}) THEN 2e9 WHEN ${a} < ${quoteNumber(2 ** -1022)} THEN 1 ELSE ${index} END`;
  return `CASE WHEN ${x} IS NULL THEN NULL WHEN isnan(${x}) THEN ${NOT_A_NUMBER_LOG} WHEN ${x} = 0 THEN 0
    ELSE CASE WHEN ${x} < 0 THEN -1 ELSE 1 END * (${size}) END`;
}

/**
 * Edges as DuckDB's `histogram(x, edges)` takes them. Its bins are (lo, hi], ours [lo, hi): an edge moved down by
 * one step of a double makes them the same. `indexOf[i]` is our index of its bin i.
 */
export function histogramEdges(all: readonly number[]): { edges: number[]; indexOf: number[] } {
  // Every value is at or above an edge at -Infinity, so that one is only counted.
  const passed = all.filter((edge) => edge === -Infinity).length;
  const moved = all
    .filter((edge) => edge !== -Infinity)
    .map((edge) => (edge === Infinity ? Number.MAX_VALUE : -nextUp(-edge)));
  const edges = [...new Set(moved)];
  const below = (limit: number) => passed + moved.filter((edge) => edge < limit).length;
  return { edges, indexOf: [...edges.map(below), all.length] };
}
