import { floorTo, type Span } from '@/lib/core/time';
import { emptyTally, rowsOf, type Tally, type TallySpec } from '@/lib/tally/tally';
import type { ReadOptions } from '@/server/events/database';
import type { EventStore } from '@/server/events/store';
import { createCompanions } from './companions';
import { createLru } from './lru';
import { type Relation, type Resolved, resolve } from './relation';
import { shortKey, specHash } from './specHash';
import { type BucketTallies, talliesOf } from './tallies';

/** The tally of one bucket, and up to which commit it holds. An empty tally is kept too: it says there were no rows. */
export type CachedTally = { key: string; bucket: number; seq: number; tally: Tally };

/** Where finished buckets are kept. `get` answers what it has, in any order. */
export type TallyCache = {
  get(key: string, buckets: readonly number[]): CachedTally[] | Promise<CachedTally[]>;
  put(rows: readonly CachedTally[]): void | Promise<void>;
};

/** A cache that lives as long as the process. */
export function createMemoryCache(): TallyCache & { readonly size: number } {
  const rows = new Map<string, CachedTally>();
  const at = (key: string, bucket: number) => `${bucket}:${key}`;
  return {
    get: (key, buckets) => buckets.flatMap((bucket) => rows.get(at(key, bucket)) ?? []),
    put(added) {
      for (const row of added) rows.set(at(row.key, row.bucket), row);
    },
    get size() {
      return rows.size;
    },
  };
}

export type WindowQuery = {
  relation: Relation;
  spec: TallySpec;
  span: Span;
  /** Buckets start at its multiples. Null: one tally of the span, or of the whole file where it has no time. */
  bucketMs: number | null;
};

/** How much was read and how much was known. Grows for ever; take differences. */
export type Counters = { rowsRead: number; bucketsRead: number; bucketsCached: number; queries: number };

export type TallyReader = {
  /** Tallies by bucket start; buckets without rows are not there. Their merge is the window's tally. */
  readWindow(query: WindowQuery, options?: ReadOptions): Promise<BucketTallies>;
  readonly counters: Readonly<Counters>;
};

export type TallyReaderOptions = {
  events: EventStore;
  cache: TallyCache;
  /** Cells of decoded tallies held in memory. */
  cellsMax?: number;
};

const CELLS_MAX = 1_000_000;

/** Cells, and what a sample keeps beside them. */
const weightOf = ({ cells }: Tally): number =>
  cells.reduce((sum, { sample }) => sum + 1 + (sample?.length ?? 0), 1);

type Asked = {
  query: WindowQuery;
  options: ReadOptions;
  done: (tallies: BucketTallies) => void;
  fail: (error: unknown) => void;
};

/**
 * Reads tallies of windows and remembers those of whole buckets. A bucket is read again only when a row or a label
 * of its time was committed since. Questions asked in one turn of the event loop over the same rows share a scan, and
 * the same question asked twice is read once.
 */
