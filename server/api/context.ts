import type { Compiled } from '@/lib/compile/compile';
import { type Actor, type Scope, type Store, scopeOf } from '@/server/store/scope';
import { type CatalogueView, catalogueOf, compileKnown } from './catalogue';
import type { EngineClient } from './engineClient';

/** What every procedure has: the control data as its actor may see them, and the way to the engine. */
export type Context = {
  scope: Scope;
  engine: EngineClient;
  /** What exists to be referred to; asked for once a request. */
  catalogue: () => Promise<CatalogueView>;
  /** The checker with that catalogue. */
  compile: (text: string) => Promise<Compiled>;
};

export type Services = { store: Store; engine: EngineClient };

export function createContext({ store, engine }: Services, actor: Actor): Context {
  const scope = scopeOf(store, actor);
  let known: Promise<CatalogueView> | null = null;
  const catalogue = () => {
    known ??= catalogueOf(scope, engine);
    return known;
  };
  return { scope, engine, catalogue, compile: (text) => compileKnown(text, catalogue) };
}
