import type { Catalogue } from '@/lib/compile/check';
import { pending, procedure, router } from '@/server/api/trpc';
import type { DataCatalogue } from '@/server/engine/contract';

export type CatalogueView = { catalogue: Catalogue } & Pick<DataCatalogue, 'freshness' | 'lastValues'>;

export const catalogueRouter = router({
  /** What can be referred to, and beside each stream and column what it holds now. */
  get: procedure.query(async (): Promise<CatalogueView> => pending()),
});
