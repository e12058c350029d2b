import type { Span } from '@/lib/core/time';
import { namesIn } from '@/lib/tally/computed';
import { type KeyValue, NOT_A_NUMBER } from '@/lib/tally/key';
import type { Cell, Measure, TallySpec } from '@/lib/tally/tally';
import { createArgs, quoteNumber, quoteWhole } from '@/server/events/quote';
import { histogramEdges, keySql } from './binSql';
import { type ColumnSql, columnSql, columnTypeOf } from './computedSql';
import { type Resolved, rowsSql } from './relation';

/** The values of one row of a result, by place. */
export type Fetch = (place: number) => unknown;

/** One query that answers several specs at once. */
export type TallyQuery = {
  sql: string;
  values: string[];
  /** Cells of one row of the result, for each spec answered. */
  answers: readonly { spec: TallySpec; cells: (fetch: Fetch) => Cell[] }[];
};

/** The column of the result that holds the bucket. */
export const BUCKET_PLACE = 0;
const COUNT_PLACE = 1;

export type TallyWish = { span: Span | null; bucketMs: number | null; specs: readonly TallySpec[] };

/**
 * Groups the specs into as few scans as there are distinct sets of group keys. Where a spec keeps only counts, its last
 * key goes into a `histogram` beside the others', so that twenty columns cost one scan and not twenty.
 */
export function tallyQueries(resolved: Resolved, wish: TallyWish): TallyQuery[] {
  const groups = new Map<string, { spec: TallySpec; last: boolean }[]>();
  for (const spec of wish.specs) {
    const last = canHistogram(spec, resolved);
    const keys = last ? spec.keys.slice(0, -1) : spec.keys;
    const id = JSON.stringify(keys);
    const group = groups.get(id);
    if (group) group.push({ spec, last });
    else groups.set(id, [{ spec, last }]);
  }
  return [...groups.values()].map((group) => queryOf(resolved, wish, group));
}

function canHistogram(spec: TallySpec, resolved: Resolved): boolean {
  const key = spec.keys.at(-1);
  if (!key || (spec.measures?.length ?? 0) > 0) return false;
  const type = columnTypeOf(key.column, resolved.columns);
  // A histogram of doubles takes NaN for zero.
  return !(
    (key.bin.kind === 'identity' || key.bin.kind === 'step') &&
    (type === 'number' || type === 'time')
  );
}

type Asked = { spec: TallySpec; last: boolean };

function queryOf(resolved: Resolved, wish: TallyWish, group: readonly Asked[]): TallyQuery {
  const args = createArgs();
  const first = group[0] as Asked;
  const prefix = first.last ? first.spec.keys.slice(0, -1) : first.spec.keys;
  const select: string[] = [bucketSql(resolved, wish), 'count(*)::DOUBLE'];
  const add = (sql: string): number => select.push(sql) - 1;
  const keys = prefix.map((key) => {
    const { sql, read } = keySql(key, resolved.columns, args);
    const place = add(sql);
    return (fetch: Fetch) => read(fetch(place));
  });
  const grouped = ['1', ...keys.map((_, i) => String(i + 3))];
  const answers = group.map(({ spec, last }) => {
    const tail = last ? tailOf({ spec, resolved, args, add }) : wholeOf({ spec, resolved, args, add });
    return {
      spec,
      cells(fetch: Fetch): Cell[] {
        const head = keys.map((key) => key(fetch));
        return tail(fetch, head);
      },
    };
  });
  const uses = group.flatMap(({ spec }) =>
    [...spec.keys, ...(spec.measures ?? [])].flatMap(({ column }) => namesIn(column)),
  );
  const rows = rowsSql(resolved, { span: wish.span, uses, args });
  return {
    sql: `SELECT ${select.join(', ')} ${rows} GROUP BY ${grouped.join(', ')}`,
    values: args.values,
    answers,
  };
}

export function bucketSql({ time }: Resolved, { span, bucketMs }: TallyWish): string {
  if (bucketMs === null || time === null) return `${quoteWhole(span?.from ?? 0)}::DOUBLE`;
  const b = quoteWhole(bucketMs);
  return `(${time} - (${time} % ${b} + ${b}) % ${b})::DOUBLE`;
}

type TailInput = {
  spec: TallySpec;
  resolved: Resolved;
  args: ReturnType<typeof createArgs>;
  add: (sql: string) => number;
};
type Tail = (fetch: Fetch, head: readonly KeyValue[]) => Cell[];

