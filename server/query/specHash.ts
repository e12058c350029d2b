import { createHash } from 'node:crypto';
import { specText, type TallySpec } from '@/lib/tally/tally';

/** A text of 132 bits that stands for a longer one. */
export const shortKey = (text: string): string =>
  createHash('sha256').update(text).digest('base64url').slice(0, 22);

const known = new WeakMap<TallySpec, string>();

/** The same for specs that need the same tally. One with pinned edges is kilobytes of text; it is hashed once. */
export function specHash(spec: TallySpec): string {
  const old = known.get(spec);
  if (old !== undefined) return old;
  const made = shortKey(specText(spec));
  known.set(spec, made);
  return made;
}
