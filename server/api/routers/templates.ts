import * as z from 'zod';
import { failure } from '@/lib/core/failures';
import { fillMonitor, type Mapping, sampleMapping, typedMapping } from '@/lib/templates/fill';
import { templateOf } from '@/lib/templates/registry';
import type { Template } from '@/lib/templates/template';
import { createDraft } from '@/server/api/drafts';
import { columnName, id, streamName } from '@/server/api/inputs';
import { procedure, router } from '@/server/api/trpc';
import { listMonitors } from '@/server/store/monitors';
import type { Scope } from '@/server/store/scope';

export const templatesRouter = router({
  /** Makes drafts from a template with the user's own columns in it. What is not mapped stays as a problem of the draft. */
  use: procedure
    .input(
      z.strictObject({
        id,
        stream: streamName,
        mapping: z
          .record(z.string().max(64), columnName)
          .refine((m) => Object.keys(m).length <= 100, { error: 'at most 100 columns' }),
      }),
    )
    .mutation(async ({ ctx, input }): Promise<{ monitors: string[] }> => {
      const template = find(input.id);
      const mapping = typedMapping(template, input.stream, input.mapping);
      return { monitors: await makeDrafts(ctx.scope, template, mapping) };
    }),
  /** Loads the sample data that a template is shown on, and makes its drafts over it, once. */
  try: procedure
    .input(z.strictObject({ id }))
    .mutation(async ({ ctx, input }): Promise<{ job: string | null; monitors: string[] }> => {
      const template = find(input.id);
      const { job } = await ctx.engine.call('samples.load', { id: template.id });
      return { job, monitors: await makeDrafts(ctx.scope, template, sampleMapping(template)) };
    }),
});

function find(wanted: string): Template {
  const template = templateOf(wanted);
  if (!template) throw failure('not_found', { thing: 'template', id: wanted });
  return template;
}

async function makeDrafts(scope: Scope, template: Template, mapping: Mapping): Promise<string[]> {
  const there = listMonitors(scope);
  const made: string[] = [];
  for (const monitor of template.monitors) {
    const text = fillMonitor(monitor, mapping);
    // Tried or used twice with the same answers, the same drafts are opened again.
    const twin = there.find((one) => one.draft === text);
    made.push(twin?.id ?? (await createDraft(scope, { text, origin: template.id })).id);
  }
  return made;
}
