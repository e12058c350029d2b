import type { Catalogue } from '@/lib/compile/check';
import { createBuilder } from './store';

/** A small monitor and a builder on it, for tests. */
export const sampleText = `# Watches the credit model.
version: 1
name: Credit drift
schedule: { every: 1h, window: 1h, reference: { trailing: 7d } }
nodes:
  events: { type: stream, params: { stream: credit } }
  age_psi: { type: psi, inputs: [events], params: { column: age } } # the one that matters
  limit:
    type: limit
    inputs: [age_psi]
    params:
      warning: 0.1
      critical: 0.2
  tell: { type: log, inputs: [limit] }
`;

export const sampleCatalogue: Catalogue = {
  streams: {
    credit: [
      { name: 'age', type: 'number', role: 'feature' },
      { name: 'sex', type: 'text', role: 'group' },
      { name: 'prediction', type: 'text', role: 'prediction' },
    ],
  },
  files: {},
  connections: { pager: 'webhook' },
};

export function sampleBuilder(text = sampleText) {
  const said: string[] = [];
  const clock = { at: 0 };
  const store = createBuilder({
    doc: { text, layout: {} },
    catalogue: sampleCatalogue,
    now: () => clock.at,
    announce: (words) => said.push(words),
  });
  return { store, said, clock };
}
