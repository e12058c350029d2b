import { isMap, isNode, isScalar, isSeq, type Node, type Scalar, type YAMLMap, type YAMLSeq } from 'yaml';
import { removeAt } from './removeAt';
import { type Quote, writeFlow, writeKey, writeScalar } from './scalar';
import {
  contentEnd,
  equal,
  isEmpty,
  isPairLike,
  isRecord,
  isSame,
  keyOf,
  type Path,
  quoteOf,
  read,
  replaceValue,
  type Source,
  span,
  splice,
  styleOf,
} from './source';

/**
 * Edits of YAML source by range: a value is set at a path, and every byte outside the touched range stays as it
 * was. An edit of a text that is not YAML changes nothing.
 */

/** Sets the value at a path, adding parents that are missing. `undefined` removes it. Collections are compared part by part. */
export function setAt(text: string, path: Path, value: unknown): string {
  if (value === undefined) return removeAt(text, path);
  const source = read(text);
  if (!source) return text;
  const found = source.at(path);
  if (!found) return addAt(source, path, { value });
  if (isMap(found) && isRecord(value) && found.items.length > 0) return mergeMap(text, path, value);
  if (isSeq(found) && Array.isArray(value) && found.items.length > 0 && value.length > 0)
    return mergeList(text, path, value);
  return replaceValue(source, path, value);
}

/** Gives a key another name where it stands. */
export function renameKey(text: string, path: Path, name: string): string {
  const source = read(text);
  const pair = source?.pair(path);
  if (!source || !pair || !isScalar(pair.key) || !pair.key.range) return text;
  return splice(text, span(pair.key), writeScalar(name, quoteOf(pair.key)));
}

/** Adds a key whose value is written as given lines of block style, or on one line where its place is flow style. */
export function addBlock(text: string, path: Path, value: Readonly<Record<string, unknown>>): string {
  const source = read(text);
  const parent = source?.at(path.slice(0, -1));
  const last = isMap(parent) ? parent.items.at(-1)?.value : null;
  const flow =
    (isMap(parent) && parent.flow && parent.items.length > 0) || (isMap(last) && last.flow === true);
  if (!source || flow) return setAt(text, path, value);
  return addAt(source, path, { value, lines: blockLines(value) });
}

function blockLines(value: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(value).flatMap(([key, item]) => {
    if (item === undefined) return [];
    if (isRecord(item) && Object.keys(item).length > 0)
      return [`${writeKey(key)}:`, ...blockLines(item).map((line) => `  ${line}`)];
    return [`${writeKey(key)}: ${writeFlow(item)}`];
  });
}

function mergeMap(text: string, path: Path, value: Readonly<Record<string, unknown>>): string {
  const before = read(text)?.at(path);
  const keys = isMap(before) ? before.items.map(keyOf) : [];
  let next = text;
  for (const [key, item] of Object.entries(value)) {
    if (item !== undefined && !isSame(read(next), [...path, key], item))
      next = setAt(next, [...path, key], item);
  }
  for (const key of keys) if (value[key] === undefined) next = removeAt(next, [...path, key]);
  return next;
}

/** Items that stay keep their lines; where the order changes, the list is written anew. */
function mergeList(text: string, path: Path, value: readonly unknown[]): string {
  const source = read(text);
  const node = source?.at(path);
  if (!source || !isSeq(node)) return text;
  const before = node.toJS(source.document) as unknown[];
  const kept = before.filter((item) => value.some((wanted) => equal(item, wanted)));
  const isAppend = kept.every((item, index) => equal(item, value[index])) && unique(before) && unique(value);
  if (!isAppend)
    return before.length === value.length ? eachItem(text, path, value) : replaceValue(source, path, value);
  let next = text;
  for (const item of value.slice(kept.length)) next = appendItem(next, path, item);
  for (let index = before.length - 1; index >= 0; index--) {
    if (!value.some((wanted) => equal(before[index], wanted))) next = removeAt(next, [...path, index]);
  }
  return next;
}

function eachItem(text: string, path: Path, value: readonly unknown[]): string {
  return value.reduce<string>((next, item, index) => {
    const place = [...path, index];
    return isSame(read(next), place, item) ? next : setAt(next, place, item);
  }, text);
}

function unique(items: readonly unknown[]): boolean {
  return new Set(items.map((item) => JSON.stringify(item))).size === items.length;
}

