import {
  type Binding,
  type Block,
  type ColumnUse,
  type ConnectionKind,
  fillRoles,
  type SourceRef,
} from '@/lib/blocks/block';
import { blockOf, blocks } from '@/lib/blocks/registry';
import { type Problem, problem } from '@/lib/core/failures';
import type { Spec } from '@/lib/spec/schema';
import { issueMessage } from '@/lib/spec/yaml';
import type { ColumnInfo } from '@/lib/tally/column';
import { topological } from './graph';

/** What exists to be referred to. Null instead of a catalogue: check only what needs none. */
export type Catalogue = {
  streams: Readonly<Record<string, readonly ColumnInfo[]>>;
  files: Readonly<Record<string, readonly ColumnInfo[]>>;
  connections: Readonly<Record<string, ConnectionKind>>;
};

export type BoundNode = { id: string; block: Block; binding: Extract<Binding<unknown>, { ok: true }> };

/** Binds every node's params, or says what is wrong with them. Columns are checked where the catalogue knows them. */
export function bindNodes(
  spec: Spec,
  catalogue: Catalogue | null,
): { bound: Map<string, BoundNode>; problems: Problem[] } {
  const bound = new Map<string, BoundNode>();
  const columnsAt = new Map<string, readonly ColumnInfo[] | null>();
  const problems: Problem[] = [];
  const order = topological(spec.nodes);
  const rest = Object.keys(spec.nodes).filter((id) => !order.includes(id));
  for (const id of [...order, ...rest]) {
    const node = spec.nodes[id];
    if (!node) continue;
    const block = blockOf(node.type);
    if (!block) {
      const details = { node: id, type: node.type, known: blocks.map((b) => b.type) };
      problems.push(problem('unknown_block', details, { node: id, path: ['nodes', id, 'type'] }));
      continue;
    }
    const upstream = node.inputs?.[0] === undefined ? null : (columnsAt.get(node.inputs[0]) ?? null);
    const result = bindNode({ id, block, params: node.params ?? {} }, upstream);
    problems.push(...result.problems);
    if (result.node) bound.set(id, result.node);
    if (result.node) problems.push(...checkCatalogue(result.node, catalogue));
    columnsAt.set(id, columnsAfter(result.node, { upstream, catalogue }));
  }
  return { bound, problems };
}

type Unbound = { id: string; block: Block; params: Readonly<Record<string, unknown>> };

function bindNode(
  unbound: Unbound,
  columns: readonly ColumnInfo[] | null,
): { node: BoundNode | null; problems: Problem[] } {
  const { id, block } = unbound;
  const filled = fillRoles(block, unbound.params, columns ?? []);
  const problems = missingRoles(id, columns === null ? [] : filled.missing);
  // Without a schema the roles stay open; the param then names itself, so that the rest can still be checked.
  const params = columns === null ? withRoleNames(filled) : filled.params;
  if (problems.length > 0) return { node: null, problems };
  const binding = block.bind(params);
  if (!binding.ok) return { node: null, problems: bindingProblems(id, binding) };
  return {
    node: { id, block, binding },
    problems: columns === null ? [] : checkColumns({ id, block, binding }, columns),
  };
}

function withRoleNames(filled: ReturnType<typeof fillRoles>): Record<string, unknown> {
  const names = filled.missing.map(({ param, role, list }) => [param, list ? [role] : role]);
  return { ...filled.params, ...Object.fromEntries(names) };
}

function missingRoles(id: string, missing: readonly { param: string; role: string }[]): Problem[] {
  return missing.map(({ param, role }) =>
    problem('missing_role', { node: id, role }, { node: id, path: ['nodes', id, 'params', param] }),
  );
}

