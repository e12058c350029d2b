import type { Adapters } from './golden';

/** Rates by group. */
export const fairness: Adapters = {};
