import { derivedName, embeddedNames } from './derived';

/** A column of similarities by embedding, and the two columns of texts that it compares. */
export type EmbeddedPair = { name: string; from: string; against: string };

/** A column as far as comparing goes. */
type Column = { name: string; type: string; role: string; derivedFrom?: string | undefined };

/**
 * What is compared where the server has an embedding endpoint: each column of answers with the first column of
 * questions and the first of contexts. A name that a column of the user's own has stays the user's.
 */
export function embeddedPairs(columns: readonly Column[]): EmbeddedPair[] {
  const own = columns.filter((column) => column.derivedFrom === undefined);
  const taken = new Set(own.map((column) => column.name));
  const texts = (role: string) => own.filter((column) => column.type === 'text' && column.role === role);
  return texts('response').flatMap(({ name: from }) =>
    (['prompt', 'context'] as const).flatMap((role): EmbeddedPair[] => {
      const against = texts(role)[0]?.name;
      const name = derivedName(from, embeddedNames[role]);
      return against === undefined || taken.has(name) ? [] : [{ name, from, against }];
    }),
  );
}
