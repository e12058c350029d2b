import type { SourceRef } from '@/lib/blocks/block';
import type { Relation } from '@/lib/compile/plan';
import type { Millis, Span } from '@/lib/core/time';
import type { RowsPreview, Sample } from '@/lib/evaluate/preview';
import type { ColumnInfo } from '@/lib/tally/column';
import { fileIdentity, findFile } from '@/server/events/files';
import type { EventStore } from '@/server/events/store';
import { createLru } from '@/server/query/lru';
import { readTimeRange } from '@/server/query/rows';
import { lastRows } from './streams';

/** What sources and transforms show: how many rows, from when to when, and the newest of them. */
export type RowsPreviews = {
  /** Another text whenever the rows may have changed. */
  stateOf: (source: SourceRef) => Promise<string>;
  /** The time of a source's rows; null where there are none, or they have no time. */
  rangeOf: (source: SourceRef) => Promise<Span | null>;
  preview: (relation: Relation, columns: readonly ColumnInfo[]) => Promise<Omit<RowsPreview, 'kind'>>;
};

const ROWS_SHOWN = 20;
const KEPT_MAX = 500;
const ALL_TIME = { from: 0, to: Number.MAX_SAFE_INTEGER };

type Measured = { span: Span | null; rows: number };
type Options = { events: EventStore; now: () => Millis };

export function createRowsPreviews({ events, now }: Options): RowsPreviews {
  const ranges = createLru<Measured>(KEPT_MAX, () => 1);
  const samples = createLru<Sample>(KEPT_MAX, () => 1);

  async function stateOf(source: SourceRef): Promise<string> {
    if (source.kind === 'file') return fileIdentity(await findFile(events.filesDir, source.name));
    return `${events.entry(source.name).table} ${events.touchedSince(source.name, ALL_TIME)}`;
  }

  async function measure(relation: Relation, state: string): Promise<Measured> {
    const key = JSON.stringify([relation, state]);
    const measured = ranges.get(key) ?? (await readTimeRange(events, relation));
    ranges.set(key, measured);
    return measured;
  }

  async function sample(
    relation: Relation,
    names: readonly string[],
    state: string,
  ): Promise<{ shown: Sample; cached: boolean }> {
    const key = JSON.stringify([relation, names, state]);
    const old = samples.get(key);
    if (old) return { shown: old, cached: true };
    const shown = await lastRows(events, relation, { columns: names, limit: ROWS_SHOWN });
    samples.set(key, shown);
    return { shown, cached: false };
  }

  return {
    stateOf,
    async rangeOf(source) {
      const { span } = await measure({ source, where: null }, await stateOf(source));
      return span;
    },
    async preview(relation, columns) {
      const state = await stateOf(relation.source);
      const { span, rows } = await measure(relation, state);
      const to = span ? span.to - 1 : null;
      const names = columns.map((column) => column.name);
      const { shown, cached } = await sample(relation, names, state);
      return {
        state: rows === 0 ? 'warning' : 'ok',
        words:
          rows === 0 ? (relation.where ? 'No row meets the condition.' : 'There are no rows yet.') : null,
        cached,
        rows,
        from: span?.from ?? null,
        to,
        freshnessMs: to === null ? null : Math.max(0, now() - to),
        columns,
        sample: shown,
      };
    },
  };
}
