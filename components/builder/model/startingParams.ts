import { type Block, paramMeta } from '@/lib/blocks/block';
import type { Catalogue } from '@/lib/compile/check';

/** What a new node starts with: references that leave no choice. All else is asked for in its form. */
export function startingParams(block: Block, catalogue: Catalogue | null): Record<string, unknown> {
  if (!catalogue) return {};
  const only = (names: readonly string[]) => (names.length === 1 ? names[0] : undefined);
  const params: Record<string, unknown> = {};
  for (const [name, schema] of Object.entries(block.params.shape)) {
    const meta = paramMeta(schema);
    if (meta.widget === 'stream') params[name] = only(Object.keys(catalogue.streams));
    if (meta.widget === 'file') params[name] = only(Object.keys(catalogue.files));
    if (meta.widget === 'connection') {
      const fitting = Object.entries(catalogue.connections).filter(
        ([, kind]) => kind === meta.connectionKind,
      );
      params[name] = only(fitting.map(([connection]) => connection));
    }
  }
  return Object.fromEntries(Object.entries(params).filter(([, value]) => value !== undefined));
}
