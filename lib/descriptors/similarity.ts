import { functionWordsOf } from './functionWords';
import { languageOf } from './language';
import { noted, type Text } from './text';

/** How often each word that carries content occurs; words that only hold a sentence together are left out. */
const contentWords = noted((text: Text): ReadonlyMap<number, number> => {
  const language = languageOf(text);
  const stop = (language === null ? undefined : functionWordsOf.get(language)) ?? new Set<number>();
  const counts = new Map<number, number>();
  for (const hash of text.wordHashes) if (!stop.has(hash)) counts.set(hash, (counts.get(hash) ?? 0) + 1);
  return counts;
});

/**
 * Cosine of the two texts' bags of words, without function words: 1 for the same words in the same proportions, 0
 * where no word is shared. Words are compared as they are written, so a paraphrase counts as different. Null where
 * either has no word that carries content.
 *
 * @source Salton, Wong and Yang 1975, A vector space model for automatic indexing
 */
export function cosineSimilarity(a: Text, b: Text): number | null {
  const [x, y] = [contentWords(a), contentWords(b)];
  if (x.size === 0 || y.size === 0) return null;
  let dot = 0;
  for (const [word, count] of x) dot += count * (y.get(word) ?? 0);
  return Math.min(1, dot / (norm(x) * norm(y)));
}

const norm = (counts: ReadonlyMap<number, number>): number => {
  let sum = 0;
  for (const count of counts.values()) sum += count * count;
  return Math.sqrt(sum);
};

/**
 * Share of an answer's different content words that its context has too: 1 where every word is backed, 0 where none
 * is. It says whether the answer speaks of what the context speaks of, not whether it is true. Null where the answer
 * or the context has no word that carries content.
 *
 * @source containment (Broder 1997); the precision side of ROUGE-1 (Lin 2004) over distinct words
 */
export function containment(answer: Text, context: Text): number | null {
  const [said, known] = [contentWords(answer), contentWords(context)];
  if (said.size === 0 || known.size === 0) return null;
  let backed = 0;
  for (const word of said.keys()) if (known.has(word)) backed += 1;
  return backed / said.size;
}
