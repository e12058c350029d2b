import { type ColumnDrift, eachColumn, type Together } from '@/lib/blocks/driftOfColumns';
import { failure } from '@/lib/core/failures';
import { profileRows } from '@/lib/evaluate/foldHistory';
import type { ColumnInfo, ColumnRole } from '@/lib/tally/column';
import { profileKey } from '@/lib/tally/profile';
import { emptyTally, type Tally, type TallySpec } from '@/lib/tally/tally';
import { readRowSample } from '@/server/query/sampleRows';
import { readTallies } from '@/server/query/tallies';
import type { CheckData, DataFile } from './checkData';

/** Rows of the reference that say where to cut; all of its rows and all of the data are then counted. */
const SAMPLE_ROWS = 5_000;
/** A report over much data reads for minutes before it gives up. */
const READ = { limitMs: 30 * 60_000 };
/** What is different in every row, or grows by itself. */
const LEFT_OUT: readonly ColumnRole[] = ['id', 'timestamp', 'prompt', 'response'];

export type DriftWish = { columns: readonly string[] | null; together: Together };

/** Drift of every column of a file against another one: three scans, however many columns. */
export async function driftReport(data: CheckData, wish: DriftWish): Promise<ColumnDrift[]> {
  const { reference } = data;
  const [current] = data.data;
  if (!reference || !current) return [];
  const columns = wish.columns ?? comparable(reference, current);
  for (const file of [reference, current]) mustHave(file, columns);
  const run = eachColumn(columns, wish.together);
  const sample = await readRowSample(
    data.events,
    { relation: relationOf(reference), columns, n: SAMPLE_ROWS, rows: reference.rowCount },
    READ,
  );
  const profiles = Object.fromEntries(
    run.profiles.map((need) => [profileKey(need), profileRows(need, sample)]),
  );
  const spec = run.needs(profiles);
  const [then, now] = await Promise.all([tallyOf(data, reference, spec), tallyOf(data, current, spec)]);
  return run.each({ spec, reference: then, current: now, span: { from: 0, to: 0 }, referenceSpan: null });
}

const relationOf = ({ source }: DataFile) => ({ source, where: null });

async function tallyOf(data: CheckData, file: DataFile, spec: TallySpec): Promise<Tally> {
  const wish = { relation: relationOf(file), span: null, bucketMs: null, specs: [spec] };
  const [buckets] = await readTallies(data.events, wish, READ);
  return buckets?.values().next().value ?? emptyTally;
}

/** Columns that both files have, of one type, and whose values can recur. */
function comparable(reference: DataFile, current: DataFile): string[] {
  const isSame = (a: ColumnInfo, b: ColumnInfo) => a.name === b.name && a.type === b.type;
  return reference.columns
    .filter(({ type, role }) => type !== 'time' && !LEFT_OUT.includes(role))
    .filter((column) => current.columns.some((other) => isSame(column, other)))
    .map(({ name }) => name);
}

function mustHave(file: DataFile, columns: readonly string[]): void {
  const known = file.columns.map(({ name }) => name);
  const missing = columns.find((column) => !known.includes(column));
  if (missing !== undefined) throw failure('unknown_column', { node: file.path, column: missing, known });
}
