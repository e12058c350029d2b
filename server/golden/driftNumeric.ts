import type { Adapters } from './golden';

/** Two samples of numbers. */
export const driftNumeric: Adapters = {};
