import * as z from 'zod';
import { id } from '@/server/api/inputs';
import { jobView } from '@/server/api/jobViews';
import { procedure, router } from '@/server/api/trpc';
import type { JobView } from '@/server/api/views';
import { cancelJob, getJob, listJobs } from '@/server/store/jobs';

export const jobsRouter = router({
  get: procedure
    .input(z.strictObject({ id }))
    .query(({ ctx, input }): JobView => jobView(getJob(ctx.scope, input.id))),
  /** The latest jobs, so that a page that was left finds its work again. */
  list: procedure
    .input(z.strictObject({ monitor: id.optional() }).prefault({}))
    .query(({ ctx, input }): JobView[] =>
      listJobs(ctx.scope, input.monitor === undefined ? {} : { monitorId: input.monitor }).map(jobView),
    ),
  /** The job stops at its next step. */
  cancel: procedure
    .input(z.strictObject({ id }))
    .mutation(async ({ ctx, input }): Promise<JobView> => jobView(await cancelJob(ctx.scope, input.id))),
});
