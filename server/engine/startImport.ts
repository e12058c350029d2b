import { findFile } from '@/server/events/files';
import { type ImportProgress, importFile } from '@/server/events/importFile';
import type { EventStore } from '@/server/events/store';
import type { Scope } from '@/server/store/scope';
import type { FileImport, JobStarted } from './contract';
import { type Report, startJob } from './jobs';

/** How often progress goes from the import into the job. */
const LOOK_MS = 100;

export type ImportParts = { events: EventStore; report: Report };

/** Brings a file of the import folder into a stream, as a job. A file that is not there is refused at once. */
export async function startImport(
  { events, report }: ImportParts,
  scope: Scope,
  { file, stream, as }: FileImport,
): Promise<JobStarted> {
  await findFile(events.filesDir, file);
  const wish = { file, stream, origin: as === 'labels' ? ('label' as const) : ('event' as const) };
  const job = { kind: 'import' as const, params: { file, stream, as } };
  return startJob(scope, { job, report }, async (progress) => {
    const stop = new AbortController();
    let latest: ImportProgress | null = null;
    let stopped: unknown = null;
    // The import says how far it is without waiting; the job is asked in between whether it should go on.
    const timer = setInterval(() => {
      if (!latest) return;
      progress(latest.done, latest.total).catch((reason: unknown) => {
        stopped ??= reason;
        stop.abort(reason);
      });
    }, LOOK_MS);
    try {
      const received = scope.clock.now();
      const done = await importFile(
        events,
        { ...wish, received },
        {
          signal: stop.signal,
          onProgress: (now) => {
            latest = now;
          },
        },
      );
      await progress(done.done, done.total);
      const { accepted: stored, duplicates, rejected } = done;
      return { kind: 'import', stream, stored, duplicates, rejected };
    } catch (error) {
      throw stopped ?? error;
    } finally {
      clearInterval(timer);
    }
  });
}
