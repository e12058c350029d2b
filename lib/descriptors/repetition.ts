import type { Text } from './text';

const N = 3;

/**
 * Share of a text's word trigrams that are there before: 0 where no three words recur in a row, near 1 for a loop.
 * Null where there are fewer than three words. In [0, 1).
 *
 * @source Welleck et al. 2020, Neural text generation with unlikelihood training (seq-rep-n = 1 - unique / all)
 */
export function repetition(text: Text): number | null {
  const grams = nGrams(text, N);
  if (grams.length === 0) return null;
  grams.sort();
  let different = 1;
  for (let i = 1; i < grams.length; i++) if (grams[i] !== grams[i - 1]) different += 1;
  return 1 - different / grams.length;
}

/** A 32-bit number for each n words in a row; different ones share a number about once in four billion pairs. */
export function nGrams({ wordHashes }: Text, n: number): Int32Array {
  const grams = new Int32Array(Math.max(0, wordHashes.length - n + 1));
  for (let i = 0; i < grams.length; i++) {
    let h = 0;
    for (let j = 0; j < n; j++) h = Math.imul(h, 0x01000193) ^ Math.imul(wordHashes[i + j] ?? 0, 0x9e3779b1);
    grams[i] = h ^ (h >>> 15);
  }
  return grams;
}