/** A row of the result is a cell. */
function wholeOf({ spec, resolved, args, add }: TailInput): Tail {
  const places = (spec.measures ?? []).map((m) =>
    add(measureSql(m, columnSql(m.column, resolved.columns, args))),
  );
  return (fetch, head) => [
    { key: head, count: Number(fetch(COUNT_PLACE)), values: places.map((place) => measured(fetch(place))) },
  ];
}

/** -0 comes back as 0: stored tallies are JSON, which has only one zero. */
const measured = (value: unknown): number | null => (typeof value === 'number' ? value + 0 : null);

const AGGREGATES = { sum: 'sum', sum_of_squares: 'sum', min: 'min', max: 'max' } as const;

function measureSql(measure: Measure, column: ColumnSql | undefined): string {
  if (!column || column.type === 'text') return 'NULL::DOUBLE';
  if (column.type === 'boolean' && typeof measure.column === 'string') return 'NULL::DOUBLE';
  const x = `CAST(${column.sql} AS DOUBLE)`;
  const value = measure.of === 'sum_of_squares' ? `${x} * ${x}` : x;
  return `${AGGREGATES[measure.of]}(${value}) FILTER (WHERE isfinite(${x}))`;
}

/** A row of the result has a whole histogram of the last key in it. */
function tailOf({ spec, resolved, args, add }: TailInput): Tail {
  const key = spec.keys.at(-1);
  if (!key) return () => [];
  const type = columnTypeOf(key.column, resolved.columns);
  if (key.bin.kind === 'edges' && (type === 'number' || type === 'time') && key.bin.edges.length > 0) {
    const column = columnSql(key.column, resolved.columns, args);
    if (column) return edgesTail(key.bin.edges, column, add);
  }
  const { sql, read } = keySql(key, resolved.columns, args);
  const map = `histogram(${sql})`;
  const keysPlace = add(listed(`map_keys(${map})`));
  const countsPlace = add(listed(`map_values(${map})::DOUBLE[]`));
  return (fetch, head) => {
    const cells: Cell[] = [];
    const values = listOf(fetch(keysPlace));
    const counts = listOf(fetch(countsPlace));
    let present = 0;
    values.forEach((value, i) => {
      const count = Number(counts[i]);
      present += count;
      cells.push(cell(head, read(value), count));
    });
    return withMissing(cells, { head, missing: Number(fetch(COUNT_PLACE)) - present });
  };
}

/** NaN is kept out of the histogram, which would count it into the first bin, and is what then is left of the values. */
function edgesTail(edges: readonly number[], column: ColumnSql, add: (sql: string) => number): Tail {
  const isNumber = column.type === 'number';
  const x = isNumber ? column.sql : `CAST(${column.sql} AS DOUBLE)`;
  const real = isNumber ? ` FILTER (WHERE NOT isnan(${x}))` : '';
  const moved = histogramEdges(edges);
  const literals = moved.edges.map(quoteNumber).join(', ');
  const bins = `map_values(histogram(${x}, [${literals}])${real})::DOUBLE[]`;
  const binsPlace = add(moved.edges.length > 0 ? listed(bins) : `[count(${x})${real}::DOUBLE]`);
  const presentPlace = add(`count(${x})::DOUBLE`);
  return (fetch, head) => {
    const cells: Cell[] = [];
    let inBins = 0;
    listOf(fetch(binsPlace)).forEach((bin, i) => {
      const count = Number(bin);
      if (count === 0) return;
      inBins += count;
      cells.push(cell(head, moved.indexOf[i] ?? edges.length, count));
    });
    const present = Number(fetch(presentPlace));
    if (present > inBins) cells.unshift(cell(head, NOT_A_NUMBER, present - inBins));
    return withMissing(cells, { head, missing: Number(fetch(COUNT_PLACE)) - present });
  };
}

const cell = (head: readonly KeyValue[], last: KeyValue, count: number): Cell => ({
  key: [...head, last],
  count,
  values: [],
});

function withMissing(
  cells: Cell[],
  { head, missing }: { head: readonly KeyValue[]; missing: number },
): Cell[] {
  if (missing > 0) cells.unshift(cell(head, null, missing));
  return cells;
}

/** A group without values has no list at all; the reader of lists must not meet one. */
const listed = (sql: string): string => `coalesce(${sql}, [])`;

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
