import type { Catalogue } from '@/lib/compile/check';
import { describeFile, listFiles } from '@/server/events/files';
import type { EventStore } from '@/server/events/store';

/** The imported files with their columns. One that cannot be read is left out: importing it again says why. */
export async function fileCatalogue(events: EventStore): Promise<Catalogue['files']> {
  const files = await listFiles(events.filesDir);
  const known = await Promise.all(
    files.map(async ({ name }): Promise<[string, Catalogue['files'][string]][]> => {
      try {
        return [[name, (await describeFile(events, name)).columns]];
      } catch {
        return [];
      }
    }),
  );
  return Object.fromEntries(known.flat());
}
