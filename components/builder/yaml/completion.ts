import { fieldsOf } from '@/components/builder/model/fields';
import { paramMeta } from '@/lib/blocks/block';
import { blockOf, blocks } from '@/lib/blocks/registry';
import type { Catalogue } from '@/lib/compile/check';
import { knownFields } from '@/lib/spec/schema';

/** What can be written at a place of the text: block types, params, ids, columns and the spec's own fields. */
export type Completion = {
  label: string;
  insert: string;
  detail: string;
  documentation?: string;
  kind: 'Class' | 'Property' | 'Reference' | 'Field' | 'EnumMember';
};

export function completionsAt(text: string, offset: number, catalogue: Catalogue | null): Completion[] {
  const before = text.slice(0, offset);
  const line = before.slice(before.lastIndexOf('\n') + 1);
  const node = nodeAt(text, before);
  if (/\btype:\s*\S*$/.test(line)) return types();
  if (/\binputs:\s*\[[^\]]*$/.test(line) || (node?.list === 'inputs' && /^\s*-\s*\S*$/.test(line)))
    return ids(text, node?.id);
  if (!node) return /^\w*$/.test(line) ? fieldNames(knownFields.spec) : [];
  const value = /(\w+):\s*\S*$/.exec(line);
  if (value?.[1]) return valuesOf(node.type, value[1], catalogue);
  const isInParams = /\bparams:\s*\{[^}]*$/.test(line) || (node.list === 'params' && /^\s*\w*$/.test(line));
  if (isInParams) return paramsOf(node.type);
  return /^ {4}\w*$/.test(line) ? fieldNames(knownFields.node) : [];
}

type At = { id: string; type: string; list: string | null };

/** The node whose lines the place is in, read from the lines above it. */
function nodeAt(text: string, before: string): At | null {
  const lines = before.split('\n');
  const current = lines.at(-1) ?? '';
  let list: string | null = null;
  for (let at = lines.length - 1; at >= 0; at--) {
    const line = lines[at] ?? '';
    const inner = /^ {4}(\w+):\s*(?:#.*)?$/.exec(line);
    if (inner?.[1] && list === null && at < lines.length - 1) list = inner[1];
    if (/^\w/.test(line)) return null;
    const start = /^ {2}([a-z][a-z0-9_]*):/.exec(line);
    if (!start?.[1]) continue;
    const isInNode = at === lines.length - 1 ? current.includes('{') || current.includes(': ') : true;
    return isInNode ? { id: start[1], type: typeOf(text, start[1]), list } : null;
  }
  return null;
}

function typeOf(text: string, id: string): string {
  const own = new RegExp(
    `^ {2}${id}:[^\\S\\n]*(?:\\{[^\\n]*?\\btype:\\s*(\\w+)|[^\\n]*\\n(?: {4}[^\\n]*\\n)*? {4}type:\\s*(\\w+))`,
    'm',
  ).exec(text);
  return own?.[1] ?? own?.[2] ?? '';
}

function types(): Completion[] {
  return blocks.map((block) => ({
    label: block.type,
    insert: block.type,
    detail: `${block.kind}: ${block.title}`,
    documentation: `${block.summary}\n\n${block.when}`,
    kind: 'Class' as const,
  }));
}

function ids(text: string, own: string | undefined): Completion[] {
  const nodes = text.slice(Math.max(0, text.search(/^nodes:/m)));
  return [...nodes.matchAll(/^ {2}([a-z][a-z0-9_]*):/gm)].flatMap(([, id]) =>
    id && id !== own
      ? [
          {
            label: id,
            insert: id,
            detail: blockOf(typeOf(text, id))?.title ?? 'node',
            kind: 'Reference' as const,
          },
        ]
      : [],
  );
}

function paramsOf(type: string): Completion[] {
  const block = blockOf(type);
  if (!block) return [];
  return fieldsOf(block).map((field) => ({
    label: field.name,
    insert: `${field.name}: `,
    detail: `${field.title}${field.required ? ', required' : ''}`,
    ...(field.help ? { documentation: field.help } : {}),
    kind: 'Property' as const,
  }));
}

function valuesOf(type: string, param: string, catalogue: Catalogue | null): Completion[] {
  const block = blockOf(type);
  const schema = block?.params.shape[param];
  const field = block ? fieldsOf(block).find(({ name }) => name === param) : undefined;
  if (!schema || !field) return [];
  const { widget, connectionKind } = paramMeta(schema);
  const named = (names: readonly string[], detail: string) =>
    names.map((name) => ({ label: name, insert: name, detail, kind: 'Field' as const }));
  if (widget === 'stream') return named(Object.keys(catalogue?.streams ?? {}), 'stream');
  if (widget === 'file') return named(Object.keys(catalogue?.files ?? {}), 'file');
  if (widget === 'column' || widget === 'columns') return named(columnsOf(catalogue), 'column');
  if (widget === 'connection') {
    const all = Object.entries(catalogue?.connections ?? {});
    return named(
      all.filter(([, kind]) => kind === connectionKind).map(([name]) => name),
      'connection',
    );
  }
  if (field.kind === 'boolean') return named(['true', 'false'], param);
  return field.options.map((name) => ({
    label: name,
    insert: name,
    detail: field.title,
    kind: 'EnumMember' as const,
  }));
}

function columnsOf(catalogue: Catalogue | null): string[] {
  const all = [...Object.values(catalogue?.streams ?? {}), ...Object.values(catalogue?.files ?? {})];
  return [...new Set(all.flatMap((columns) => columns.map((column) => column.name)))];
}

function fieldNames(names: readonly string[]): Completion[] {
  return names.map((name) => ({
    label: name,
    insert: `${name}: `,
    detail: 'field',
    kind: 'Property' as const,
  }));
}
