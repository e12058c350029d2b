import * as z from 'zod';
import { cursor, id } from '@/server/api/inputs';
import { pending, procedure, router } from '@/server/api/trpc';
import type { DeliveryRow, Page } from '@/server/api/views';

export const deliveriesRouter = router({
  list: procedure
    .input(
      z
        .strictObject({
          state: z.enum(['pending', 'sending', 'delivered', 'undelivered', 'superseded']).optional(),
          alert: id.optional(),
          cursor,
        })
        .prefault({}),
    )
    .query(async (): Promise<Page<DeliveryRow>> => pending()),
});
