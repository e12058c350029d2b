import { type Document, isAlias, isNode, isScalar, LineCounter, parseDocument, visit } from 'yaml';
import type * as z from 'zod';
import { type Place, type Problem, problem } from '@/lib/core/failures';
import { knownFields, type Spec, spec } from './schema';

/** A spec's text may be this long. */
export const TEXT_BYTES_MAX = 1_048_576;

export type Parsed = {
  /** The spec where its shape is right; else null. */
  spec: Spec | null;
  problems: Problem[];
  /** Line and column of a path in the text; the nearest parent that exists where it does not. */
  locate: (path: readonly (string | number)[]) => Place;
  /** The YAML document with its ranges; null where the text is not YAML. */
  document: Document.Parsed | null;
};

/** Reads YAML or JSON (which is YAML) into a spec, or into all problems of its form. */
export function parseSpec(text: string): Parsed {
  if (text.length > TEXT_BYTES_MAX) {
    return nothing([problem('spec_too_large', { bytes: text.length, bytesMax: TEXT_BYTES_MAX })]);
  }
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, schema: 'core', prettyErrors: false });
  const problems: Problem[] = document.errors.map((error) => {
    const { line, col } = lines.linePos(error.pos[0]);
    return problem('yaml_syntax', { message: error.message }, { line, column: col });
  });
  if (problems.length === 0) problems.push(...refuseExotic(document, lines));
  if (problems.length > 0) return nothing(problems);
  const locate = createLocator(document, lines);
  return { ...readShape(document.toJS(), locate), locate, document };
}

function nothing(problems: Problem[]): Parsed {
  return { spec: null, problems, locate: () => ({ line: 1, column: 1 }), document: null };
}

/** What YAML allows and a spec has no use for: anchors (alias bombs), keys that are not plain names. */
function refuseExotic(document: Document.Parsed, lines: LineCounter): Problem[] {
  const found: Problem[] = [];
  const place = (item: { range?: readonly number[] | null }): Place => {
    const { line, col } = lines.linePos(item.range?.[0] ?? 0);
    return { line, column: col };
  };
  visit(document, {
    Node(_key, item) {
      const name = isAlias(item) ? `*${item.source}` : item.anchor ? `&${item.anchor}` : null;
      if (name !== null) found.push(problem('yaml_anchor', { name }, place(item)));
    },
    Pair(_key, pair) {
      const key = pair.key;
      if (isScalar(key) && key.value !== '__proto__') return;
      const message = 'a field name must be plain text';
      found.push(problem('spec_shape', { field: String(key), message }, isNode(key) ? place(key) : {}));
    },
  });
  return found;
}

function createLocator(document: Document.Parsed, lines: LineCounter): Parsed['locate'] {
  return (path) => {
    for (let depth = path.length; depth >= 0; depth--) {
      const part = path.slice(0, depth);
      const found = depth === 0 ? document.contents : document.getIn(part, true);
      if (!isNode(found) || !found.range) continue;
      const { line, col } = lines.linePos(found.range[0]);
      return { path, line, column: col, ...nodeOf(path) };
    }
    return { path, line: 1, column: 1, ...nodeOf(path) };
  };
}

function nodeOf(path: readonly (string | number)[]): { node?: string } {
  return path[0] === 'nodes' && typeof path[1] === 'string' ? { node: path[1] } : {};
}

function readShape(value: unknown, locate: Parsed['locate']): { spec: Spec | null; problems: Problem[] } {
  const version = isRecord(value) ? value.version : undefined;
  if (version !== undefined && version !== 1) {
    return {
      spec: null,
      problems: [problem('spec_version', { version: String(version) }, locate(['version']))],
    };
  }
  const parsed = spec.safeParse(value);
  const unknown = isRecord(value) ? unknownFields(value, locate) : [];
  if (parsed.success) return { spec: parsed.data, problems: unknown };
  return {
    spec: null,
    problems: [...parsed.error.issues.map((issue) => shapeProblem(issue, locate)), ...unknown],
  };
}

function shapeProblem(issue: z.core.$ZodIssue, locate: Parsed['locate']): Problem {
  const path = issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part));
  const details = { field: path.join('.') || 'the document', message: issueMessage(issue) };
  return problem('spec_shape', details, locate(path));
}

/** Zod's sentence, begun in lower case so that it fits into ours, and without its words for programmers. */
export function issueMessage(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_type') {
    if (issue.message.endsWith('received undefined')) return 'it is not filled in';
    const wanted = TYPE_WORDS[issue.expected] ?? issue.expected;
    return `it must be ${wanted}`;
  }
  return issue.message.charAt(0).toLowerCase() + issue.message.slice(1);
}

const TYPE_WORDS: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a group of fields',
  record: 'a group of fields',
};

function unknownFields(value: Record<string, unknown>, locate: Parsed['locate']): Problem[] {
  const found: Problem[] = [];
  const look = (part: unknown, known: readonly string[], path: string[]) => {
    if (!isRecord(part)) return;
    for (const field of Object.keys(part)) {
      if (!known.includes(field))
        found.push(problem('unknown_field', { field: [...path, field].join('.') }, locate([...path, field])));
    }
  };
  look(value, knownFields.spec, []);
  look(value.schedule, knownFields.schedule, ['schedule']);
  look(value.alert, knownFields.alert, ['alert']);
  if (isRecord(value.nodes)) {
    for (const [id, part] of Object.entries(value.nodes)) look(part, knownFields.node, ['nodes', id]);
  }
  return found;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
