import { hashOfWord, type Text } from './text';

/**
 * A family of phrases that say one thing, and how sure one of them makes us, in [0, 1]. `words`, with spaces between,
 * are those of which any match has at least one; `signs` are pieces of text that do the same. A text without any of
 * them is not searched.
 */
export type Family = { name: string; weight: number; form: RegExp; words: string; signs?: readonly string[] };

/** Families ready to be looked for. At most 31. */
export type Families = {
  readonly all: readonly Family[];
  /** For a word the bits of the families that may match where it is. */
  readonly byWord: ReadonlyMap<number, number>;
  readonly bySign: readonly (readonly [string, number])[];
};

export function createFamilies(all: readonly Family[]): Families {
  const byWord = new Map<number, number>();
  const bySign: (readonly [string, number])[] = [];
  all.forEach(({ words, signs }, i) => {
    for (const word of words.split(/\s+/).filter(Boolean)) {
      const hash = hashOfWord(word);
      byWord.set(hash, (byWord.get(hash) ?? 0) | (1 << i));
    }
    for (const sign of signs ?? []) bySign.push([sign, 1 << i]);
  });
  return { all, byWord, bySign };
}

/**
 * The families that a text has a phrase of. One look at each word, and a search only for the few families that a
 * word of the text belongs to.
 */
export function familiesIn({ all, byWord, bySign }: Families, { plain, wordHashes }: Text): Family[] {
  let bits = 0;
  for (let i = 0; i < wordHashes.length; i++) bits |= byWord.get(wordHashes[i] as number) ?? 0;
  for (const [sign, bit] of bySign) if ((bits & bit) === 0 && plain.includes(sign)) bits |= bit;
  return bits === 0 ? [] : all.filter(({ form }, i) => (bits & (1 << i)) !== 0 && form.test(plain));
}

/**
 * Independent signs of one thing, taken together: 1 - Π (1 - weight). 0 for none.
 *
 * @source noisy-or (Pearl 1988, Probabilistic reasoning in intelligent systems)
 */
export function noisyOr(weights: Iterable<number>): number {
  let quiet = 1;
  for (const weight of weights) quiet *= 1 - weight;
  return 1 - quiet;
}

/** A score in three figures: enough for a limit, and few values to group by. */
export const rounded = (score: number): number => Math.round(score * 1000) / 1000;
