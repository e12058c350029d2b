import type { Spec } from '@/lib/spec/schema';
import { parseSpec } from '@/lib/spec/yaml';

const NAMES_MAX = 4;

/** What a new version changes against the one before, in words. */
export function summarize(before: string | null, after: string): string {
  const old = before === null ? null : parseSpec(before).spec;
  const now = parseSpec(after).spec;
  if (!now) return '';
  if (!old) return `first version: ${counted(Object.keys(now.nodes).length, 'node')}`;
  const parts = [
    ...named('adds', missingFrom(now, old)),
    ...named('removes', missingFrom(old, now)),
    ...named('changes', changed(old, now)),
    ...(differs(old.schedule, now.schedule) ? ['changes the schedule'] : []),
    ...(differs(old.alert, now.alert) ? ['changes when it tells'] : []),
    ...(old.name === now.name ? [] : ['renames it']),
  ];
  return parts.join('; ') || 'no change to what it does';
}

const counted = (n: number, thing: string) => `${n} ${thing}${n === 1 ? '' : 's'}`;
const differs = (a: unknown, b: unknown) => JSON.stringify(a) !== JSON.stringify(b);

function missingFrom(has: Spec, lacks: Spec): string[] {
  return Object.keys(has.nodes).filter((id) => !Object.hasOwn(lacks.nodes, id));
}

function changed(old: Spec, now: Spec): string[] {
  return Object.keys(now.nodes).filter(
    (id) => Object.hasOwn(old.nodes, id) && differs(old.nodes[id], now.nodes[id]),
  );
}

function named(verb: string, ids: readonly string[]): string[] {
  if (ids.length === 0) return [];
  const shown = ids.slice(0, NAMES_MAX).join(', ');
  return [
    ids.length > NAMES_MAX ? `${verb} ${shown} and ${ids.length - NAMES_MAX} more` : `${verb} ${shown}`,
  ];
}
