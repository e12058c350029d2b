import { type DuckDBConnection, DuckDBListVector, type DuckDBVector } from '@duckdb/node-api';
import type { Span } from '@/lib/core/time';
import { type Cell, cellApart, compareKeys, partsOf, type Tally, type TallySpec } from '@/lib/tally/tally';
import type { ReadOptions } from '@/server/events/database';
import type { EventStore } from '@/server/events/store';
import { type Relation, type Resolved, resolve } from './relation';
import { createSamples, sampleQuery } from './sampleSql';
import { BUCKET_PLACE, type Fetch, tallyQueries } from './tallySql';

/** Tallies by the start of their bucket; buckets without rows are not there. */
export type BucketTallies = Map<number, Tally>;

export type TalliesWish = {
  relation: Relation;
  /** Null for all rows. Ignored where the relation has no time. */
  span: Span | null;
  /** Null for one bucket, which starts where the span does (0 without a span). */
  bucketMs: number | null;
  specs: readonly TallySpec[];
};

/** Tallies of the rows, in the order of the specs. */
export async function readTallies(
  events: EventStore,
  wish: TalliesWish,
  options: ReadOptions = {},
): Promise<BucketTallies[]> {
  return talliesOf(events, { ...wish, resolved: await resolve(events, wish.relation) }, options);
}

export type ResolvedWish = Omit<TalliesWish, 'relation'> & { resolved: Resolved };

/** The same over a relation that was looked up before. */
export async function talliesOf(
  events: EventStore,
  wish: ResolvedWish,
  options: ReadOptions = {},
): Promise<BucketTallies[]> {
  const { resolved, span, bucketMs, specs } = wish;
  const cells = new Map<TallySpec, Map<number, Cell[]>>(specs.map((spec) => [spec, new Map()]));
  const into = collectorsOf(cells);
  await events.read(async (connection) => {
    const asked = { span, bucketMs, specs: [...into.keys()] };
    for (const query of tallyQueries(resolved, asked)) {
      await eachRow(connection, query, (fetch) => {
        const bucket = Number(fetch(BUCKET_PLACE));
        for (const answer of query.answers) into.get(answer.spec)?.(bucket, answer.cells(fetch));
      });
    }
    for (const [spec, buckets] of cells) {
      const { sample } = spec;
      if (!sample) continue;
      const samples = createSamples(sample);
      const query = sampleQuery(resolved, asked, { ...spec, sample });
      await eachRow(connection, query, (fetch) => samples.add(query.row(fetch)));
      for (const [start, held] of buckets) buckets.set(start, samples.beside(start, held));
    }
  }, options);
  return specs.map((spec) => finish(cells.get(spec)));
}

async function eachRow(
  connection: DuckDBConnection,
  query: { sql: string; values: string[] },
  use: (fetch: Fetch) => void,
): Promise<void> {
  const result = await connection.run(query.sql, query.values);
  for (
    let chunk = await result.fetchChunk();
    chunk && chunk.rowCount > 0;
    chunk = await result.fetchChunk()
  ) {
    const vectors = Array.from(
      { length: chunk.columnCount },
      (_, i) => chunk?.getColumnVector(i) as DuckDBVector,
    );
    for (let row = 0; row < chunk.rowCount; row++)
      use((place) => valueAt(vectors[place] as DuckDBVector, row));
  }
}

type Collect = (bucket: number, cells: Cell[]) => void;

/** Where the cells of each query's answer go: keys that are counted apart are asked as specs of their own. */
function collectorsOf(cells: ReadonlyMap<TallySpec, Map<number, Cell[]>>): Map<TallySpec, Collect> {
  return new Map(
    [...cells].flatMap(([spec, buckets]): [TallySpec, Collect][] => {
      if (!spec.apart) return [[spec, (bucket, found) => collect(buckets, bucket, found)]];
      return partsOf(spec).map((part, place) => [
        part,
        (bucket, found) =>
          collect(
            buckets,
            bucket,
            found.map((cell) => cellApart(cell, place)),
          ),
      ]);
    }),
  );
}

function collect(into: Map<number, Cell[]> | undefined, bucket: number, cells: Cell[]): void {
  const old = into?.get(bucket);
  if (!old) into?.set(bucket, cells);
  else for (const cell of cells) old.push(cell);
}

function finish(buckets: Map<number, Cell[]> | undefined): BucketTallies {
  const tallies: BucketTallies = new Map();
  const starts = [...(buckets?.keys() ?? [])].sort((a, b) => a - b);
  for (const start of starts) {
    const cells = (buckets?.get(start) ?? []).filter((cell) => cell.count > 0);
    tallies.set(start, { cells: cells.sort((a, b) => compareKeys(a.key, b.key)) });
  }
  return tallies;
}

/** A value of a result; a list comes as an array, without an object for each of its values. */
function valueAt(vector: DuckDBVector, row: number): unknown {
  if (!(vector instanceof DuckDBListVector)) return vector.getItem(row);
  const from = vector.getEntryOffset(row);
  const values = new Array<unknown>(vector.getEntryLength(row));
  for (let i = 0; i < values.length; i++) values[i] = vector.childVector.getItem(from + i);
  return values;
}
