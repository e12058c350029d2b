import { parse } from 'yaml';

/** How a value is written into the text of a spec: plain where YAML reads it back the same, quoted elsewhere. */

export type Quote = 'plain' | 'single' | 'double';

const PLAIN = /^[A-Za-z0-9_$/.+-](?:[\w$/.+ -]*[\w$/.+-])?$/;
const SINGLE = /^[\x20-\x7e\xa1-\u024f]*$/;

/** A value on one line: scalars, and collections in flow style. `quote: 'double'` writes JSON. */
export function writeFlow(value: unknown, quote: Quote = 'plain'): string {
  if (Array.isArray(value)) return `[${value.map((item) => writeFlow(item, quote)).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return writeScalar(value, quote);
  const pairs = Object.entries(value).filter(([, item]) => item !== undefined);
  if (pairs.length === 0) return '{}';
  return `{ ${pairs.map(([key, item]) => `${writeKey(key, quote)}: ${writeFlow(item, quote)}`).join(', ')} }`;
}

export function writeKey(key: string, quote: Quote = 'plain'): string {
  return writeScalar(key, quote === 'double' ? 'double' : 'plain');
}

export function writeScalar(value: unknown, quote: Quote = 'plain'): string {
  if (typeof value === 'string') return writeText(value, quote);
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : writeOddNumber(value);
  return value === undefined ? 'null' : String(value);
}

function writeOddNumber(value: number): string {
  if (Number.isNaN(value)) return '.nan';
  return value > 0 ? '.inf' : '-.inf';
}

function writeText(text: string, quote: Quote): string {
  if (quote === 'single' && SINGLE.test(text)) return `'${text.replaceAll("'", "''")}'`;
  if (quote === 'plain' && readsPlain(text)) return text;
  return JSON.stringify(text);
}

/** Whether YAML reads the bare text back as this very text. */
function readsPlain(text: string): boolean {
  if (!PLAIN.test(text) || text.includes('...') || text.startsWith('---')) return false;
  try {
    return parse(`[${text}]`, { schema: 'core', logLevel: 'silent' })[0] === text;
  } catch {
    return false;
  }
}
