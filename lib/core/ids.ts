import { hash32 } from './rng';

/** What a node id in a spec looks like. */
export const NODE_ID = /^[a-z][a-z0-9_]{0,63}$/;

/** `Drift of age` → `drift_of_age`; made unique among `taken` by a number at the end. */
export function freshId(wish: string, taken: Iterable<string>): string {
  const used = new Set(taken);
  const base = slug(wish);
  if (!used.has(base)) return base;
  for (let n = 2; ; n++) if (!used.has(`${base}_${n}`)) return `${base}_${n}`;
}

function slug(text: string): string {
  const plain = text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[_0-9]+|_+$/g, '')
    .slice(0, 48);
  return plain || 'node';
}

/** Labels in a fixed order as one text: two equal label sets give equal fingerprints. */
export function fingerprint(labels: Readonly<Record<string, string>>): string {
  return Object.keys(labels)
    .sort()
    .map((name) => `${name}=${JSON.stringify(labels[name])}`)
    .join(',');
}

/** A stable place in [0, n) for a text, to spread work over time. */
export function stableOffset(text: string, n: number): number {
  return n <= 0 ? 0 : hash32(text) % n;
}
