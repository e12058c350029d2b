import * as z from 'zod';
import { cursor, id } from '../inputs';
import { pending, procedure, router } from '../trpc';
import type { DeliveryRow, Page } from '../views';

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
