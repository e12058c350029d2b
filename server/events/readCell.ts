import { type ColumnType, EVENT_TIME, type Value } from '@/lib/tally/column';
import { readTime } from './readTime';

/** Longer texts are rejected by name. */
const TEXT_MAX = 1_048_576;
const NAME_MAX = 200;

/** What stands for numbers that JSON cannot say, after the body reader has met them as bare words. */
const MARKS = new Map<string, number>([
  ['\u0000NaN', Number.NaN],
  ['\u0000Infinity', Number.POSITIVE_INFINITY],
  ['\u0000-Infinity', Number.NEGATIVE_INFINITY],
]);

/** The number that a mark stands for; undefined for any other text. Most texts are told by their first character. */
export const notJson = (text: string): number | undefined =>
  text.charCodeAt(0) === 0 ? MARKS.get(text) : undefined;

/** Whether the text has no half of a surrogate pair, which UTF-8 cannot store. Every Node that we support has the method; TypeScript's ES2023 does not know it. */
export const isUnicode = (text: string): boolean =>
  (text as string & { isWellFormed(): boolean }).isWellFormed();

/** A line that is no JSON: a record that can only be rejected, by name. */
export class Unreadable {
  readonly message: string;
  constructor(message: string) {
    this.message = message;
  }
}

/** Why a value cannot go into its column. */
export type Bad = { message: string };

export const isBad = (cell: Value | Bad): cell is Bad => typeof cell === 'object' && cell !== null;

/** The value as its column stores it, or what is wrong with it. */
export function readCell(type: ColumnType, value: unknown, unsafeIntegers: boolean): Value | Bad {
  if (value === null) return null;
  if (type === 'number') return readNumber(value, unsafeIntegers);
  if (type === 'text') return readText(value);
  if (type === 'boolean') return readBoolean(value);
  return value === '' ? null : (readTime(value) ?? bad('a time', value));
}

function readNumber(value: unknown, unsafeIntegers: boolean): Value | Bad {
  if (typeof value === 'number') {
    if (value <= Number.MAX_SAFE_INTEGER && value >= Number.MIN_SAFE_INTEGER) return value;
    if (!Number.isFinite(value)) return { message: 'the number is too large for a double' };
    if (unsafeIntegers && Number.isInteger(value)) {
      return { message: 'the whole number is beyond 2^53 and would lose digits; send it as text' };
    }
    return value;
  }
  if (typeof value === 'string') {
    const special = notJson(value);
    if (special !== undefined) return special;
  }
  return bad('a number', value);
}

function readText(value: unknown): Value | Bad {
  if (typeof value !== 'string' || notJson(value) !== undefined) return bad('text', value);
  if (value.length > TEXT_MAX)
    return { message: `the text has ${value.length} characters; ${TEXT_MAX} are allowed` };
  if (!isUnicode(value)) return { message: 'the text has half of a surrogate pair and is not valid Unicode' };
  return value;
}

function readBoolean(value: unknown): Value | Bad {
  if (typeof value === 'boolean') return value;
  if (value === 'true' || value === 1) return true;
  if (value === 'false' || value === 0) return false;
  return bad('true or false', value);
}

const bad = (wanted: string, value: unknown): Bad => ({ message: `expected ${wanted}, got ${fault(value)}` });

/** A value as a message shows it: its kind, and a little of it. */
export function fault(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  if (typeof value === 'object') return 'a nested object; send flat fields';
  if (typeof value === 'string') {
    const special = notJson(value);
    if (special !== undefined) return String(special);
    return `the text ${JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value)}`;
  }
  return `${typeof value === 'number' ? 'the number' : ''} ${String(value)}`.trim();
}

/** Why a name cannot be a column's, or null where it can. */
export function checkKey(key: string): string | null {
  if (key === '') return 'a column needs a name';
  if (key === '__proto__') return 'this name is not allowed';
  if (key === EVENT_TIME) return 'this name is taken by the event time';
  if (key.length > NAME_MAX) return `the name has ${key.length} characters; ${NAME_MAX} are allowed`;
  if (!isUnicode(key) || key.includes('\0')) return 'the name is not valid text';
  return null;
}
