import * as z from 'zod';
import { failure } from '@/lib/core/failures';
import { fillMonitor, type Mapping, sampleMapping } from '@/lib/templates/fill';
import { templateOf } from '@/lib/templates/registry';
import type { Template } from '@/lib/templates/template';
import { createDraft } from '@/server/api/drafts';
import { columnName, id, streamName } from '@/server/api/inputs';
import { procedure, router } from '@/server/api/trpc';
import type { Scope } from '@/server/store/scope';

const mapping = z
  .record(z.string().max(64), columnName)
  .refine((m) => Object.keys(m).length <= 100, { error: 'at most 100 columns' });

export const templatesRouter = router({
  /** Makes drafts from a template with the user's own columns in it; what is left out stays to be filled in. */
  use: procedure
    .input(z.strictObject({ id, stream: streamName, mapping }))
    .mutation(async ({ ctx, input }) => {
      const template = known(input.id);
      return {
        monitors: await draftsOf(ctx.scope, template, { stream: input.stream, values: input.mapping }),
      };
    }),
  /** Loads the sample data that a template is shown on, and makes its drafts over it. */
  try: procedure.input(z.strictObject({ id })).mutation(async ({ ctx, input }) => {
    const template = known(input.id);
    const { job } = await ctx.engine.call('samples.load', { id: template.sample.stream });
    return { job, monitors: await draftsOf(ctx.scope, template, sampleMapping(template)) };
  }),
});

function known(wanted: string): Template {
  const template = templateOf(wanted);
  if (!template) throw failure('not_found', { thing: 'template', id: wanted });
  return template;
}

async function draftsOf(scope: Scope, template: Template, given: Mapping): Promise<string[]> {
  const made: string[] = [];
  for (const monitor of template.monitors) {
    const text = fillMonitor(monitor, given);
    made.push((await createDraft(scope, { text, origin: `template:${template.id}` })).id);
  }
  return made;
}
