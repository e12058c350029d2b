import type { ActionRun, ConnectionKind, SourceRef } from '@/lib/blocks/block';
import { blockOf } from '@/lib/blocks/registry';
import type { Catalogue } from '@/lib/compile/check';
import { type Compiled, compileSpec } from '@/lib/compile/compile';
import type { Spec } from '@/lib/spec/schema';
import { parseSpec } from '@/lib/spec/yaml';
import type { ColumnInfo } from '@/lib/tally/column';
import type { CheckData, DataFile } from './checkData';

/** The name under which a plan knows the file of `--reference`. */
const REFERENCE = '--reference';

/** Compiles a spec against the files: their columns are its streams', and its connections count as there. */
export function compileAgainst(text: string, data: CheckData): Compiled {
  const parsed = parseSpec(text);
  if (!parsed.spec) return { spec: null, plan: null, problems: parsed.problems };
  const spec = withReference(parsed.spec, data);
  const { plan, problems } = compileSpec(spec, catalogueOf(spec, data));
  const located = problems.map((p) =>
    p.at.path && p.at.line === undefined ? { ...p, at: { ...parsed.locate(p.at.path), ...p.at } } : p,
  );
  return { spec, plan, problems: [...parsed.problems, ...located] };
}

function withReference(spec: Spec, data: CheckData): Spec {
  if (!data.reference) return spec;
  return { ...spec, schedule: { ...spec.schedule, reference: { file: REFERENCE } } };
}

/** The file that stands for a source: by its stream's name, by the file's own, or the only one without a name. */
export function pickFile(data: CheckData, source: SourceRef): DataFile | null {
  if (source.kind === 'file' && source.name === REFERENCE) return data.reference;
  const named = data.data.find((file) => file.stream === source.name);
  if (named) return named;
  const same = data.data.find(
    (file) => source.kind === 'file' && fileName(file.path) === fileName(source.name),
  );
  if (same) return same;
  const open = data.data.filter((file) => file.stream === null);
  return open.length === 1 ? (open[0] ?? null) : null;
}

const fileName = (path: string) => path.split(/[\\/]/).at(-1);

function catalogueOf(spec: Spec, data: CheckData): Catalogue {
  const nodes = Object.values(spec.nodes).flatMap(({ type, params }) => {
    const block = blockOf(type);
    const bound = block?.bind(params ?? {});
    return block && bound?.ok ? [{ kind: block.kind, run: bound.run as unknown }] : [];
  });
  const sources = nodes.flatMap(({ kind, run }) => (kind === 'source' ? [run as SourceRef] : []));
  const columnsOf = (wanted: SourceRef['kind']): [string, readonly ColumnInfo[]][] =>
    sources.flatMap((source) => {
      const file = source.kind === wanted ? pickFile(data, source) : null;
      return file ? [[source.name, file.columns]] : [];
    });
  const connections = nodes.flatMap(({ kind, run }): [string, ConnectionKind][] => {
    const { connection } = kind === 'action' ? (run as ActionRun) : { connection: null };
    return connection ? [[connection.name, connection.kind]] : [];
  });
  return {
    streams: Object.fromEntries(columnsOf('stream')),
    files: Object.fromEntries(columnsOf('file')),
    connections: Object.fromEntries(connections),
  };
}
