import { isCollection, isMap, isNode, type Node, type YAMLMap, type YAMLSeq } from 'yaml';
import {
  contentEnd,
  isPairLike,
  keyOf,
  type Path,
  type Range,
  read,
  replaceValue,
  type Source,
  span,
  splice,
} from './source';

/** Removes the key or list item at a path. Comments around it stay. */
export function removeAt(text: string, path: Path): string {
  const source = read(text);
  const parent = source?.at(path.slice(0, -1));
  const last = path.at(-1);
  if (!source || last === undefined || !isCollection(parent)) return text;
  const index = isMap(parent)
    ? parent.items.findIndex((pair) => keyOf(pair) === String(last))
    : typeof last === 'number'
      ? last
      : -1;
  if (index < 0 || index >= parent.items.length) return text;
  return parent.flow ? removeFlowItem(source, parent, index) : removeBlockItem(source, path, index);
}

function removeFlowItem(source: Source, parent: YAMLMap | YAMLSeq, index: number): string {
  const { text } = source;
  const bounds = (item: unknown): Range => {
    const ends = endsOf(item);
    return ends ? { start: span(ends.head).start, end: span(ends.tail).end } : { start: 0, end: 0 };
  };
  const here = bounds(parent.items[index]);
  const next = parent.items[index + 1];
  const previous = parent.items[index - 1];
  if (next !== undefined) return splice(text, { start: here.start, end: bounds(next).start }, '');
  if (previous !== undefined) return splice(text, { start: bounds(previous).end, end: here.end }, '');
  return splice(text, span(parent), isMap(parent) ? '{}' : '[]');
}

function removeBlockItem(source: Source, path: Path, index: number): string {
  const { text, newline } = source;
  const home = path.slice(0, -1);
  const parent = source.at(home);
  if (!isCollection(parent)) return text;
  if (parent.items.length === 1)
    return home.length === 0 ? '' : replaceValue(source, home, isMap(parent) ? {} : []);
  const ends = endsOf(parent.items[index]);
  if (!ends) return text;
  const start = source.lineStart(span(ends.head).start);
  const lead = text.slice(start, span(ends.head).start);
  const isOwnLine = isMap(parent) ? lead.trim() === '' : /^\s*-\s+$/.test(lead);
  if (!isOwnLine) return replaceValue(source, home, omit(parent, source, index));
  const stop = source.lineEnd(contentEnd(source, ends.tail));
  const end = text.startsWith(newline, stop) ? stop + newline.length : stop;
  return splice(text, { start, end }, '');
}

/** The first and the last node of an item or pair. */
function endsOf(item: unknown): { head: Node; tail: Node } | null {
  if (isNode(item)) return { head: item, tail: item };
  if (!isPairLike(item) || !isNode(item.key)) return null;
  return { head: item.key, tail: isNode(item.value) ? item.value : item.key };
}

function omit(parent: YAMLMap | YAMLSeq, source: Source, index: number): unknown {
  const value: unknown = parent.toJS(source.document);
  if (Array.isArray(value)) return value.filter((_, at) => at !== index);
  return Object.fromEntries(Object.entries(value as object).filter((_, at) => at !== index));
}
