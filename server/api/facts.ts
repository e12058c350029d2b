import type { Why } from '@/lib/spec/schema';
import { parseSpec } from '@/lib/spec/yaml';

/** What lists show of a spec's text. */
export type Facts = { name: string | null; why: Why; titles: ReadonlyMap<string, string> };

const KEPT_MAX = 2_000;
const kept = new Map<string, Facts>();

/** Reads them; remembered by text, because lists ask for the same ones again and again. */
export function factsOf(text: string): Facts {
  const known = kept.get(text);
  if (known) return known;
  const { spec } = parseSpec(text);
  const nodes = Object.entries(spec?.nodes ?? {});
  const facts: Facts = {
    name: spec?.name ?? null,
    why: spec?.why ?? {},
    titles: new Map(nodes.map(([id, node]) => [id, node.title ?? id])),
  };
  const oldest = kept.size >= KEPT_MAX ? kept.keys().next().value : undefined;
  if (oldest !== undefined) kept.delete(oldest);
  kept.set(text, facts);
  return facts;
}
