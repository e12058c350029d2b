import * as z from 'zod';
import { cursor, id, note } from '@/server/api/inputs';
import { pending, procedure, router } from '@/server/api/trpc';
import type { AlertDetail, AlertRow, Page } from '@/server/api/views';

export const alertsRouter = router({
  list: procedure
    .input(
      z
        .strictObject({
          state: z.enum(['firing', 'resolved']).optional(),
          monitor: id.optional(),
          cursor,
        })
        .prefault({}),
    )
    .query(async (): Promise<Page<AlertRow>> => pending()),
  get: procedure.input(z.strictObject({ id })).query(async (): Promise<AlertDetail> => pending()),
  acknowledge: procedure
    .input(z.strictObject({ id, note: note.default('') }))
    .mutation(async (): Promise<{ at: number }> => pending()),
});
