import type { Adapters } from './golden';

/** Two samples of categories. */
export const driftCategorical: Adapters = {};
