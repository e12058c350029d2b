import type { ColumnInfo } from '@/lib/tally/column';
import type { EventStore } from '@/server/events/store';
import type { DataCatalogue } from './contract';
import { fileCatalogue } from './fileCatalogue';
import { everything, lastRows, type StreamFacts } from './streams';

/** What exists in the data to be referred to, for the checker and the pickers. */
export async function dataCatalogue(events: EventStore, facts: StreamFacts): Promise<DataCatalogue> {
  const infos = events.streams();
  const summaries = await facts.list();
  const lastValues = await Promise.all(infos.map(({ name, columns }) => lastOf(events, name, columns)));
  return {
    streams: Object.fromEntries(infos.map(({ name, columns }) => [name, columns])),
    files: await fileCatalogue(events),
    freshness: summaries.map(({ name, rows, from, to, live }) => ({ stream: name, rows, from, to, live })),
    lastValues: lastValues.flat(),
  };
}

async function lastOf(
  events: EventStore,
  stream: string,
  columns: readonly ColumnInfo[],
): Promise<DataCatalogue['lastValues']> {
  const names = columns.map((column) => column.name);
  const { rows } = await lastRows(events, everything(stream), { columns: names, limit: 1 });
  return names.map((column, i) => ({ stream, column, value: rows[0]?.[i] ?? null }));
}
