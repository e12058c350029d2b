import * as z from 'zod';
import type { Problem } from '@/lib/core/failures';
import { specText } from '@/server/api/inputs';
import { procedure, router } from '@/server/api/trpc';

export const specsRouter = router({
  /** The same checker as the builder's, with what the server knows. */
  check: procedure
    .input(z.strictObject({ text: specText }))
    .query(async ({ ctx, input }): Promise<{ problems: readonly Problem[] }> => {
      const { problems } = await ctx.compile(input.text);
      return { problems };
    }),
});
