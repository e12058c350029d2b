import * as z from 'zod';
import { specText } from '@/server/api/inputs';
import { procedure, router } from '@/server/api/trpc';

export const previewRouter = router({
  /** Plays an unsaved draft over the last days of its data. Sends nothing, stores nothing. */
  run: procedure
    .input(z.strictObject({ text: specText, days: z.int().min(1).max(366).default(30) }))
    .query(({ ctx, input }) =>
      ctx.engine.call('preview.run', { ...input, project: ctx.scope.actor.projectId }),
    ),
});
