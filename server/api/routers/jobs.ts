import * as z from 'zod';
import { id } from '@/server/api/inputs';
import { pending, procedure, router } from '@/server/api/trpc';
import type { JobView } from '@/server/api/views';

export const jobsRouter = router({
  get: procedure.input(z.strictObject({ id })).query(async (): Promise<JobView> => pending()),
  cancel: procedure
    .input(z.strictObject({ id }))
    .mutation(({ ctx, input }) => ctx.engine.call('jobs.cancel', { ...input, project: ctx.actor.project })),
});
