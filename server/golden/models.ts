import type { Adapters } from './golden';

/** Predictions beside what turned out to be true. */
export const models: Adapters = {};
