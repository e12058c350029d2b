import type { CatalogueView } from '@/server/api/catalogue';
import { procedure, router } from '@/server/api/trpc';

export const catalogueRouter = router({
  /** What can be referred to, and beside each stream and column what it holds now. */
  get: procedure.query(({ ctx }): Promise<CatalogueView> => ctx.catalogue()),
});
