import type { ColumnInfo } from '@/lib/tally/column';
import type { ColumnNeed, Template, TemplateMonitor } from './template';

/** What the placeholders of a template stand for: the stream, and a column or value for each need's key. */
export type Mapping = {
  stream: string;
  values: Readonly<Record<string, string | number | boolean>>;
};

/** A whole value of a template's text; our texts have no such word elsewhere. */
const PLACEHOLDER = /<([a-z][a-z0-9_]*)>/g;

/**
 * A monitor's text with its placeholders filled in; all else stays byte for byte. What the mapping leaves out stays
 * as `<key>`, so that the checker names it instead of the form refusing it.
 */
export function fillMonitor(monitor: TemplateMonitor, mapping: Mapping): string {
  return monitor.text.replace(PLACEHOLDER, (placeholder, key: string) => {
    const value = key === 'stream' ? mapping.stream : mapping.values[key];
    return value === undefined || value === '' ? placeholder : scalarText(value);
  });
}

/** Plain where YAML reads it back as the same text even inside `{ }`; else in double quotes, as JSON has it. */
function scalarText(value: string | number | boolean): string {
  if (typeof value !== 'string') return String(value);
  const plain =
    /^[A-Za-z_][A-Za-z0-9_.-]*$/.test(value) && !/^(true|false|null|yes|no|on|off|nan|inf)$/i.test(value);
  return plain ? value : JSON.stringify(value);
}

/** What was typed into a form or a command line as a mapping: values become what the sample's are, where they can. */
export function typedMapping(
  template: Template,
  stream: string,
  typed: Readonly<Record<string, string>>,
): Mapping {
  const values = Object.entries(typed).map(([key, text]): [string, string | number | boolean] => {
    const need = template.needs.find((one) => one.key === key);
    return [key, need?.kind === 'value' ? likeExample(need.example, text) : text];
  });
  return { stream, values: Object.fromEntries(values) };
}

function likeExample(example: string | number | boolean, text: string): string | number | boolean {
  if (typeof example === 'boolean' && (text === 'true' || text === 'false')) return text === 'true';
  const number = text.trim() === '' ? Number.NaN : Number(text);
  return typeof example === 'number' && Number.isFinite(number) ? number : text;
}

/** The mapping under which the template runs on its own sample. */
export function sampleMapping(template: Template): Mapping {
  return {
    stream: template.sample.stream,
    values: Object.fromEntries(template.needs.map((need) => [need.key, need.example])),
  };
}

/**
 * The user's columns that fit the template's needs best: by name first, then by role where only one column has it,
 * each column once. What finds no column is left out.
 */
export function matchColumns(
  template: Pick<Template, 'needs'>,
  columns: readonly ColumnInfo[],
): Record<string, string> {
  const needs = template.needs.filter((need): need is ColumnNeed => need.kind === 'column');
  const found: Record<string, string> = {};
  const taken = new Set<string>();
  const take = (need: ColumnNeed, column: ColumnInfo | undefined) => {
    if (!column) return;
    found[need.key] = column.name;
    taken.add(column.name);
  };
  const open = (need: ColumnNeed) =>
    found[need.key] === undefined
      ? columns.filter((column) => !taken.has(column.name) && !column.derivedFrom && fitsType(need, column))
      : [];
  for (const need of needs)
    take(
      need,
      open(need).find((column) => sameName(need, column.name)),
    );
  for (const need of needs) {
    if (need.role === 'feature' || need.role === 'other') continue;
    take(
      need,
      open(need).find((column) => column.role === need.role),
    );
  }
  for (const need of needs)
    take(
      need,
      open(need).find((column) => nearName(need, column.name)),
    );
  return found;
}

/** Classes may be text, numbers or booleans; all else must be of the type that the need names. */
function fitsType(need: ColumnNeed, column: ColumnInfo): boolean {
  const loose = ['prediction', 'label', 'group', 'id', 'model_version'].includes(need.role);
  return loose ? column.type !== 'time' : column.type === need.type;
}

const plainName = (name: string) => name.toLowerCase().replace(/[^a-z0-9]/g, '');

const namesOf = (need: ColumnNeed) => [need.key, need.example, ...(need.synonyms ?? [])].map(plainName);

function sameName(need: ColumnNeed, name: string): boolean {
  return namesOf(need).includes(plainName(name));
}

function nearName(need: ColumnNeed, name: string): boolean {
  const plain = plainName(name);
  return namesOf(need).some(
    (own) => own.length >= 4 && plain.length >= 4 && (plain.includes(own) || own.includes(plain)),
  );
}
