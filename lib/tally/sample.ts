import type { Row } from './column';
import { EVENT_TIME } from './column';
import { type Column, readColumn } from './computed';
import { identityOf, type KeyValue } from './key';
import { hashOf } from './rowHash';

/**
 * Rows that are kept as they are: all of a group together, for the `n` groups whose hash is smallest. The smallest of
 * a whole are among the smallest of its parts, so samples merge exactly: bottom-k sampling.
 *
 * `by` are the columns whose values make a group, a query or a client. Without it a group is the rows that agree in the
 * time and all columns kept, which are mostly one row: a sample of rows.
 */
export type SampleSpec = {
  columns: readonly Column[];
  /** Groups kept, at most `SAMPLE_MAX`. */
  n: number;
  by?: readonly Column[];
  /** Different rows kept of a group, `GROUP_ROWS` where it is left out. */
  rowsMax?: number;
};

/** Groups that a sample can hold. */
const SAMPLE_MAX = 5000;
const GROUP_ROWS = 100;

/** Values in the order of `columns`, as identity keys have them, and how many rows of the group have them. */
export type SampledRow = { count: number; values: readonly KeyValue[] };
/** `count` is of all rows of the group; where its kept rows count fewer, it was cut to those with the smallest hash. */
export type SampledGroup = { hash: number; count: number; rows: readonly SampledRow[] };
/** By ascending hash, each once. Plain data. */
export type Sample = readonly SampledGroup[];

/** How much of it is kept. */
export function sampleSizes(spec: SampleSpec): { n: number; rowsMax: number } {
  return {
    n: Math.min(spec.n, SAMPLE_MAX),
    rowsMax: spec.columns.length === 0 ? 0 : (spec.rowsMax ?? GROUP_ROWS),
  };
}

/** What makes a group. */
export function groupColumns(spec: SampleSpec): readonly Column[] {
  return spec.by ?? [EVENT_TIME, ...spec.columns];
}

/** The sample of one row. */
export function sampleRow(spec: SampleSpec, row: Row): Sample {
  const read = (column: Column) => identityOf(readColumn(column, row));
  const rows = spec.columns.length === 0 ? [] : [{ count: 1, values: spec.columns.map(read) }];
  return [{ hash: hashOf(groupColumns(spec).map(read)), count: 1, rows }];
}

/** Takes samples one after the other and gives the sample of them all. */
export function createSampler(spec: SampleSpec) {
  const { n, rowsMax } = sampleSizes(spec);
  let kept = new Map<number, SampledGroup>();
  /** `n` groups are known whose hash is no greater: one beyond can be left out. */
  let limit = Infinity;

  function compact(): void {
    const groups = [...kept.values()].sort((a, b) => a.hash - b.hash).slice(0, n);
    kept = new Map(groups.map((group) => [group.hash, group]));
    if (groups.length === n) limit = groups.at(-1)?.hash ?? limit;
  }

  return {
    add(sample: Sample): void {
      for (const group of sample) {
        if (group.hash > limit) break;
        const old = kept.get(group.hash);
        if (old || group.rows.length > 1) kept.set(group.hash, joined(old ? [old, group] : [group], rowsMax));
        else kept.set(group.hash, group);
      }
      if (kept.size > 2 * n) compact();
    },
    finish(): Sample {
      compact();
      return [...kept.values()];
    },
  };
}

/** A group out of its parts. Rows in the order of their values. */
function joined(parts: readonly SampledGroup[], rowsMax: number): SampledGroup {
  const rows = new Map<string, SampledRow>();
  for (const row of parts.flatMap((part) => part.rows)) {
    const id = JSON.stringify(row.values);
    const old = rows.get(id);
    rows.set(id, old ? { ...old, count: old.count + row.count } : row);
  }
  const ordered = [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
  return {
    hash: parts[0]?.hash ?? 0,
    count: parts.reduce((sum, { count }) => sum + count, 0),
    rows: ordered.length > rowsMax ? smallest(ordered, rowsMax) : ordered,
  };
}

function smallest(rows: readonly SampledRow[], max: number): SampledRow[] {
  const byHash = rows.map((row) => ({ row, hash: hashOf(row.values) })).sort((a, b) => a.hash - b.hash);
  const kept = new Set(byHash.slice(0, max).map(({ row }) => row));
  return rows.filter((row) => kept.has(row));
}
