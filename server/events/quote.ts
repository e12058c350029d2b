/** The one place where names and numbers become SQL text. Values that users type as text are bound, never quoted. */

/** A name as SQL reads it literally, whatever characters it has. */
export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A text that the product itself made (a path inside the import folder, a setting). */
export function quoteText(text: string): string {
  if (text.includes('\0')) throw new RangeError('quoteText requires text without NUL');
  return `'${text.replaceAll("'", "''")}'`;
}

/** A double to the last bit. The exponent makes the reader take it as DOUBLE and not as DECIMAL. */
export function quoteNumber(x: number): string {
  if (Number.isNaN(x)) return "'nan'::DOUBLE";
  if (!Number.isFinite(x)) return x > 0 ? "'infinity'::DOUBLE" : "'-infinity'::DOUBLE";
  const text = x.toExponential();
  return text.startsWith('-') ? `(${text})` : text;
}

/** A whole number such as a time. */
export function quoteWhole(x: number): string {
  if (!Number.isSafeInteger(x)) throw new RangeError(`quoteWhole requires a safe integer, got ${x}`);
  return String(x);
}

/** Values to bind, in the order in which `bind` was called. */
export type Args = { values: string[]; bind: (text: string) => string };

/** Collects texts to bind and gives each its placeholder. */
export function createArgs(): Args {
  const values: string[] = [];
  return {
    values,
    bind(text) {
      values.push(text);
      return `$${values.length}`;
    },
  };
}
