import {
  type Document,
  isCollection,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  parseDocument,
  Scalar,
} from 'yaml';
import { type Quote, writeFlow } from './scalar';

/** The text of a spec beside its YAML nodes: where each value stands, and how it is written. */

export type Path = readonly (string | number)[];

export type Range = { start: number; end: number };

export class Source {
  constructor(
    readonly text: string,
    readonly document: Document.Parsed,
  ) {}

  get newline(): string {
    return this.text.includes('\r\n') ? '\r\n' : '\n';
  }

  at(path: Path): Node | null {
    if (path.length === 0) return isNode(this.document.contents) ? this.document.contents : null;
    const found = this.document.getIn(path, true);
    return isNode(found) ? found : null;
  }

  pair(path: Path): Pair | null {
    const parent = this.at(path.slice(0, -1));
    if (!isMap(parent)) return null;
    return parent.items.find((pair) => keyOf(pair) === String(path.at(-1))) ?? null;
  }

  lineStart(offset: number): number {
    return this.text.lastIndexOf('\n', offset - 1) + 1;
  }

  /** The offset of the line's end, before its break. */
  lineEnd(offset: number): number {
    const at = this.text.indexOf('\n', offset);
    if (at < 0) return this.text.length;
    return this.text[at - 1] === '\r' && at > offset ? at - 1 : at;
  }

  columnOf(offset: number): number {
    return offset - this.lineStart(offset);
  }
}

export function read(text: string): Source | null {
  const document = parseDocument(text, { schema: 'core', prettyErrors: false });
  return document.errors.length > 0 ? null : new Source(text, document as Document.Parsed);
}

export function keyOf(pair: Pair): string {
  return isScalar(pair.key) ? String(pair.key.value) : String(pair.key);
}

export function span(node: Node): Range {
  return { start: node.range?.[0] ?? 0, end: node.range?.[1] ?? 0 };
}

/** Where the visible content of a node ends: without the line breaks and comments that follow it. */
export function contentEnd(source: Source, node: Node): number {
  const { start, end } = span(node);
  if (isCollection(node) && !node.flow) {
    const last = node.items.at(-1);
    const tail = isNode(last) ? last : isPairLike(last) ? (last.value ?? last.key) : null;
    if (isNode(tail)) return contentEnd(source, tail);
  }
  if (isScalar(node) && (node.type === Scalar.BLOCK_LITERAL || node.type === Scalar.BLOCK_FOLDED)) {
    return start + source.text.slice(start, end).trimEnd().length;
  }
  return end;
}

export function isPairLike(item: unknown): item is Pair {
  return typeof item === 'object' && item !== null && 'key' in item && 'value' in item;
}

export function quoteOf(scalar: Scalar): Quote {
  if (scalar.type === Scalar.QUOTE_DOUBLE) return 'double';
  return scalar.type === Scalar.QUOTE_SINGLE ? 'single' : 'plain';
}

/** Whether a collection is written as JSON: its keys are in double quotes. */
export function styleOf(node: Node | null): Quote {
  if (isSeq(node)) {
    const first = node.items[0];
    return isScalar(first) && typeof first.value === 'string' && quoteOf(first) === 'double'
      ? 'double'
      : 'plain';
  }
  const key = isMap(node) ? node.items[0]?.key : null;
  return isScalar(key) && quoteOf(key) === 'double' ? 'double' : 'plain';
}

export function documentStyle(source: Source): Quote {
  return styleOf(source.at([]));
}

export const splice = (text: string, range: Range, insert: string) =>
  text.slice(0, range.start) + insert + text.slice(range.end);

export function replaceValue(source: Source, path: Path, value: unknown): string {
  const { text } = source;
  const node = source.at(path);
  if (!node) return text;
  const isList = Array.isArray(value) || isRecord(value);
  const quote = isScalar(node) && !isList ? quoteOf(node) : styleOf(node);
  const written = writeFlow(value, quote === 'plain' ? documentStyle(source) : quote);
  if (isScalar(node) && isEmpty(node)) {
    const key = source.pair(path)?.key;
    const after = isNode(key) ? text.indexOf(':', span(key).end) + 1 : span(node).start;
    return splice(text, { start: after, end: after }, ` ${written}`);
  }
  const range = { start: span(node).start, end: contentEnd(source, node) };
  const key = source.pair(path)?.key;
  const below = isNode(key) && text.slice(span(key).end, range.start).includes('\n');
  if (!below || !isNode(key) || !(isCollection(node) && !node.flow)) return splice(text, range, written);
  const colon = text.indexOf(':', span(key).end) + 1;
  const comment = text.slice(colon, source.lineEnd(colon));
  return splice(text, { start: colon, end: range.end }, ` ${written}${comment.trimEnd()}`);
}

export const isEmpty = (node: Scalar) => span(node).start === span(node).end;

export function isSame(source: Source | null, path: Path, value: unknown): boolean {
  const node = source?.at(path);
  return node !== null && node !== undefined && source !== null && equal(node.toJS(source.document), value);
}

export function equal(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
