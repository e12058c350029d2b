import * as z from 'zod';
import { cursor, id, layout, millis, note, specText, title } from '@/server/api/inputs';
import { pending, procedure, router } from '@/server/api/trpc';
import type {
  MonitorDetail,
  MonitorRow,
  Page,
  RunRow,
  VersionDetail,
  VersionRow,
  YamlImport,
} from '@/server/api/views';

const byId = z.strictObject({ id });

export const monitorsRouter = router({
  list: procedure.query(async (): Promise<MonitorRow[]> => pending()),
  get: procedure.input(byId).query(async (): Promise<MonitorDetail> => pending()),
  create: procedure
    .input(
      z
        .strictObject({
          name: title.optional(),
          text: specText.optional(),
          layout: layout.optional(),
          origin: z.string().max(100).optional(),
        })
        .prefault({}),
    )
    .mutation(async (): Promise<{ id: string }> => pending()),
  rename: procedure
    .input(byId.extend({ name: title }))
    .mutation(async (): Promise<{ token: string; savedAt: number }> => pending()),
  remove: procedure.input(byId).mutation(async (): Promise<{ removed: true }> => pending()),
  setEnabled: procedure
    .input(byId.extend({ enabled: z.boolean() }))
    .mutation(async (): Promise<{ enabled: boolean }> => pending()),
  saveDraft: procedure
    .input(byId.extend({ text: specText, layout, token: z.string().min(1).max(100) }))
    .mutation(async (): Promise<{ token: string; savedAt: number }> => pending()),
  publish: procedure
    .input(
      byId.extend({ token: z.string().min(1).max(100), note: note.default(''), acceptWarnings: z.boolean() }),
    )
    .mutation(({ ctx, input }) =>
      ctx.engine.call('monitors.publish', { ...input, project: ctx.actor.project, author: ctx.actor.user }),
    ),
  versions: procedure.input(byId).query(async (): Promise<VersionRow[]> => pending()),
  version: procedure
    .input(byId.extend({ number: z.int().min(1) }))
    .query(async (): Promise<VersionDetail> => pending()),
  runs: procedure.input(byId.extend({ cursor })).query(async (): Promise<Page<RunRow>> => pending()),
  scores: procedure
    .input(byId.extend({ from: millis.optional(), to: millis.optional() }))
    .query(({ ctx, input }) =>
      ctx.engine.call('monitors.scores', {
        project: ctx.actor.project,
        id: input.id,
        from: input.from ?? null,
        to: input.to ?? null,
      }),
    ),
  replay: procedure
    .input(byId.extend({ from: millis, to: millis, deliver: z.boolean().default(false) }))
    .mutation(({ ctx, input: { id: monitor, from, to, deliver } }) =>
      ctx.engine.call('monitors.replay', {
        project: ctx.actor.project,
        id: monitor,
        span: { from, to },
        deliver,
      }),
    ),
  exportYaml: procedure
    .input(byId.extend({ number: z.int().min(1).optional() }))
    .query(async (): Promise<{ filename: string; text: string }> => pending()),
  importYaml: procedure
    .input(z.strictObject({ text: specText, dryRun: z.boolean().default(false) }))
    .mutation(async (): Promise<YamlImport> => pending()),
});
