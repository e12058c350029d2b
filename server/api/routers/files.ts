import * as z from 'zod';
import { fileName, streamName } from '@/server/api/inputs';
import { procedure, router } from '@/server/api/trpc';

/** Files in the import folder. Uploads come in through `app/api/files`, because they are streamed. */
export const filesRouter = router({
  list: procedure.query(({ ctx }) => ctx.engine.call('files.list', {})),
  columns: procedure
    .input(z.strictObject({ name: fileName }))
    .query(({ ctx, input }) => ctx.engine.call('files.columns', input)),
  import: procedure
    .input(z.strictObject({ file: fileName, stream: streamName, as: z.enum(['events', 'labels']) }))
    .mutation(({ ctx, input }) => ctx.engine.call('files.import', input)),
});
