import { type Block, type Kind, type Port, ports } from '@/lib/blocks/block';
import { blockOf } from '@/lib/blocks/registry';
import { type Problem, problem } from '@/lib/core/failures';
import type { Spec } from '@/lib/spec/schema';

/** The graph of a spec: derived from each node's `inputs`, never stored. */

const PORT_WORDS: Record<Port, string> = { rows: 'rows', series: 'a series', verdict: 'a verdict' };
export const portWords = (port: Port | null): string => (port === null ? 'nothing' : PORT_WORDS[port]);

type Nodes = Readonly<Record<string, { type: string; inputs?: readonly string[] | undefined }>>;

const inputsOf = (nodes: Nodes, id: string): readonly string[] => nodes[id]?.inputs ?? [];

/** Ids of the nodes that read this one. */
export function readersOf(nodes: Nodes, id: string): string[] {
  return Object.keys(nodes).filter((other) => inputsOf(nodes, other).includes(id));
}

/** Whether a kind's output fits a kind's input. */
export function fits(from: Kind, to: Kind): boolean {
  return ports[from].gives !== null && ports[from].gives === ports[to].takes;
}

/** Why a wire from one node to another may not be drawn; null where it may. The same words as the checker's. */
export function connectProblem(nodes: Nodes, from: string, to: string): Problem | null {
  const source = blockOf(nodes[from]?.type ?? '');
  const target = blockOf(nodes[to]?.type ?? '');
  if (!source || !target) return null;
  const loop = from === to ? [from, to] : pathBetween(nodes, to, from);
  if (loop) return problem('cycle', { path: from === to ? loop : [...loop, to] }, { node: to });
  return portProblem({ id: from, block: source }, { id: to, block: target });
}

type End = { id: string; block: Block };

function portProblem(from: End, to: End): Problem | null {
  if (fits(from.block.kind, to.block.kind)) return null;
  const details = {
    node: to.id,
    input: from.id,
    gives: portWords(ports[from.block.kind].gives),
    takes: portWords(ports[to.block.kind].takes),
  };
  return problem('wrong_port', details, { node: to.id });
}

/** The nodes on a way downstream from one node to another, both included; null where there is none. */
function pathBetween(nodes: Nodes, start: string, goal: string): string[] | null {
  const cameFrom = new Map<string, string | null>([[start, null]]);
  const queue = [start];
  for (let at = queue.shift(); at !== undefined; at = queue.shift()) {
    if (at === goal) return walkBack(cameFrom, goal);
    for (const next of readersOf(nodes, at)) {
      if (cameFrom.has(next)) continue;
      cameFrom.set(next, at);
      queue.push(next);
    }
  }
  return null;
}

function walkBack(cameFrom: ReadonlyMap<string, string | null>, goal: string): string[] {
  const path: string[] = [];
  for (let at: string | null | undefined = goal; at; at = cameFrom.get(at)) path.unshift(at);
  return path;
}

/** Ids with every node after those it reads; what is in or behind a circle is left out. */
export function topological(nodes: Nodes): string[] {
  const waiting = new Map(
    Object.keys(nodes).map((id) => [id, inputsOf(nodes, id).filter((i) => i in nodes).length]),
  );
  const order: string[] = [];
  const ready = [...waiting].filter(([, count]) => count === 0).map(([id]) => id);
  for (let id = ready.shift(); id !== undefined; id = ready.shift()) {
    order.push(id);
    for (const reader of readersOf(nodes, id)) {
      const left = (waiting.get(reader) ?? 0) - inputsOf(nodes, reader).filter((i) => i === id).length;
      waiting.set(reader, left);
      if (left === 0) ready.push(reader);
    }
  }
  return order;
}

/** All problems of the wiring: unknown blocks, missing and wrong inputs, circles, nodes that lead nowhere. */
export function checkGraph(spec: Spec): Problem[] {
  const nodes = spec.nodes;
  const ids = Object.keys(nodes);
  if (ids.length === 0) return [problem('no_nodes', {}, { path: ['nodes'] })];
  return [...ids.flatMap((id) => checkNode(nodes, id)), ...checkCircles(nodes), ...checkEnds(nodes)];
}

function checkNode(nodes: Nodes, id: string): Problem[] {
  const at = { node: id, path: ['nodes', id, 'inputs'] };
  const block = blockOf(nodes[id]?.type ?? '');
  if (!block) return [];
  const { takes, inputsMax } = ports[block.kind];
  const inputs = inputsOf(nodes, id);
  const found: Problem[] = [];
  if (takes !== null && inputs.length === 0)
    found.push(problem('missing_input', { node: id, takes: portWords(takes) }, at));
  if (inputs.length > inputsMax) {
    found.push(problem('too_many_inputs', { node: id, count: inputs.length, countMax: inputsMax }, at));
  }
  for (const [index, input] of inputs.entries()) {
    const place = { node: id, path: ['nodes', id, 'inputs', index] };
    if (!(input in nodes)) {
      found.push(problem('unknown_input', { node: id, input }, place));
      continue;
    }
    const from = blockOf(nodes[input]?.type ?? '');
    const wrong = from && portProblem({ id: input, block: from }, { id, block });
    if (wrong) found.push({ ...wrong, at: place });
  }
  return found;
}

function checkCircles(nodes: Nodes): Problem[] {
  const sorted = new Set(topological(nodes));
  const seen = new Set<string>();
  const found: Problem[] = [];
  for (const id of Object.keys(nodes)) {
    if (sorted.has(id) || seen.has(id)) continue;
    const loop = readersOf(nodes, id)
      .map((next) => pathBetween(nodes, next, id))
      .find((path) => path !== null);
    if (!loop) continue;
    for (const part of loop) seen.add(part);
    found.push(problem('cycle', { path: [id, ...loop] }, { node: id, path: ['nodes', id, 'inputs'] }));
  }
  return found;
}

function checkEnds(nodes: Nodes): Problem[] {
  const kindOf = (id: string) => blockOf(nodes[id]?.type ?? '')?.kind;
  const ids = Object.keys(nodes);
  const decides = (id: string) => kindOf(id) === 'threshold' || kindOf(id) === 'logic';
  const found: Problem[] = [];
  if (!ids.some((id) => kindOf(id) === 'threshold'))
    found.push(problem('no_verdict', {}, { path: ['nodes'] }));
  for (const id of ids) {
    if (readersOf(nodes, id).length > 0 || kindOf(id) === 'action' || kindOf(id) === undefined) continue;
    const at = { node: id, path: ['nodes', id] };
    found.push(
      decides(id) ? problem('no_action', { node: id }, at) : problem('unused_node', { node: id }, at),
    );
  }
  return found;
}
