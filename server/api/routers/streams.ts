import * as z from 'zod';
import { columnRole } from '@/lib/tally/column';
import { columnName, streamName } from '@/server/api/inputs';
import { procedure, router } from '@/server/api/trpc';

const byName = z.strictObject({ name: streamName });

/** Streams live in the engine; the web only asks. */
export const streamsRouter = router({
  list: procedure.query(({ ctx }) => ctx.engine.call('streams.list', {})),
  get: procedure.input(byName).query(({ ctx, input }) => ctx.engine.call('streams.get', input)),
  rows: procedure
    .input(byName.extend({ limit: z.int().min(1).max(500).default(50) }))
    .query(({ ctx, input }) => ctx.engine.call('streams.rows', input)),
  volume: procedure
    .input(byName.extend({ points: z.int().min(2).max(500).default(60) }))
    .query(({ ctx, input }) => ctx.engine.call('streams.volume', input)),
  stats: procedure.input(byName).query(({ ctx, input }) => ctx.engine.call('streams.stats', input)),
  setRole: procedure
    .input(byName.extend({ column: columnName, role: columnRole }))
    .mutation(({ ctx, input }) => ctx.engine.call('streams.setRole', input)),
  remove: procedure.input(byName).mutation(({ ctx, input }) => ctx.engine.call('streams.remove', input)),
});