function appendItem(text: string, path: Path, value: unknown): string {
  const source = read(text);
  const node = source?.at(path);
  if (!source || !isSeq(node)) return text;
  if (node.flow) return addFlowItem(source, node, writeFlow(value, styleOf(node)));
  const at = source.lineEnd(contentEnd(source, node));
  const indent = source.text.slice(source.lineStart(span(node).start), span(node).start);
  const lead = /^[\s-]*$/.test(indent) ? indent.replaceAll('-', ' ') : '';
  return splice(text, { start: at, end: at }, `${source.newline}${lead}- ${writeFlow(value)}`);
}

type Added = { value: unknown; lines?: readonly string[] };

function addAt(source: Source, path: Path, { value, lines }: Added): string {
  let depth = path.length - 1;
  while (depth > 0 && !source.at(path.slice(0, depth))) depth--;
  const missing = path.slice(depth + 1);
  const whole = missing.reduceRight<unknown>((inner, key) => ({ [key]: inner }), value);
  const home = path.slice(0, depth);
  const parent = source.at(home);
  const entry = { key: String(path[depth]), value: whole, lines: missing.length === 0 ? lines : undefined };
  if (isMap(parent) && parent.items.length > 0) {
    if (!parent.flow) return addBlockPair(source, parent, entry);
    const style = styleOf(parent);
    return addFlowItem(source, parent, `${writeKey(entry.key, style)}: ${writeFlow(whole, style)}`);
  }
  return fillEmpty(source, home, entry);
}

type Entry = { key: string; value: unknown; lines?: readonly string[] | undefined };

function entryLines(entry: Entry, style: Quote): string[] {
  const key = writeKey(entry.key, style);
  if (!entry.lines) return [`${key}: ${writeFlow(entry.value, style)}`];
  return [`${key}:`, ...entry.lines.map((line) => `  ${line}`)];
}

function addBlockPair(source: Source, parent: YAMLMap, entry: Entry): string {
  const first = parent.items[0]?.key;
  const indent = ' '.repeat(isNode(first) ? source.columnOf(span(first).start) : 0);
  const at = source.lineEnd(contentEnd(source, parent));
  const added = entryLines(entry, 'plain').map((line) => `${source.newline}${indent}${line}`);
  return splice(source.text, { start: at, end: at }, added.join(''));
}

/** Puts the first key into a map that is `{}`, or into a key without a value. */
function fillEmpty(source: Source, home: Path, entry: Entry): string {
  const { text, newline } = source;
  if (home.length === 0) {
    const lines = entryLines(entry, 'plain').join(newline);
    const body = isScalar(source.at([])) || text.trim() === '' ? text : '';
    return body === '' || body.endsWith('\n')
      ? `${body}${lines}${newline}`
      : `${body}${newline}${lines}${newline}`;
  }
  const node = source.at(home);
  const key = source.pair(home)?.key;
  const outer = source.at(home.slice(0, -1));
  const isInline = isMap(outer) && outer.flow === true;
  if (!entry.lines || isInline || !isNode(key) || !node || !isLine(source, key)) {
    return replaceValue(source, home, { [entry.key]: entry.value });
  }
  const indent = ' '.repeat(source.columnOf(span(key).start) + 2);
  const added = entryLines(entry, 'plain').map((line) => `${newline}${indent}${line}`);
  const colon = text.indexOf(':', span(key).end) + 1;
  const end = isEmpty(node as Scalar) ? colon : span(node).end;
  const rest = text.slice(end, source.lineEnd(end));
  return splice(text, { start: colon, end: end + rest.length }, `${rest.trimEnd()}${added.join('')}`);
}

/** Whether a key is the first thing on its line. */
function isLine(source: Source, key: Node): boolean {
  return source.text.slice(source.lineStart(span(key).start), span(key).start).trim() === '';
}

function addFlowItem(source: Source, parent: YAMLMap | YAMLSeq, written: string): string {
  const { text } = source;
  const close = span(parent).end - 1;
  const last = parent.items.at(-1);
  const tail = isNode(last) ? last : isPairLike(last) ? (last.value ?? last.key) : null;
  if (!isNode(tail)) {
    const isMapping = isMap(parent);
    return splice(
      text,
      { start: span(parent).start, end: close + 1 },
      isMapping ? `{ ${written} }` : `[${written}]`,
    );
  }
  const end = contentEnd(source, tail);
  const first = parent.items[0];
  const head = isNode(first) ? first : isPairLike(first) && isNode(first.key) ? first.key : null;
  const lead = head ? text.slice(source.lineStart(span(head).start), span(head).start) : '';
  const isOwnLine = lead.trim() === '' && text.slice(span(parent).start, end).includes('\n');
  const between = isOwnLine ? `${source.newline}${lead}` : ' ';
  const comma = /^\s*,/.exec(text.slice(end, close))?.[0].length ?? 0;
  return splice(text, { start: end, end: end + comma }, `,${between}${written}`);
}
