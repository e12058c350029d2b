import * as z from 'zod';
import { createDraft, importDraft, renameDraft, saveDraft } from '@/server/api/drafts';
import { exportName, exportText } from '@/server/api/exportYaml';
import { cursor, id, layout, millis, note, specText, title } from '@/server/api/inputs';
import { monitorDetail, monitorRows, runRow } from '@/server/api/monitorViews';
import { pageOf, placeOf } from '@/server/api/paging';
import { seriesOf } from '@/server/api/series';
import { procedure, router } from '@/server/api/trpc';
import type {
  MonitorDetail,
  MonitorRow,
  NodeSeries,
  Page,
  RunRow,
  VersionDetail,
  VersionRow,
  YamlImport,
} from '@/server/api/views';
import { deleteMonitor, getMonitor, listMonitors, setMonitorState } from '@/server/store/monitors';
import { listRuns } from '@/server/store/runs';
import { getVersion, listVersions, type VersionInfo } from '@/server/store/versions';

const byId = z.strictObject({ id });
const byNumber = byId.extend({ number: z.int().min(1) });
const token = z.string().min(1).max(100);
const RUNS_A_PAGE = 50;

type Saved = { token: string; savedAt: number };
const savedOf = ({ token, savedAt }: Saved): Saved => ({ token, savedAt });

export const monitorsRouter = router({
  list: procedure.query(({ ctx }): MonitorRow[] => monitorRows(ctx.scope, listMonitors(ctx.scope))),
  get: procedure
    .input(byId)
    .query(({ ctx, input }): MonitorDetail => monitorDetail(ctx.scope, getMonitor(ctx.scope, input.id))),
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
    .mutation(async ({ ctx, input }) => ({ id: (await createDraft(ctx.scope, input)).id })),
  rename: procedure
    .input(byId.extend({ name: title }))
    .mutation(async ({ ctx, input }) => savedOf(await renameDraft(ctx.scope, input.id, input.name))),
  remove: procedure.input(byId).mutation(async ({ ctx, input }) => {
    await deleteMonitor(ctx.scope, input.id);
    return { removed: true };
  }),
  setEnabled: procedure.input(byId.extend({ enabled: z.boolean() })).mutation(async ({ ctx, input }) => {
    const { state } = await setMonitorState(ctx.scope, input.id, input.enabled ? 'enabled' : 'paused');
    return { enabled: state === 'enabled' };
  }),
  saveDraft: procedure
    .input(byId.extend({ text: specText, layout, token }))
    .mutation(async ({ ctx, input }) => savedOf(await saveDraft(ctx.scope, input))),
  publish: procedure
    .input(byId.extend({ token, note: note.default(''), acceptWarnings: z.boolean() }))
    .mutation(({ ctx, input }) => {
      const { projectId: project, userId: author } = ctx.scope.actor;
      return ctx.engine.call('monitors.publish', { ...input, project, author });
    }),
  versions: procedure.input(byId).query(({ ctx, input }): VersionRow[] => {
    getMonitor(ctx.scope, input.id);
    return listVersions(ctx.scope, input.id).map(versionRow);
  }),
  version: procedure.input(byNumber).query(({ ctx, input }): VersionDetail => {
    const version = getVersion(ctx.scope, input.id, input.number);
    return { ...versionRow(version), text: version.text, layout: version.layout };
  }),
  runs: procedure.input(byId.extend({ cursor })).query(({ ctx, input }): Page<RunRow> => {
    const before = placeOf(input.cursor)?.at ?? ctx.scope.clock.now() + 1;
    const { id: monitorId } = getMonitor(ctx.scope, input.id);
    const span = { from: 0, to: before - 1 };
    const runs = listRuns(ctx.scope, { monitorId, span, limit: RUNS_A_PAGE + 1 }).reverse();
    const { rows, nextCursor } = pageOf(runs, RUNS_A_PAGE, ({ slot }) => ({ at: slot, id: '' }));
    return { items: rows.map(runRow), nextCursor };
  }),
  scores: procedure
    .input(byId.extend({ from: millis.optional(), to: millis.optional() }))
    .query(({ ctx, input }): NodeSeries[] => {
      const monitor = getMonitor(ctx.scope, input.id);
      const { publishedVersion: version } = monitor;
      if (version === null) return [];
      return seriesOf(ctx.scope, monitor, { version, from: input.from ?? null, to: input.to ?? null });
    }),
  replay: procedure
    .input(byId.extend({ from: millis, to: millis, deliver: z.boolean().default(false) }))
    .mutation(({ ctx, input: { id: monitor, from, to, deliver } }) => {
      const project = ctx.scope.actor.projectId;
      return ctx.engine.call('monitors.replay', { project, id: monitor, span: { from, to }, deliver });
    }),
  exportYaml: procedure.input(byId.extend({ number: z.int().min(1).optional() })).query(({ ctx, input }) => {
    const { name, draft } = getMonitor(ctx.scope, input.id);
    const text = input.number === undefined ? draft : getVersion(ctx.scope, input.id, input.number).text;
    return { filename: exportName(name), text: exportText(text) };
  }),
  importYaml: procedure
    .input(z.strictObject({ text: specText, dryRun: z.boolean().default(false) }))
    .mutation(
      async ({ ctx, input }): Promise<YamlImport> =>
        importDraft(ctx.scope, input, await ctx.compile(input.text)),
    ),
});

function versionRow({ number, createdAt, author, note: words, summary }: VersionInfo): VersionRow {
  return { number, at: createdAt, author, note: words, summary };
}
