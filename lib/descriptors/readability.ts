import { languageOf } from './language';
import type { Text } from './text';

const WORDS_MIN = 5;
const SENTENCE_ENDS = /[.!?]+(?=\s|$)|\n\s*\n/g;
const isVowelUnit = new Uint8Array(0x10000);
for (const letter of 'aeiouyáéíóúàèìòùäëïöüâêîôû') isVowelUnit[letter.charCodeAt(0)] = 1;

/**
 * Flesch reading ease of an English text: about 90 for a child's book, 60 to 70 for plain English, below 30 for a
 * contract. Null for other languages and below five words. Syllables are counted by runs of vowels, with a silent
 * final e taken off: right for about nine words in ten.
 *
 * @source Flesch 1948, A new readability yardstick: 206.835 - 1.015 words / sentences - 84.6 syllables / words
 */
export function readability(text: Text): number | null {
  const words = text.words.length;
  if (words < WORDS_MIN || languageOf(text) !== 'en') return null;
  const sentences = Math.max(
    1,
    (text.head.trimEnd().match(SENTENCE_ENDS) ?? []).length + (endsOpen(text.head) ? 1 : 0),
  );
  let syllables = 0;
  for (const word of text.words) syllables += syllablesOf(word);
  return 206.835 - (1.015 * words) / sentences - (84.6 * syllables) / words;
}

/** Whether the last sentence has no end of its own. */
const endsOpen = (text: string): boolean => !/[.!?]\s*$/.test(text.slice(-20));

/** Runs of vowels, without a silent e at the end (but `-le` is heard); at least one. */
function syllablesOf(word: string): number {
  let runs = 0;
  let inVowels = false;
  for (let i = 0; i < word.length; i++) {
    const isVowel = isVowelUnit[word.charCodeAt(i)] === 1;
    if (isVowel && !inVowels) runs += 1;
    inVowels = isVowel;
  }
  const silent = runs > 1 && word.length > 3 && word.endsWith('e') && !word.endsWith('le');
  return Math.max(1, silent ? runs - 1 : runs);
}
