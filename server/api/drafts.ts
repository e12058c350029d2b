import { type Compiled, compile } from '@/lib/compile/compile';
import { Failure } from '@/lib/core/failures';
import { setField } from '@/lib/spec/edit';
import { createMonitor, getMonitor, type Monitor, saveDraft as storeDraft } from '@/server/store/monitors';
import type { Scope } from '@/server/store/scope';
import { factsOf } from './facts';
import type { Layout } from './inputs';
import { draftOf } from './monitorViews';
import type { DraftConflict, YamlImport } from './views';

/** Making, saving and bringing in drafts. */

const BLANK = `version: 1
name: New monitor
schedule:
  every: 1h
  window: 1h
nodes: {}
`;

export type NewDraft = {
  name?: string | undefined;
  text?: string | undefined;
  layout?: Layout | undefined;
  origin?: string | undefined;
};

export async function createDraft(scope: Scope, wish: NewDraft): Promise<Monitor> {
  const given = wish.text ?? BLANK;
  const text = wish.name === undefined ? given : setField(given, ['name'], wish.name);
  return createMonitor(scope, {
    name: nameIn(text) ?? wish.name ?? 'New monitor',
    draft: text,
    layout: wish.layout ?? {},
    ...(wish.origin === undefined ? {} : { template: wish.origin }),
  });
}

/** The text's own name; null where it has none that can be read. */
const nameIn = (text: string): string | null => factsOf(text).name;

export type DraftSave = { id: string; text: string; layout: Layout; token: string };

/** Saves a draft, or refuses with both sides where somebody else has saved meanwhile. */
export async function saveDraft(scope: Scope, save: DraftSave): Promise<Monitor> {
  const { id, text, layout, token } = save;
  const name = nameIn(text) ?? getMonitor(scope, id).name;
  try {
    return await storeDraft(scope, { id, name, draft: text, layout, token });
  } catch (error) {
    if (!(error instanceof Failure) || error.problems[0]?.code !== 'draft_conflict') throw error;
    const theirs = draftOf(getMonitor(scope, id));
    const cause: DraftConflict = { mine: { text, layout }, theirs };
    throw new Failure(error.problems, { cause });
  }
}

/** The name stands in the text, so renaming is a save of the draft. */
export async function renameDraft(scope: Scope, id: string, name: string): Promise<Monitor> {
  const { draft, layout, token } = getMonitor(scope, id);
  return storeDraft(scope, { id, name, draft: setField(draft, ['name'], name), layout, token });
}

/** What a text would make. Nothing runs, and only a text that can be read at all becomes a draft. */
export async function importDraft(
  scope: Scope,
  { text, dryRun }: { text: string; dryRun: boolean },
  { spec, problems }: Pick<Compiled, 'spec' | 'problems'> = compile(text),
): Promise<YamlImport> {
  if (!spec) return { id: null, name: null, creates: [], problems };
  const creates = Object.entries(spec.nodes).map(([id, { type, title }]) => ({
    id,
    type,
    title: title ?? id,
  }));
  const made = dryRun ? null : await createDraft(scope, { text, origin: 'import' });
  return { id: made?.id ?? null, name: spec.name, creates, problems };
}
