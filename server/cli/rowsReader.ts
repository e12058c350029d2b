import { floorTo, type Millis, type Span } from '@/lib/core/time';
import { profileRows } from '@/lib/evaluate/foldHistory';
import { EVENT_TIME, type Row } from '@/lib/tally/column';
import { type Condition, matches } from '@/lib/tally/condition';
import { fold } from '@/lib/tally/fold';
import { type ProfileNeed, type Profiles, profileKey } from '@/lib/tally/profile';
import type { Tally, TallySpec } from '@/lib/tally/tally';
import type { EventStore } from '@/server/events/store';
import { readProfiles } from '@/server/query/profile';
import { readTallies } from '@/server/query/tallies';
import type { DataFile } from './checkData';

/** Rows of a file: those that meet the condition and lie in the span. */
export type Rows = { file: DataFile; where: Condition | null; span: Span | null };

/** Counts rows where they are: in DuckDB, or in memory where labels were joined to them. */
export type RowsReader = {
  profiles: (rows: Rows, needs: readonly ProfileNeed[]) => Promise<Profiles>;
  /** By the start of the bucket; without `bucketMs` one tally of all. */
  tallies: (
    rows: Rows,
    wish: { spec: TallySpec; bucketMs: Millis | null },
  ) => Promise<ReadonlyMap<Millis, Tally>>;
};

export function createRowsReader(events: EventStore): RowsReader {
  return {
    async profiles(rows, needs) {
      const held = rowsIn(rows);
      if (held) return Object.fromEntries(needs.map((need) => [profileKey(need), profileRows(need, held)]));
      return readProfiles(events, { ...queryOf(rows), needs });
    },
    async tallies(rows, { spec, bucketMs }) {
      const held = rowsIn(rows);
      if (held) return foldBuckets(held, { spec, bucketMs });
      const [tallies] = await readTallies(events, { ...queryOf(rows), bucketMs, specs: [spec] });
      return tallies ?? new Map();
    },
  };
}

const queryOf = ({ file, where, span }: Rows) => ({ relation: { source: file.source, where }, span });

function rowsIn({ file, where, span }: Rows): readonly Row[] | null {
  if (!file.rows) return null;
  return file.rows.filter((row) => (!where || matches(where, row)) && (!span || isWithin(span, row)));
}

function isWithin(span: Span, row: Row): boolean {
  const at = row.get(EVENT_TIME);
  return typeof at === 'number' && at >= span.from && at < span.to;
}

function foldBuckets(
  rows: readonly Row[],
  wish: { spec: TallySpec; bucketMs: Millis | null },
): Map<Millis, Tally> {
  const { spec, bucketMs } = wish;
  if (bucketMs === null) return new Map([[0, fold(spec, rows)]]);
  const parts = new Map<Millis, Row[]>();
  for (const row of rows) {
    const at = floorTo(Number(row.get(EVENT_TIME)), bucketMs);
    const part = parts.get(at);
    if (part) part.push(row);
    else parts.set(at, [row]);
  }
  return new Map([...parts].map(([at, part]) => [at, fold(spec, part)]));
}
