import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from '@/lib/core/failures';
import { isDiskFull } from '@/server/db/client';
import { finishJob, type JobEnd } from '@/server/store/jobs';
import type { Scope } from '@/server/store/scope';
import type { Engine } from './engine';

const AGAIN_MS = 2_000;

/** Writes down how a job ended, as soon as the store can be written to. Never throws: nobody waits for it. */
export async function endJob(engine: Engine, scope: Scope, job: { id: string; end: JobEnd }): Promise<void> {
  while (!engine.ending.aborted) {
    try {
      await finishJob(scope, job.id, job.end);
      return;
    } catch (error) {
      engine.log.error({ err: error, job: job.id }, 'the end of a job could not be written down');
      if (!isPassing(error)) return;
      if (isDiskFull(error)) engine.full();
      await sleep(AGAIN_MS, null, { signal: engine.ending }).catch(() => null);
    }
  }
}

const isPassing = (error: unknown): boolean =>
  error instanceof Failure && error.problems.some(({ code }) => code === 'storage_unavailable');
