import * as z from 'zod';
import { CREDIT_STREAM } from '@/lib/samples/creditStream';
import { id } from '@/server/api/inputs';
import { procedure, router } from '@/server/api/trpc';

export const samplesRouter = router({
  /** Loads a sample, by the name of the stream that it fills. Loading it again changes nothing. */
  load: procedure
    .input(z.strictObject({ id: id.default(CREDIT_STREAM) }).prefault({}))
    .mutation(({ ctx, input }) => ctx.engine.call('samples.load', input)),
});
