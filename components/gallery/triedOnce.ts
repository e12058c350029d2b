import type { Template } from '@/lib/templates/template';
import { type Tried, tryTemplate } from '@/lib/templates/tried';

const known = new Map<string, Tried>();

/** A template played over its sample, once a process: the sample never changes. */
export function triedOnce(template: Template): Tried {
  const old = known.get(template.id);
  if (old) return old;
  const tried = tryTemplate(template);
  known.set(template.id, tried);
  return tried;
}
