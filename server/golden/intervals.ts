import type { Adapters } from './golden';

/** Intervals, tests of counts, several tests at once, sample sizes. */
export const intervals: Adapters = {};
