import * as z from 'zod';
import { procedure, router } from '@/server/api/trpc';

export const samplesRouter = router({
  /** Loads a sample stream; loading it again changes nothing. */
  load: procedure
    .input(z.strictObject({ id: z.enum(['credit_requests']).default('credit_requests') }).prefault({}))
    .mutation(({ ctx, input }) => ctx.engine.call('samples.load', input)),
});
