import type { Adapters } from './golden';

/** One sample of numbers. */
export const quantiles: Adapters = {};
