import type { Value } from '@/lib/tally/column';
import type { StoredColumn } from './catalogue';

/** Rows on their way into the store, column by column. All arrays are `rows` long. */
export type ColumnBatch = {
  rows: number;
  ids: (string | null)[];
  /** Event time; for labels the time of the label. */
  times: number[];
  received: number;
  columns: Map<StoredColumn, Value[]>;
};

/** The rows at these places. */
export function pickRows(batch: ColumnBatch, places: readonly number[]): ColumnBatch {
  if (places.length === batch.rows) return batch;
  const pick = <T>(values: readonly T[]): T[] => places.map((i) => values[i] as T);
  return {
    rows: places.length,
    ids: pick(batch.ids),
    times: pick(batch.times),
    received: batch.received,
    columns: new Map([...batch.columns].map(([column, values]) => [column, pick(values)])),
  };
}
