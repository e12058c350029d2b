import { type Block, type Kind, ports } from '@/lib/blocks/block';
import { blockOf } from '@/lib/blocks/registry';
import { type BoundNode, bindNodes, type Catalogue } from '@/lib/compile/check';
import { type Compiled, compile } from '@/lib/compile/compile';
import { topological } from '@/lib/compile/graph';
import { isError, type Problem } from '@/lib/core/failures';
import type { Spec } from '@/lib/spec/schema';
import { parseSpec } from '@/lib/spec/yaml';
import type { ColumnInfo } from '@/lib/tally/column';

export type Wire = { from: string; to: string };

/** Everything that follows from the text: what canvas, forms and lists show. Nothing of it is ever stored. */
export type Derived = {
  /** The last spec whose form was right; what the canvas draws. */
  spec: Spec;
  /** The text is not that spec any more: it has errors of form. */
  isBroken: boolean;
  /** The first line with an error of form. */
  brokenLine: number | null;
  /** Whether the text is YAML, so that single fields can still be set. */
  isYaml: boolean;
  problems: readonly Problem[];
  problemsOf: ReadonlyMap<string, readonly Problem[]>;
  errors: number;
  warnings: number;
  wires: readonly Wire[];
  /** Ids in the order in which data flows; what is in a circle comes last. */
  order: readonly string[];
  bound: ReadonlyMap<string, BoundNode>;
};

export const EMPTY_TEXT = 'version: 1\nname: New monitor\nschedule: { every: 15m, window: 1h }\nnodes: {}\n';

const emptySpec = (): Spec => {
  const { spec } = parseSpec(EMPTY_TEXT);
  if (!spec) throw new Error('the empty monitor must be a spec');
  return spec;
};

/** What follows from a text. Where its form is wrong, the graph of `before` stays. */
export function derive(text: string, catalogue: Catalogue | null, before: Derived | null): Derived {
  const compiled = compile(text, catalogue);
  if (!compiled.spec) return broken(text, compiled, before ?? drawn(emptySpec(), [], catalogue));
  return drawn(compiled.spec, compiled.problems, catalogue);
}

function broken(text: string, compiled: Compiled, before: Derived): Derived {
  const lines = compiled.problems.filter(isError).flatMap((p) => p.at.line ?? []);
  return {
    ...before,
    ...counted(compiled.problems),
    isBroken: true,
    isYaml: parseSpec(text).document !== null,
    brokenLine: lines.length > 0 ? Math.min(...lines) : null,
  };
}

function drawn(spec: Spec, problems: readonly Problem[], catalogue: Catalogue | null): Derived {
  const ids = Object.keys(spec.nodes);
  const sorted = topological(spec.nodes);
  const known = new Set(sorted);
  return {
    spec,
    isBroken: false,
    brokenLine: null,
    isYaml: true,
    ...counted(problems),
    wires: ids.flatMap((to) =>
      (spec.nodes[to]?.inputs ?? []).filter((from) => from in spec.nodes).map((from) => ({ from, to })),
    ),
    order: [...sorted, ...ids.filter((id) => !known.has(id))],
    bound: bindNodes(spec, catalogue).bound,
  };
}

function counted(problems: readonly Problem[]) {
  const problemsOf = new Map<string, Problem[]>();
  for (const p of problems) {
    if (p.at.node === undefined) continue;
    problemsOf.set(p.at.node, [...(problemsOf.get(p.at.node) ?? []), p]);
  }
  const errors = problems.filter(isError).length;
  return { problems, problemsOf, errors, warnings: problems.length - errors };
}

// --- questions about one node

export function blockOfNode(spec: Spec, id: string): Block | undefined {
  return blockOf(spec.nodes[id]?.type ?? '');
}

export function kindOfNode(spec: Spec, id: string): Kind | null {
  return blockOfNode(spec, id)?.kind ?? null;
}

export function readersIn(wires: readonly Wire[], id: string): string[] {
  return wires.filter((wire) => wire.from === id).map((wire) => wire.to);
}

export function inputsIn(wires: readonly Wire[], id: string): string[] {
  return wires.filter((wire) => wire.to === id).map((wire) => wire.from);
}

/** Everything behind a node, itself included. */
export function downstream(wires: readonly Wire[], id: string): Set<string> {
  const seen = new Set([id]);
  for (const at of seen) for (const next of readersIn(wires, at)) seen.add(next);
  return seen;
}

/** Whether a node takes part only in part: it is off, or all it reads is. */
export function isOff(spec: Spec, id: string, seen: readonly string[] = []): boolean {
  const node = spec.nodes[id];
  if (!node || seen.includes(id)) return false;
  if (node.enabled === false) return true;
  const inputs = (node.inputs ?? []).filter((input) => input in spec.nodes);
  return inputs.length > 0 && inputs.every((input) => isOff(spec, input, [...seen, id]));
}

/** The columns that flow into a node; null where they are not known. */
export function columnsInto(
  derived: Pick<Derived, 'spec' | 'bound'>,
  catalogue: Catalogue | null,
  id: string,
): readonly ColumnInfo[] | null {
  const seen = new Set<string>();
  for (let at: string | undefined = id; at !== undefined && !seen.has(at); ) {
    seen.add(at);
    const node: BoundNode | undefined = derived.bound.get(at);
    if (node?.block.kind === 'source') {
      const source = node.binding.run as { kind: 'stream' | 'file'; name: string };
      const known = source.kind === 'stream' ? catalogue?.streams : catalogue?.files;
      return known && Object.hasOwn(known, source.name) ? (known[source.name] ?? null) : null;
    }
    at = derived.spec.nodes[at]?.inputs?.[0];
  }
  return null;
}

/** How many more inputs a node can take. */
export function roomFor(spec: Spec, id: string): number {
  const kind = kindOfNode(spec, id);
  if (!kind) return 0;
  return ports[kind].inputsMax - (spec.nodes[id]?.inputs ?? []).filter((input) => input in spec.nodes).length;
}
