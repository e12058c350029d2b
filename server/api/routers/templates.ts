import * as z from 'zod';
import { columnName, id } from '@/server/api/inputs';
import { pending, procedure, router } from '@/server/api/trpc';

export const templatesRouter = router({
  /** Makes drafts from a template with the user's own columns in it. */
  use: procedure
    .input(
      z.strictObject({
        id,
        stream: z.string().min(1).max(64),
        mapping: z
          .record(z.string().max(64), columnName)
          .refine((m) => Object.keys(m).length <= 100, { error: 'at most 100 columns' }),
      }),
    )
    .mutation(async (): Promise<{ monitors: string[] }> => pending()),
  /** Loads the sample data that a template is shown on, and makes its drafts over it. */
  try: procedure
    .input(z.strictObject({ id }))
    .mutation(async (): Promise<{ job: string | null; monitors: string[] }> => pending()),
});
