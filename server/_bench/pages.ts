import type { Family } from './options';
import { skipped } from './row';

/** T12: what a page loads, and how smoothly nodes are dragged. */
export const pages: Family = {
  name: 'pages',
  ids: ['T12'],
  run: async () => [skipped('T12', 'script and frames', 'not measured yet')],
};
