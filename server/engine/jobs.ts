import { Failure, type Problem, problem } from '@/lib/core/failures';
import { createJob, finishJob, type NewJob, progressJob } from '@/server/store/jobs';
import type { Scope } from '@/server/store/scope';
import type { JobStarted } from './contract';

/** Thrown inside a job's work where it has been told to stop. */
class Stopped extends Error {}

/** Says how far the work is; throws where it should end here. */
export type Progress = (done: number, total?: number) => Promise<void>;
export type JobWork = (progress: Progress) => Promise<unknown>;

/** Told of what is not a failure with words; answers with the reference that people see. */
export type Report = (error: unknown) => string;

/** How often progress is written down; more would only make work. */
const PROGRESS_MS = 200;

/** Starts work that goes on after the answer. How it ends is in the store, where a restarted page finds it. */
export async function startJob(
  scope: Scope,
  { job, report }: { job: NewJob; report: Report },
  work: JobWork,
): Promise<JobStarted> {
  const { id } = await createJob(scope, job);
  void run(scope, { id, report }, work);
  return { job: id };
}

async function run(
  scope: Scope,
  { id, report }: { id: string; report: Report },
  work: JobWork,
): Promise<void> {
  try {
    const result = await work(progressOf(scope, id));
    await finishJob(scope, id, { status: 'done', result });
  } catch (error) {
    try {
      if (error instanceof Stopped) await finishJob(scope, id, { status: 'cancelled' });
      else await finishJob(scope, id, { status: 'failed', problem: problemOf(error, report) });
    } catch (lost) {
      // The store itself is gone; the engine finds the unfinished job when it starts again.
      report(lost);
    }
  }
}

function progressOf(scope: Scope, id: string): Progress {
  let writtenAt = Number.NEGATIVE_INFINITY;
  return async (done, total) => {
    const now = scope.clock.now();
    if (now - writtenAt < PROGRESS_MS && done !== total) return;
    writtenAt = now;
    const goOn = await progressJob(scope, id, total === undefined ? { done } : { done, total });
    if (!goOn) throw new Stopped();
  };
}

function problemOf(error: unknown, report: Report): Problem {
  const first = error instanceof Failure ? error.problems[0] : undefined;
  return first ?? problem('internal', { reference: report(error) });
}
