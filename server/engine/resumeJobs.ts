import * as z from 'zod';
import { problem } from '@/lib/core/failures';
import { finishJob, unfinishedJobs } from '@/server/store/jobs';
import { engineActor, scopeOf } from '@/server/store/scope';
import { runBackfill } from './backfill';
import type { Engine } from './engine';

const backfillParams = z.object({ until: z.number(), told: z.array(z.string()).default([]) });

/** What was cut off when the engine went down: a backfill goes on, anything else is told as failed. */
export async function resumeJobs(engine: Engine): Promise<void> {
  for (const job of unfinishedJobs(engine.store)) {
    const scope = scopeOf(engine.store, engineActor(job.projectId));
    const params = backfillParams.safeParse(job.params);
    if (job.kind === 'backfill' && params.success) {
      // In the background: the engine need not wait, and the slots that are there already are left alone.
      void runBackfill(engine, scope, { job, ...params.data }).catch((error) =>
        engine.log.error({ err: error, job: job.id }, 'a backfill broke'),
      );
      continue;
    }
    const cut = problem('run_failed', { message: 'the engine was restarted while it ran.' });
    await finishJob(scope, job.id, { status: 'failed', problem: cut });
  }
}
