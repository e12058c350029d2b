import type { Catalogue } from '@/lib/compile/check';
import { type Compiled, compile } from '@/lib/compile/compile';
import { Failure } from '@/lib/core/failures';
import type { DataCatalogue } from '@/server/engine/contract';
import { connectionKindsOf } from '@/server/store/connections';
import type { Scope } from '@/server/store/scope';
import type { EngineClient } from './engineClient';

export type CatalogueView = { catalogue: Catalogue } & Pick<DataCatalogue, 'freshness' | 'lastValues'>;

export async function catalogueOf(scope: Scope, engine: EngineClient): Promise<CatalogueView> {
  const { streams, files, freshness, lastValues } = await engine.call('catalogue.get', {});
  return { catalogue: { streams, files, connections: connectionKindsOf(scope) }, freshness, lastValues };
}

/** Compiles with what is known; while the engine does not answer, what needs no data is still checked. */
export async function compileKnown(text: string, known: () => Promise<CatalogueView>): Promise<Compiled> {
  try {
    const { catalogue } = await known();
    return compile(text, catalogue);
  } catch (error) {
    if (!(error instanceof Failure) || error.problems[0]?.code !== 'engine_unreachable') throw error;
    const compiled = compile(text);
    return { ...compiled, plan: null, problems: [...compiled.problems, ...error.problems] };
  }
}
