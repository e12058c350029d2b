import * as z from 'zod';
import { alertDetail, alertRow, monitorsOf } from '@/server/api/alertViews';
import { cursor, id, note } from '@/server/api/inputs';
import { pageOf, placeOf } from '@/server/api/paging';
import { procedure, router } from '@/server/api/trpc';
import type { AlertDetail, AlertRow, Page } from '@/server/api/views';
import { acknowledgeAlert, listAlerts } from '@/server/store/alerts';

const ALERTS_A_PAGE = 50;

export const alertsRouter = router({
  list: procedure
    .input(
      z
        .strictObject({
          state: z.enum(['firing', 'resolved']).optional(),
          monitor: id.optional(),
          /** The alerts of one replay, by its job, instead of the real ones. */
          replay: id.optional(),
          cursor,
        })
        .prefault({}),
    )
    .query(({ ctx, input }): Page<AlertRow> => {
      const place = placeOf(input.cursor);
      const found = listAlerts(ctx.scope, {
        ...(input.monitor === undefined ? {} : { monitorId: input.monitor }),
        ...(input.state === undefined ? {} : { status: input.state === 'firing' ? 'open' : 'resolved' }),
        ...(input.replay === undefined ? {} : { track: input.replay }),
        ...(place ? { before: { firedAt: place.at, id: place.id } } : {}),
        limit: ALERTS_A_PAGE + 1,
      });
      const { rows, nextCursor } = pageOf(found, ALERTS_A_PAGE, (a) => ({ at: a.firedAt, id: a.id }));
      const named = monitorsOf(ctx.scope);
      return { items: rows.map((row) => alertRow(row, named)), nextCursor };
    }),
  get: procedure
    .input(z.strictObject({ id }))
    .query(({ ctx, input }): AlertDetail => alertDetail(ctx.scope, input.id)),
  /** Says that somebody looks after it, or takes that back. */
  acknowledge: procedure
    .input(z.strictObject({ id, note: note.default(''), acknowledged: z.boolean().default(true) }))
    .mutation(async ({ ctx, input }) => {
      const alert = await acknowledgeAlert(ctx.scope, input);
      return { at: alert.acknowledgedAt };
    }),
});
