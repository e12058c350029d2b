import * as z from 'zod';
import { id } from '../inputs';
import { pending, procedure, router } from '../trpc';
import type { JobView } from '../views';

export const jobsRouter = router({
  get: procedure.input(z.strictObject({ id })).query(async (): Promise<JobView> => pending()),
  cancel: procedure
    .input(z.strictObject({ id }))
    .mutation(({ ctx, input }) => ctx.engine.call('jobs.cancel', { ...input, project: ctx.actor.project })),
});
