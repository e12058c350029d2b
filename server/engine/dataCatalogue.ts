import type { ColumnInfo } from '@/lib/tally/column';
import { describeFile, listFiles } from '@/server/events/files';
import type { EventStore } from '@/server/events/store';
import type { DataCatalogue } from './contract';
import { everything, lastRows, type StreamFacts } from './streams';

/** What exists in the data to be referred to, for the checker and the pickers. */
export async function dataCatalogue(events: EventStore, facts: StreamFacts): Promise<DataCatalogue> {
  const infos = events.streams();
  const summaries = await facts.list();
  const lastValues = await Promise.all(infos.map(({ name, columns }) => lastOf(events, name, columns)));
  return {
    streams: columnsOfStreams(events),
    files: await columnsOfFiles(events),
    freshness: summaries.map(({ name, rows, from, to, live }) => ({ stream: name, rows, from, to, live })),
    lastValues: lastValues.flat(),
  };
}

/** Without asking the data: fast enough for every keystroke. */
export function columnsOfStreams(events: EventStore): DataCatalogue['streams'] {
  return Object.fromEntries(events.streams().map(({ name, columns }) => [name, [...columns]]));
}

/** A file that cannot be read has no columns that could be referred to; importing it says why. */
export async function columnsOfFiles(events: EventStore): Promise<DataCatalogue['files']> {
  const files = await listFiles(events.filesDir);
  const known = await Promise.all(
    files.map(async ({ name }): Promise<[string, ColumnInfo[]][]> => {
      try {
        const { columns } = await describeFile(events, name);
        return [[name, [...columns]]];
      } catch {
        return [];
      }
    }),
  );
  // Names come from people: `__proto__.csv` is harmless, because an own key is made of it.
  return Object.fromEntries(known.flat());
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