export function createTallyReader({ events, cache, cellsMax = CELLS_MAX }: TallyReaderOptions): TallyReader {
  const counters: Counters = { rowsRead: 0, bucketsRead: 0, bucketsCached: 0, queries: 0 };
  const recent = createLru<CachedTally>(cellsMax, (row) => weightOf(row.tally));
  const underWay = new Map<string, Promise<BucketTallies>>();
  const companions = createCompanions();
  let batch: Asked[] = [];

  function ask(query: WindowQuery, options: ReadOptions): Promise<BucketTallies> {
    return new Promise((done, fail) => {
      batch.push({ query, options, done, fail });
      if (batch.length === 1) {
        setImmediate(() => {
          const all = batch;
          batch = [];
          for (const group of groupBy(all, rowsText)) void answer(group);
        });
      }
    });
  }

  async function answer(group: readonly Asked[]): Promise<void> {
    try {
      const first = group[0] as Asked;
      const resolved = await resolve(events, first.query.relation);
      const touched = touchesOf(resolved, first.query);
      const plans = await Promise.all(group.map((asked) => plan(resolved, asked, touched)));
      // Specs that lack the same buckets are read together.
      for (const together of groupBy(plans, (p) => p.missing.join(',')))
        await fill(resolved, together, first.options);
      for (const p of plans) p.asked.done(sorted(p.found));
    } catch (error) {
      for (const asked of group) asked.fail(error);
    }
  }

  async function plan(resolved: Resolved, asked: Asked, touched: Touched): Promise<Plan> {
    const { span, bucketMs } = asked.query;
    const key = keyOf(resolved, asked.query);
    companions.note(resolved, asked.query, key);
    const found: BucketTallies = new Map();
    const wanted = resolved.time === null ? NO_TIME : bucketsOf(span, bucketMs);
    const whole = wanted.filter((b) => b.whole).map((b) => b.start);
    const rows = await knownRows(key, whole, (row) => touched(row.bucket) <= row.seq);
    const have = new Set(rows.map((row) => row.bucket));
    for (const row of rows) found.set(row.bucket, row.tally);
    counters.bucketsCached += have.size;
    const missing = wanted.filter((b) => !have.has(b.start)).map((b) => b.start);
    return { asked, key, found, missing, whole: new Set(whole) };
  }

  /** What memory and the cache have of these buckets and still holds. */
  async function knownRows(
    key: string,
    buckets: readonly number[],
    stands: (row: CachedTally) => boolean,
  ): Promise<CachedTally[]> {
    const known = buckets.flatMap((start) => recent.get(`${start}:${key}`) ?? []).filter(stands);
    const have = new Set(known.map((row) => row.bucket));
    const asking = buckets.filter((start) => !have.has(start));
    const stored = asking.length > 0 ? (await cache.get(key, asking)).filter(stands) : [];
    for (const row of stored) recent.set(`${row.bucket}:${key}`, row);
    return [...known, ...stored];
  }

  /** The commit that last wrote into a bucket; looked up once for all that ask about the same rows. */
  function touchesOf({ relation: { source } }: Resolved, { span, bucketMs }: WindowQuery): Touched {
    if (source.kind === 'file') return () => 0;
    const lengthMs = bucketMs ?? span.to - span.from;
    const known = new Map<number, number>();
    return (bucket) => {
      const seq =
        known.get(bucket) ?? events.touchedSince(source.name, { from: bucket, to: bucket + lengthMs });
      known.set(bucket, seq);
      return seq;
    };
  }

  async function fill(resolved: Resolved, plans: readonly Plan[], options: ReadOptions): Promise<void> {
    const { missing, asked } = plans[0] as Plan;
    const specs = plans.map((p) => p.asked.query.spec);
    for (const run of runsOf(missing, asked.query.bucketMs)) {
      // Taken before the read: what is committed meanwhile makes the tally old, never wrongly new.
      const seq = events.seq();
      const cut = cutOf(resolved, asked.query, run);
      const readWith = (others: readonly Companion[]) =>
        talliesOf(
          events,
          { resolved, specs: [...specs, ...others.map(({ spec }) => spec)], ...cut },
          options,
        );
      let more = alongWith(resolved, plans, run);
      const read = await readWith(more).catch((error) => {
        // What was read along is nobody's trouble but its own.
        if (more.length === 0) throw error;
        more = [];
        return readWith(more);
      });
      counters.queries += 1;
      counters.bucketsRead += run.length * (plans.length + more.length);
      counters.rowsRead += Math.max(0, ...read.map((tallies) => sumRows(tallies)));
      for (const [i, p] of [...plans, ...more].entries())
        await keep(p, { run, seq, tallies: read[i] ?? new Map() });
    }
  }

  /** What others will ask of these buckets too: read in the same scan, it costs a fraction of a scan of its own. */
  function alongWith(resolved: Resolved, plans: readonly Plan[], run: readonly number[]): Companion[] {
    const { asked, whole } = plans[0] as Plan;
    if (run.length > ALONG_BUCKETS_MAX || !run.every((bucket) => whole.has(bucket))) return [];
    const keys = new Set(plans.map(({ key }) => key));
    return companions
      .of(resolved, asked.query)
      .filter(({ key }) => !keys.has(key) && run.some((bucket) => !recent.has(`${bucket}:${key}`)))
      .slice(0, ALONG_MAX)
      .map((one) => ({ ...one, found: new Map(), whole }));
  }

  async function keep(
    p: Kept,
    { run, seq, tallies }: { run: number[]; seq: number; tallies: BucketTallies },
  ): Promise<void> {
    const rows: CachedTally[] = [];
    for (const bucket of run) {
      const tally = tallies.get(bucket) ?? emptyTally;
      p.found.set(bucket, tally);
      if (!p.whole.has(bucket)) continue;
      const row = { key: p.key, bucket, seq, tally };
      rows.push(row);
      recent.set(`${bucket}:${p.key}`, row);
    }
    if (rows.length > 0) await cache.put(rows);
  }

  return {
    readWindow(query, options = {}) {
      // Two who share a read must not be stopped by one's signal, so only reads without one are shared.
      if (options.signal) return ask(query, options);
      const id = `${rowsText({ query, options })}|${specHash(query.spec)}`;
      const old = underWay.get(id);
      if (old) return old;
      const read = ask(query, options).finally(() => underWay.delete(id));
      underWay.set(id, read);
      return read;
    },
    counters,
  };
}

