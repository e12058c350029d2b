import { derivedName, isTextRole, type TextRole } from './derived';
import { type Descriptor, descriptors } from './registry';
import { createText, type Text } from './text';

/** A column as far as describing goes. */
type Column = { name: string; type: string; role: string; derivedFrom?: string | undefined };

/** One column to be derived, and from which. */
export type Derivation = {
  name: string;
  type: Descriptor['type'];
  /** The text column. */
  from: string;
  /** The column that it is compared with. */
  against: string | null;
  describe: Descriptor['describe'];
};

/**
 * The columns that follow from a table's columns and their roles: for each text column with a text role one for each
 * descriptor of that role. Where two texts are compared, the other is the first column of its role. A name that a
 * column of the user's own has stays the user's.
 */
export function derivations(columns: readonly Column[]): Derivation[] {
  const own = columns.filter((column) => column.derivedFrom === undefined);
  const taken = new Set(own.map((column) => column.name));
  const texts = own.flatMap((column) => (column.type === 'text' && isTextRole(column.role) ? [column] : []));
  const first = (role: TextRole) => texts.find((column) => column.role === role)?.name ?? null;
  return texts.flatMap(({ name: from, role }) =>
    descriptors.flatMap(({ name, type, of, against: other, describe }): Derivation[] => {
      const against = other === undefined ? null : first(other);
      const column = derivedName(from, name);
      const applies = isTextRole(role) && of.includes(role) && (other === undefined || against !== null);
      return applies && !taken.has(column) ? [{ name: column, type, from, against, describe }] : [];
    }),
  );
}

/** The columns that must be read to derive these. */
export function textsRead(derived: readonly Derivation[]): string[] {
  return [...new Set(derived.flatMap(({ from, against }) => (against === null ? [from] : [from, against])))];
}

/** Texts seen last: a system prompt is the same row after row, and is prepared once. */
const KEPT = 8;

/**
 * A function from a row's texts to the values of the derived columns, in the order of `derived`. A missing text, or
 * one that is no text, gives nulls.
 *
 * Cost: about 0.1 ms for a text of 1 kB, at most `LOOKED_AT` characters of each.
 */
export function createDescriber(
  derived: readonly Derivation[],
): (textOf: (column: string) => unknown) => (number | string | boolean | null)[] {
  const kept = new Map<string, Text>();
  const prepare = (value: string): Text => {
    const text = kept.get(value) ?? createText(value);
    // What is set last stays longest.
    kept.delete(value);
    if (kept.size >= KEPT) kept.delete(kept.keys().next().value ?? '');
    kept.set(value, text);
    return text;
  };
  return (textOf) =>
    derived.map(({ from, against, describe }) => {
      const [value, other] = [textOf(from), against === null ? '' : textOf(against)];
      if (typeof value !== 'string' || typeof other !== 'string') return null;
      return describe(prepare(value), prepare(other));
    });
}
