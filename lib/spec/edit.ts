import { parse } from 'yaml';
import * as z from 'zod';
import { freshId, NODE_ID } from '@/lib/core/ids';
import { type NodeSpec, node as nodeSchema, type Spec } from './schema';
import { addBlock, renameKey, setAt } from './setAt';
import type { Path } from './source';
import { parseSpec } from './yaml';

/**
 * What the canvas, the forms and the command line do to a spec: text in, text out. Only the touched range changes;
 * comments, order and quoting elsewhere stay byte-identical. A text without a valid spec comes back as it was.
 */

/** Sets any field of the document, e.g. `['schedule', 'every']`; `undefined` removes it. */
export function setField(text: string, path: Path, value: unknown): string {
  return setAt(text, path, value);
}

export function setParam(text: string, at: { node: string; param: string }, value: unknown): string {
  return setAt(text, ['nodes', at.node, 'params', at.param], value);
}

export type NewNode = { id: string } & Pick<
  NodeSpec,
  'type' | 'title' | 'inputs' | 'params' | 'enabled' | 'why'
>;

/** Adds a node behind the others, in the style of the last one. */
export function addNode(text: string, added: NewNode): string {
  const { id, type, title, inputs, params, enabled, why } = added;
  const fields = { type, title, inputs, params, enabled, why };
  const written = Object.fromEntries(Object.entries(fields).filter(([, value]) => !isNothing(value)));
  return addBlock(text, ['nodes', id], written);
}

function isNothing(value: unknown): boolean {
  if (value === undefined) return true;
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

/** Where given, what read a removed node reads that node's own inputs instead, as far as they fit. */
export type Heal = (from: string, to: string) => boolean;

/** Removes nodes and every connection to them. */
export function removeNodes(text: string, ids: readonly string[], heal?: Heal): string {
  return ids.reduce((next, id) => removeNode(next, id, heal), text);
}

export function removeNode(text: string, id: string, heal?: Heal): string {
  const nodes = nodesOf(text);
  const own = nodes[id];
  if (!own) return text;
  let next = text;
  for (const [reader, { inputs = [] }] of Object.entries(nodes)) {
    if (reader === id || !inputs.includes(id)) continue;
    const bridges = heal ? (own.inputs ?? []).filter((input) => heal(input, reader)) : [];
    const rest = inputs.flatMap((input) => (input === id ? bridges : [input]));
    next = setInputs(next, reader, [...new Set(rest)]);
  }
  return setAt(next, ['nodes', id], undefined);
}

/** Draws a wire; drawing it again changes nothing. */
export function connect(text: string, wire: { from: string; to: string }): string {
  const inputs = nodesOf(text)[wire.to]?.inputs ?? [];
  return inputs.includes(wire.from) ? text : setInputs(text, wire.to, [...inputs, wire.from]);
}

export function disconnect(text: string, wire: { from: string; to: string }): string {
  const inputs = nodesOf(text)[wire.to]?.inputs ?? [];
  return setInputs(
    text,
    wire.to,
    inputs.filter((input) => input !== wire.from),
  );
}

export function setInputs(text: string, id: string, inputs: readonly string[]): string {
  const own = nodesOf(text)[id];
  if (!own || (inputs.length === 0 && own.inputs === undefined)) return text;
  return setAt(text, ['nodes', id, 'inputs'], inputs);
}

/** Gives a node another id; what reads it follows. */
export function renameNode(text: string, from: string, to: string): string {
  const nodes = nodesOf(text);
  if (!nodes[from] || nodes[to] || !NODE_ID.test(to)) return text;
  let next = text;
  for (const [reader, { inputs = [] }] of Object.entries(nodes)) {
    for (const [index, input] of inputs.entries()) {
      if (input === from) next = setAt(next, ['nodes', reader, 'inputs', index], to);
    }
  }
  return renameKey(next, ['nodes', from], to);
}

export function setEnabled(text: string, id: string, enabled: boolean): string {
  return nodesOf(text)[id] ? setAt(text, ['nodes', id, 'enabled'], enabled ? undefined : false) : text;
}

// --- several nodes at once, as the clipboard holds them

/** Nodes as a piece of YAML that can be pasted into any monitor. Wires to nodes left out are kept on request only. */
export function copyNodes(text: string, ids: readonly string[]): string {
  const nodes = nodesOf(text);
  return ids.reduce((fragment, id) => {
    const own = nodes[id];
    if (!own) return fragment;
    return addNode(fragment, { ...own, id });
  }, 'nodes: {}\n');
}

const fragment = z.object({ nodes: z.record(z.string().regex(NODE_ID), nodeSchema) });

/** The nodes in a pasted text: a fragment or a whole spec. Null where it is neither. */
export function readFragment(text: string): Spec['nodes'] | null {
  try {
    const parsed = fragment.safeParse(parse(text, { schema: 'core', maxAliasCount: 0 }));
    return parsed.success && Object.keys(parsed.data.nodes).length > 0 ? parsed.data.nodes : null;
  } catch {
    return null;
  }
}

export type Pasted = { text: string; ids: ReadonlyMap<string, string> };

/**
 * Adds copies under fresh ids. Wires among them are kept; wires from outside are dropped, unless `outer` is set and
 * the node they come from is in this monitor.
 */
export function pasteNodes(text: string, nodes: Spec['nodes'], options: { outer?: boolean } = {}): Pasted {
  const taken = new Set(Object.keys(nodesOf(text)));
  const ids = new Map<string, string>();
  for (const id of Object.keys(nodes)) {
    const fresh = freshId(id.replace(/_\d+$/, '') || id, [...taken, ...ids.values()]);
    ids.set(id, taken.has(id) ? fresh : id);
  }
  const inputsOf = (inputs: readonly string[] = []) =>
    inputs.flatMap((input) => ids.get(input) ?? (options.outer && taken.has(input) ? [input] : []));
  const next = Object.entries(nodes).reduce((written, [id, node]) => {
    return addNode(written, { ...node, id: ids.get(id) ?? id, inputs: inputsOf(node.inputs) });
  }, text);
  return { text: next, ids };
}

/** Copies beside the originals, fed by the same nodes. */
export function duplicate(text: string, ids: readonly string[]): Pasted {
  const nodes = nodesOf(text);
  const chosen = Object.fromEntries(ids.flatMap((id) => (nodes[id] ? [[id, nodes[id]]] : [])));
  return pasteNodes(text, chosen, { outer: true });
}

function nodesOf(text: string): Spec['nodes'] {
  return parseSpec(text).spec?.nodes ?? {};
}
