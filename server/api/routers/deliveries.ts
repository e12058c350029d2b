import * as z from 'zod';
import { deliveryRow, monitorsOf } from '@/server/api/alertViews';
import { cursor, id } from '@/server/api/inputs';
import { pageOf, placeOf } from '@/server/api/paging';
import { procedure, router } from '@/server/api/trpc';
import type { DeliveryRow, Page } from '@/server/api/views';
import { retryMessage } from '@/server/store/outbox';
import { pageMessages } from '@/server/store/overview';

const DELIVERIES_A_PAGE = 50;

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
    .query(({ ctx, input }): Page<DeliveryRow> => {
      const place = placeOf(input.cursor);
      const found = pageMessages(ctx.scope, {
        ...(input.state === undefined ? {} : { status: input.state }),
        ...(input.alert === undefined ? {} : { alertId: input.alert }),
        ...(place ? { before: { createdAt: place.at, id: place.id } } : {}),
        limit: DELIVERIES_A_PAGE + 1,
      });
      const { rows, nextCursor } = pageOf(found, DELIVERIES_A_PAGE, (m) => ({ at: m.createdAt, id: m.id }));
      const named = monitorsOf(ctx.scope);
      return { items: rows.map((row) => deliveryRow(row, named)), nextCursor };
    }),
  /** Tries an undelivered message again. */
  retry: procedure.input(z.strictObject({ id })).mutation(async ({ ctx, input }): Promise<DeliveryRow> => {
    return deliveryRow(await retryMessage(ctx.scope, input.id), monitorsOf(ctx.scope));
  }),
});
