import { familiesIn, noisyOr, rounded } from './phrases';
import { hashOfWord, type Text } from './text';
import { toxicPhrases, toxicWords } from './toxicLexicon';

/** How sure one word of each kind makes us that the text is toxic. */
const weights: Readonly<Record<keyof typeof toxicWords, number>> = {
  hate: 0.85,
  threat: 0.9,
  insult: 0.6,
  scorn: 0.35,
  mild: 0.15,
  profanity: 0.35,
};

/** Different words of one kind that count; more of the same adds nothing. */
const WORDS_MAX = 4;

const LETTERS = 26;
const A = 97;

/** The place of a word's first three letters; -1 where they are not all from a to z. */
function gateOf(word: string): number {
  let place = 0;
  for (let i = 0; i < START_MIN; i++) {
    const letter = word.charCodeAt(i) - A;
    if (!(letter >= 0 && letter < LETTERS)) return -1;
    place = place * LETTERS + letter;
  }
  return place;
}

const START_MIN = 3;
const START_MAX = 12;

/** Whole words by hash, and beginnings by text; `gates` are the first three letters of the beginnings. */
const exact = new Map<number, number>();
const starts = new Map<string, number>();
const gates = new Uint8Array(LETTERS ** 3);
for (const [kind, list] of Object.entries(toxicWords)) {
  const weight = weights[kind as keyof typeof toxicWords];
  for (const entry of list.split(/\s+/)) {
    const start = entry.slice(0, -1);
    if (!entry.endsWith('*'))
      exact.set(hashOfWord(entry), Math.max(weight, exact.get(hashOfWord(entry)) ?? 0));
    else {
      starts.set(start, Math.max(weight, starts.get(start) ?? 0));
      gates[gateOf(start)] = 1;
    }
  }
}

/** Parts that make a longer word offensive wherever they are: `absofuckinglutely`, `trumptards`. */
const INSIDE = /fuck|nigg[ae]|faggot|bitch|shithead|asshole|tards?\b|dumba(?:ss|\$)|libt/;

/** Words with signs in place of letters: `f*ck`, `b!tch`, `a$$hole`, `sh*t`. */
const MASKED = /(?<![a-z])[a-z]*[*@$#!&%+0134][a-z*@$#!&%+0134]*[a-z*$!@#]/g;
const LETTER_OF: Readonly<Record<string, string>> = {
  $: 's',
  '@': 'a',
  '!': 'i',
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
};
const maskedForms: readonly (readonly [RegExp, number])[] = [
  [/^m?(?:other)?f[^a-z\s]{1,4}(?:k|c?k?ing|ckin)?|^f[u*@#]?[^a-z\s]{1,2}k/, 0.5],
  [/^(?:bull)?s[^a-z\s]{1,3}t|^sh[^a-z\s]t/, 0.4],
  [/^b[^a-z\s]t?ch|^b[^a-z\s]{2,3}h/, 0.6],
  [/^c[^a-z\s]{1,3}t|^c[^a-z\s]nt/, 0.6],
  [/a(?:\$\$|\*\*|\$s|s\$)/, 0.45],
  [/^n[^a-z\s]{1,5}(?:r|a|as|rs)$|^d[^a-z\s]{1,2}k/, 0.7],
];

/**
 * How toxic an English text is, in [0, 1]: slurs and threats weigh most, insults less, strong language least, and
 * an insult aimed at somebody more than the word alone. 0.5 is a good limit.
 *
 * It knows a list of words and phrases, also with signs in place of letters. Scorn in polite words is not seen, and
 * quoting an insult counts as one; other languages are not covered.
 *
 * @source Schmidt and Wiegand 2017, A survey on hate speech detection (lexical resources); noisy-or over the words
 */
export function toxicity(text: Text): number {
  const phrases = familiesIn(toxicPhrases, text).map(({ weight }) => weight);
  return rounded(noisyOr([...wordWeights(text), ...phrases]));
}

function wordWeights({ plain, words, wordHashes }: Text): number[] {
  const found = new Map<string, number>();
  const inside = INSIDE.test(plain);
  for (let i = 0; i < words.length; i++) {
    const word = words[i] as string;
    const weight =
      exact.get(wordHashes[i] as number) ?? startWeight(word) ?? (inside ? insideWeight(word) : 0);
    if (weight > 0) found.set(word, weight);
  }
  if (SIGNS.test(plain)) {
    for (const word of plain.match(MASKED) ?? []) {
      const weight = maskedWeight(word);
      if (weight > 0) found.set(word, weight);
    }
  }
  return found.size === 0 ? [] : strongest(found);
}

const strongest = (found: ReadonlyMap<string, number>): number[] =>
  [...found.values()].sort((a, b) => b - a).slice(0, WORDS_MAX);

const SIGNS = /[a-z][*@$#!&%+0134][a-z*@$#!&%+0134]/;

function startWeight(word: string): number | undefined {
  if (word.length < START_MIN || gates[gateOf(word)] !== 1) return undefined;
  for (let length = Math.min(START_MAX, word.length); length >= START_MIN; length--) {
    const weight = starts.get(word.slice(0, length));
    if (weight !== undefined) return weight;
  }
  return undefined;
}

const insideWeight = (word: string): number => (word.length > 5 && INSIDE.test(word) ? weights.insult : 0);

function maskedWeight(word: string): number {
  const plain = word.replace(/[$@!0134]/g, (sign) => LETTER_OF[sign] ?? sign).replace(/[^a-z]/g, '');
  const known =
    plain === word ? 0 : (exact.get(hashOfWord(plain)) ?? startWeight(plain) ?? insideWeight(plain));
  return Math.max(known, maskedForms.find(([form]) => form.test(word))?.[1] ?? 0);
}
