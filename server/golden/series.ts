import type { Adapters } from './golden';

/** Values in the order of time. */
export const series: Adapters = {};
