import { cbpe } from './cbpe';
import { dle } from './dle';
import type { Adapters } from './golden';

/** Performance without labels: CBPE and DLE. */
export const estimated: Adapters = { ...cbpe, ...dle };
