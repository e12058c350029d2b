import type { Job } from '@/server/store/jobs';
import type { JobResult, JobView } from './views';

const WORDS: Record<Job['kind'], string> = {
  import: 'Importing the file',
  replay: 'Playing the past',
  sample: 'Loading the sample',
  backfill: 'Computing the past',
};

const STATES: Record<Job['status'], string> = {
  queued: 'waiting for its turn',
  running: 'under way',
  done: 'done',
  failed: 'failed',
  cancelled: 'stopped',
};

export function jobView(job: Job): JobView {
  return {
    id: job.id,
    kind: job.kind,
    monitor: job.monitorId,
    state: job.status,
    done: job.done,
    total: job.total,
    message: `${WORDS[job.kind]}: ${STATES[job.status]}`,
    problems: job.problem ? [job.problem] : [],
    result: job.status === 'done' ? resultOf(job) : null,
    createdAt: job.createdAt,
    finishedAt: job.finishedAt,
  };
}

/** Written by the engine's own jobs, each in its own shape. */
function resultOf({ kind, result }: Job): JobResult | null {
  return typeof result === 'object' && result !== null ? ({ ...result, kind } as JobResult) : null;
}
