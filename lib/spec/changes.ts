import type { Spec } from './schema';
import { titleOf } from './title';

/** What differs between two versions of a monitor, a short sentence each. Places on the canvas do not count. */
export function changesBetween(before: Spec | null, after: Spec): string[] {
  if (!before) return [`first version with ${count(Object.keys(after.nodes).length, 'node')}`];
  const found: string[] = [];
  if (before.name !== after.name) found.push(`renamed to ${after.name}`);
  for (const id of Object.keys(after.nodes)) {
    if (!before.nodes[id]) found.push(`added ${titleOf(after.nodes[id], id)}`);
    else found.push(...nodeChanges(before, after, id));
  }
  for (const id of Object.keys(before.nodes))
    if (!after.nodes[id]) found.push(`removed ${titleOf(before.nodes[id], id)}`);
  return [
    ...found,
    ...fieldChanges('schedule', before.schedule, after.schedule),
    ...fieldChanges('alert', before.alert, after.alert),
    ...fieldChanges('why', before.why ?? {}, after.why ?? {}),
    ...(before.description === after.description ? [] : ['description changed']),
  ];
}

const count = (n: number, word: string) => `${n} ${word}${n === 1 ? '' : 's'}`;

function nodeChanges(before: Spec, after: Spec, id: string): string[] {
  const [old, now] = [before.nodes[id], after.nodes[id]];
  if (!old || !now) return [];
  const name = titleOf(now, id);
  const isOn = isOnIn(now);
  const inputs = now.inputs ?? [];
  const reads = inputs.map((input) => titleOf(after.nodes[input], input)).join(', ') || 'nothing';
  return [
    ...fieldChanges(name, old.params ?? {}, now.params ?? {}),
    ...(old.type === now.type ? [] : [`${name} is now ${now.type}`]),
    ...(same(old.inputs ?? [], inputs) ? [] : [`${name} reads ${reads}`]),
    ...(isOnIn(old) === isOn ? [] : [`${name} switched ${isOn ? 'on' : 'off'}`]),
    ...(old.title === now.title ? [] : [`${id} is called ${name}`]),
    ...fieldChanges(`why of ${name}`, old.why ?? {}, now.why ?? {}),
  ];
}

const isOnIn = (node: { enabled?: boolean | undefined }) => node.enabled !== false;

function fieldChanges(name: string, before: object, after: object): string[] {
  const [old, now] = [before as Record<string, unknown>, after as Record<string, unknown>];
  const fields = [...new Set([...Object.keys(old), ...Object.keys(now)])];
  return fields.flatMap((field) => {
    if (same(old[field], now[field])) return [];
    return [`${name} ${field} ${shown(old[field])} → ${shown(now[field])}`];
  });
}

function shown(value: unknown): string {
  if (value === undefined) return 'unset';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
