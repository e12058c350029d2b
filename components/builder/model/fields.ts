import * as z from 'zod';
import { type Block, type ParamMeta, paramMeta } from '@/lib/blocks/block';
import { issueMessage } from '@/lib/spec/yaml';

/** A form is drawn from the same zod object that checks the spec. This reads one param as one field. */
export type FieldKind =
  | 'text'
  | 'multiline'
  | 'number'
  | 'boolean'
  | 'enum'
  | 'list'
  | 'scalar'
  | 'column'
  | 'columns'
  | 'condition'
  | 'stream'
  | 'file'
  | 'connection'
  | 'duration'
  | 'json';

export type FieldSpec = {
  name: string;
  kind: FieldKind;
  title: string;
  help: string | undefined;
  unit: string | undefined;
  required: boolean;
  advanced: boolean;
  /** What it is where it is left out. */
  preset: unknown;
  options: readonly string[];
  /** Whether the items of a list are numbers. */
  numeric: boolean;
  meta: ParamMeta;
  schema: z.ZodType;
};

/** Fields in the order of the form: what must be filled in first, what is rarely touched last. */
export function fieldsOf(block: Block): FieldSpec[] {
  const fields = Object.entries(block.params.shape).map(([name, schema]) =>
    fieldOf(name, schema as z.ZodType),
  );
  const rank = (field: FieldSpec) => (field.advanced ? 2 : field.required ? 0 : 1);
  return fields.sort((a, b) => rank(a) - rank(b));
}

export function fieldOf(name: string, schema: z.ZodType): FieldSpec {
  const meta = paramMeta(schema);
  const inner = unwrapped(schema);
  const kind = kindOf(inner, meta);
  return {
    name,
    kind,
    title: meta.title ?? spaced(name),
    help: meta.description,
    unit: meta.unit,
    required: !schema.safeParse(undefined).success,
    advanced: meta.advanced === true,
    preset: presetOf(schema),
    options: inner instanceof z.ZodEnum ? inner.options.map(String) : [],
    numeric: inner instanceof z.ZodArray && inner.element instanceof z.ZodNumber,
    meta,
    schema,
  };
}

function presetOf(schema: z.ZodType): unknown {
  const parsed = schema.safeParse(undefined);
  return parsed.success ? parsed.data : undefined;
}

function unwrapped(schema: z.ZodType): z.ZodType {
  const inner = (schema.def as { innerType?: z.ZodType }).innerType;
  return inner ? unwrapped(inner) : schema;
}

function kindOf(schema: z.ZodType, meta: ParamMeta): FieldKind {
  if (meta.widget) return meta.widget;
  if (schema instanceof z.ZodNumber) return 'number';
  if (schema instanceof z.ZodBoolean) return 'boolean';
  if (schema instanceof z.ZodEnum) return 'enum';
  if (schema instanceof z.ZodString) return 'text';
  if (schema instanceof z.ZodArray) return kindOfItems(schema);
  if (schema instanceof z.ZodUnion) return 'scalar';
  return schema.def.type === 'string' ? 'text' : 'json';
}

function kindOfItems(schema: z.ZodArray): FieldKind {
  const items = schema.element as z.ZodType;
  const isPlain = items instanceof z.ZodNumber || items.def.type === 'string' || items instanceof z.ZodUnion;
  return isPlain ? 'list' : 'json';
}

/** `warningLow` → `Warning low`. */
function spaced(name: string): string {
  const words = name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll('_', ' ')
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** What is wrong with a value, in a few words; null where it is right. */
export function valueProblem(schema: z.ZodType, value: unknown): string | null {
  const parsed = schema.safeParse(value);
  const [issue] = parsed.success ? [] : parsed.error.issues;
  return issue ? issueMessage(issue) : null;
}

/** What a person typed as a number: `.2`, `20%`, `1,000`. Null where it is none. */
export function readNumber(typed: string): number | null {
  const text = typed.trim().replace(/(?<=\d)[,\s](?=\d{3}\b)/g, '');
  const match = /^([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)\s*(%)?$/i.exec(text);
  if (!match) return null;
  const value = Number(match[1]);
  if (!Number.isFinite(value)) return null;
  return match[2] ? Number((value / 100).toPrecision(12)) : value;
}

/** What a person typed as a single value: numbers and true and false as such, all else as text. */
export function readScalar(typed: string): string | number | boolean {
  const text = typed.trim();
  if (text === 'true' || text === 'false') return text === 'true';
  return /^[+-]?(?:\d+\.?\d*|\.\d+)$/.test(text) ? Number(text) : text;
}