function bindingProblems(id: string, binding: Extract<Binding<unknown>, { ok: false }>): Problem[] {
  const issues = binding.issues.map((issue) => {
    const path = issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part));
    const keys = issue.code === 'unrecognized_keys' ? issue.keys : [];
    const param = keys.length > 0 ? keys.join(', ') : path.join('.') || 'params';
    const message = keys.length > 0 ? 'this block has no such setting' : issueMessage(issue);
    return problem(
      'param_invalid',
      { node: id, param, message },
      { node: id, path: ['nodes', id, 'params', ...path, ...keys.slice(0, 1)] },
    );
  });
  const conflicts = binding.conflicts.map((conflict) =>
    problem('param_conflict', { node: id, ...conflict }, { node: id, path: ['nodes', id, 'params'] }),
  );
  return [...issues, ...conflicts];
}

const TYPE_WORDS = { number: 'numbers', text: 'text', boolean: 'true or false', time: 'times' } as const;
const WANTS_WORDS = { number: 'a column of numbers', text: 'a column of text', any: 'a column' } as const;

function checkColumns(node: BoundNode, columns: readonly ColumnInfo[]): Problem[] {
  return node.binding.columns.flatMap((use) => {
    const at = { node: node.id, path: ['nodes', node.id, 'params', use.param] };
    const found = columns.find((column) => column.name === use.column);
    if (!found && use.derivedFrom !== undefined) return undescribed(node.id, use, columns);
    if (!found) {
      const known = columns.map((column) => column.name);
      return [problem('unknown_column', { node: node.id, column: use.column, known }, at)];
    }
    if (use.wants === 'any' || use.wants === found.type) return [];
    const details = {
      node: node.id,
      column: use.column,
      type: TYPE_WORDS[found.type],
      wants: WANTS_WORDS[use.wants],
    };
    return [problem('column_type', details, at)];
  });
}

/** A text whose derived columns are not there; one that is not there itself is told of already. */
function undescribed(
  node: string,
  { param, column, derivedFrom, embedded }: ColumnUse,
  columns: readonly ColumnInfo[],
): Problem[] {
  const text = columns.find(({ name }) => name === derivedFrom);
  if (text?.type !== 'text') return [];
  const at = { node, path: ['nodes', node, 'params', param] };
  const code = embedded ? 'not_embedded' : 'not_described';
  return [problem(code, { node, column: text.name, derived: column }, at)];
}

function checkCatalogue(node: BoundNode, catalogue: Catalogue | null): Problem[] {
  if (!catalogue) return [];
  const params = ['nodes', node.id, 'params'];
  if (node.block.kind === 'source') {
    const source = node.binding.run as SourceRef;
    const known = source.kind === 'stream' ? catalogue.streams : catalogue.files;
    if (Object.hasOwn(known, source.name)) return [];
    const at = { node: node.id, path: [...params, source.kind] };
    const names = Object.keys(known).sort();
    return source.kind === 'stream'
      ? [problem('unknown_stream', { stream: source.name, known: names }, at)]
      : [problem('unknown_file', { file: source.name, known: names }, at)];
  }
  if (node.block.kind !== 'action') return [];
  const wanted = (node.binding.run as { connection: { name: string; kind: ConnectionKind } | null })
    .connection;
  if (!wanted) return [];
  const at = { node: node.id, path: [...params, 'connection'] };
  const kind = Object.hasOwn(catalogue.connections, wanted.name)
    ? catalogue.connections[wanted.name]
    : undefined;
  if (kind === undefined) {
    const known = Object.keys(catalogue.connections).sort();
    return [problem('unknown_connection', { node: node.id, connection: wanted.name, known }, at)];
  }
  if (kind === wanted.kind) return [];
  return [
    problem('wrong_connection', { node: node.id, connection: wanted.name, kind, wants: wanted.kind }, at),
  ];
}

function columnsAfter(
  node: BoundNode | null,
  from: { upstream: readonly ColumnInfo[] | null; catalogue: Catalogue | null },
): readonly ColumnInfo[] | null {
  if (node?.block.kind !== 'source') return from.upstream;
  const source = node.binding.run as SourceRef;
  const known = source.kind === 'stream' ? from.catalogue?.streams : from.catalogue?.files;
  return known && Object.hasOwn(known, source.name) ? (known[source.name] ?? null) : null;
}
