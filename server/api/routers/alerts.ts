import * as z from 'zod';
import { cursor, id, note } from '../inputs';
import { pending, procedure, router } from '../trpc';
import type { AlertDetail, AlertRow, Page } from '../views';

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
