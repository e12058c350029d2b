import { LOOKED_AT, type Text } from './text';

/** Names of keys beyond these are not told apart. */
const KEYS_MAX = 20;
const KEYS_CHARACTERS_MAX = 200;

/** JSON that is longer than this is not parsed, so that one answer cannot hold up the others. */
const JSON_MAX = 10 * LOOKED_AT;

/**
 * What an answer is as JSON: `none` where it is not, `array` or `value`, and for an object its keys in order,
 * `object:answer,sources`. One fence of Markdown around it is allowed. Longer than 200,000 characters counts as
 * `none`.
 *
 * @source RFC 8259
 */
export function jsonForm({ whole }: Text): string {
  if (whole.length > JSON_MAX) return 'none';
  const body = unfenced(whole.trim());
  const first = body.charCodeAt(0);
  // Most answers are prose: their first sign tells without an exception being made.
  if (!STARTS.has(first)) return 'none';
  try {
    const value: unknown = JSON.parse(body);
    if (Array.isArray(value)) return 'array';
    return typeof value === 'object' && value !== null ? `object:${keysOf(value)}` : 'value';
  } catch {
    return 'none';
  }
}

const STARTS = new Set([...'{["-0123456789tfn'].map((sign) => sign.charCodeAt(0)));

function unfenced(text: string): string {
  if (!text.startsWith('```') || !text.endsWith('```') || text.length < 7) return text;
  const start = text.indexOf('\n');
  return start < 0 ? text : text.slice(start + 1, -3).trim();
}

function keysOf(value: object): string {
  const keys = Object.keys(value).filter((key) => /^[\w.-]{1,40}$/.test(key));
  return keys.sort().slice(0, KEYS_MAX).join(',').slice(0, KEYS_CHARACTERS_MAX);
}