/** A file without times is one bucket, and never changes under its identity. */
const NO_TIME = [{ start: 0, whole: true }];

/** The same for all buckets of the same tally over the same rows. Without buckets the span itself is the one bucket. */
function keyOf(resolved: Resolved, { relation, spec, span, bucketMs }: WindowQuery): string {
  const cut = resolved.time === null ? null : (bucketMs ?? [span.from, span.to]);
  return shortKey(JSON.stringify([resolved.identity, relation.where, cut, specHash(spec)]));
}

/** Only what is new is read along: the latest buckets, and as many tallies as one query does well. */
const ALONG_BUCKETS_MAX = 2;
const ALONG_MAX = 60;

type Kept = Pick<Plan, 'key' | 'found' | 'whole'>;
type Companion = Kept & { spec: TallySpec };
type Touched = (bucket: number) => number;
type Plan = { asked: Asked; key: string; found: BucketTallies; missing: number[]; whole: Set<number> };

const signals = new WeakMap<AbortSignal, number>();
let signalCount = 0;

/** The same text for questions that one scan can answer. */
function rowsText({ query, options }: { query: WindowQuery; options: ReadOptions }): string {
  let signal = 0;
  if (options.signal) {
    signal = signals.get(options.signal) ?? ++signalCount;
    signals.set(options.signal, signal);
  }
  return JSON.stringify([query.relation, query.span, query.bucketMs, signal, options.limitMs ?? null]);
}

/** The buckets that a span meets. One that it covers whole may be cached; a piece of one may not. */
function bucketsOf(span: Span, bucketMs: number | null): { start: number; whole: boolean }[] {
  if (bucketMs === null) return [{ start: span.from, whole: true }];
  const buckets: { start: number; whole: boolean }[] = [];
  for (let start = floorTo(span.from, bucketMs); start < span.to; start += bucketMs) {
    buckets.push({ start, whole: start >= span.from && start + bucketMs <= span.to });
  }
  return buckets;
}

/** Buckets that follow one another without a gap are read as one span. */
function runsOf(buckets: readonly number[], bucketMs: number | null): number[][] {
  const runs: number[][] = [];
  for (const start of [...buckets].sort((a, b) => a - b)) {
    const run = runs.at(-1);
    if (run && bucketMs !== null && run.at(-1) === start - bucketMs) run.push(start);
    else runs.push([start]);
  }
  return runs;
}

/** The span that holds these buckets and no more. */
function cutOf(
  { time }: Resolved,
  { span, bucketMs }: WindowQuery,
  run: readonly number[],
): { span: Span | null; bucketMs: number | null } {
  if (time === null) return { span: null, bucketMs: null };
  if (bucketMs === null) return { span, bucketMs };
  const first = run[0] ?? span.from;
  const last = run.at(-1) ?? first;
  return { span: { from: Math.max(span.from, first), to: Math.min(span.to, last + bucketMs) }, bucketMs };
}

function groupBy<T>(items: readonly T[], text: (item: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const id = text(item);
    const group = groups.get(id);
    if (group) group.push(item);
    else groups.set(id, [item]);
  }
  return [...groups.values()];
}

const sumRows = (tallies: BucketTallies): number =>
  [...tallies.values()].reduce((sum, tally) => sum + rowsOf(tally), 0);

/** In the order of time, without the empty ones. */
const sorted = (tallies: BucketTallies): BucketTallies =>
  new Map([...tallies].filter(([, tally]) => tally.cells.length > 0).sort(([a], [b]) => a - b));
