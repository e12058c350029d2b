import type { Block } from '@/lib/blocks/block';
import { paramsJsonSchema } from '@/lib/spec/jsonSchema';

/** One setting of a block as the reference tells it. */
export type ParamRow = {
  name: string;
  title: string;
  description: string;
  /** What may stand there, in words. */
  values: string;
  /** As YAML writes it; null where there is none. */
  standard: string | null;
  needed: boolean;
};

type Schema = {
  type?: string;
  title?: string;
  description?: string;
  unit?: string;
  enum?: readonly unknown[];
  anyOf?: readonly Schema[];
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  maxLength?: number;
  items?: Schema;
  default?: unknown;
  widget?: string;
  wants?: string;
  role?: string;
};

/** The settings of a block, read from its own schema. */
export function describeParams(block: Block): ParamRow[] {
  const schema = paramsJsonSchema(block) as { properties?: Record<string, Schema>; required?: string[] };
  return Object.entries(schema.properties ?? {}).map(([name, param]) => ({
    name,
    title: param.title ?? name,
    description: sentencesOf(param),
    values: valuesOf(param),
    standard: param.default === undefined ? null : JSON.stringify(param.default),
    needed: schema.required?.includes(name) ?? false,
  }));
}

function sentencesOf({ description, role, widget }: Schema): string {
  const what = widget === 'columns' ? 'all columns of the stream' : 'the stream’s column';
  const taken = widget === 'columns' ? 'are taken' : 'is taken';
  const byRole = role ? `Left out, ${what} with the role ${role.replace('_', ' ')} ${taken}.` : '';
  return [description ?? '', byRole].filter(Boolean).join(' ');
}

const widgetWords: Readonly<Record<string, string>> = {
  stream: 'the name of a stream',
  file: 'the name of an imported file',
  connection: 'the name of a connection',
  condition: 'a condition',
  duration: 'a duration such as 15m',
};

function valuesOf(schema: Schema): string {
  if (schema.widget === 'column' || schema.widget === 'columns') {
    const holds = schema.wants === 'number' ? ' of numbers' : schema.wants === 'text' ? ' of text' : '';
    return `${schema.widget === 'column' ? 'a column' : 'a list of columns'}${holds}`;
  }
  const widget = schema.widget ? widgetWords[schema.widget] : undefined;
  if (widget) return widget;
  return `${typeWords(schema)}${unitWords(schema.unit)}`;
}

/** A unit may be a word, or say what it is the same as: `rows`, `as the score`. */
function unitWords(unit: string | undefined): string {
  if (unit === undefined) return '';
  return /\bas\b/.test(unit) ? `, ${unit}` : `, in ${unit}`;
}

function typeWords(schema: Schema): string {
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' or ');
  if (schema.anyOf) return [...new Set(schema.anyOf.map(typeWords))].join(' or ');
  if (schema.type === 'array')
    return `a list of ${schema.items ? plural(typeWords(schema.items)) : 'values'}`;
  if (schema.type === 'boolean') return 'true or false';
  if (schema.type === 'number' || schema.type === 'integer') return `${rangeOf(schema)}`;
  if (schema.type === 'string') return 'text';
  return 'a value';
}

const plural = (words: string) => (words === 'text' ? 'texts' : words);

function rangeOf({ type, minimum, maximum, exclusiveMinimum }: Schema): string {
  const what = type === 'integer' ? 'a whole number' : 'a number';
  // Whole numbers without a limit of ours carry those that JavaScript can count to.
  const high = maximum === undefined || maximum >= Number.MAX_SAFE_INTEGER ? undefined : maximum;
  const low = minimum === undefined || minimum <= Number.MIN_SAFE_INTEGER ? undefined : minimum;
  if (low !== undefined && high !== undefined) return `${what} from ${figure(low)} to ${figure(high)}`;
  if (low !== undefined) return `${what} from ${figure(low)}`;
  if (exclusiveMinimum !== undefined) return `${what} above ${exclusiveMinimum}`;
  return high === undefined ? what : `${what} up to ${figure(high)}`;
}

const figure = (x: number) => x.toLocaleString('en');
