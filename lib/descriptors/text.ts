import { type Length, lengthOf } from './length';
import { DIGIT, IDEOGRAPH, kindOfUnit, LETTER } from './signs';

/** Characters of a text that descriptors look at, from its start. Its length is measured on the whole of it. */
export const LOOKED_AT = 20_000;

/** A text with what several descriptors share, each computed when first asked for. */
export type Text = {
  /** All of it. */
  readonly whole: string;
  /** The first `LOOKED_AT` characters. */
  readonly head: string;
  /** `head` in lower case, with plain apostrophes and single spaces, for phrases. */
  readonly plain: string;
  /** The words of `plain`: runs of letters and digits, with apostrophes between letters; ideographs one by one. */
  readonly words: readonly string[];
  /** A 32-bit number for each word, the same for the same word. */
  readonly wordHashes: Int32Array;
  readonly length: Length;
  /** What `noted` keeps, by its place. */
  readonly notes: { value: unknown }[];
};

type Words = { words: readonly string[]; hashes: Int32Array };

/** Prepares a text for description. Half surrogate pairs are signs like others. */
export function createText(whole: string): Text {
  const head = whole.length > LOOKED_AT ? whole.slice(0, LOOKED_AT) : whole;
  let plain: string | null = null;
  let split: Words | null = null;
  let length: Length | null = null;
  const text: Text = {
    whole,
    head,
    notes: [],
    get plain() {
      plain ??= plainOf(head);
      return plain;
    },
    get words() {
      split ??= splitWords(text.plain);
      return split.words;
    },
    get wordHashes() {
      split ??= splitWords(text.plain);
      return split.hashes;
    },
    get length() {
      length ??= lengthOf(whole);
      return length;
    },
  };
  return text;
}

const ODD_APOSTROPHES = /[\u2018\u2019\u02bc\u00b4`]/g;
/** A plain single space needs no change. */
const ODD_SPACES = /[^\S ]\s*| \s+/g;

const plainOf = (text: string): string =>
  text.toLowerCase().replace(ODD_APOSTROPHES, "'").replace(ODD_SPACES, ' ');

const FNV_START = 0x811c9dc5 | 0;
const FNV_PRIME = 0x01000193;
const APOSTROPHE = 39;

/** Holds the numbers of one text's words while they are found: lower case may be up to three times as long. */
const scratch = new Int32Array(3 * LOOKED_AT);

/** FNV-1a of each word with a final mix, computed while the words are told apart. */
function splitWords(plain: string): Words {
  const words: string[] = [];
  for (let i = 0; i < plain.length; ) {
    const kind = kindOfUnit[plain.charCodeAt(i)];
    const end = kind === IDEOGRAPH ? i + 1 : wordEnd(plain, i);
    if (end > i) {
      const word = plain.slice(i, end);
      scratch[words.length] = hashOfWord(word);
      words.push(word);
    }
    i = Math.max(end, i + 1);
  }
  return { words, hashes: scratch.slice(0, words.length) };
}

/** Where the word that begins at `start` ends; `start` itself where none does. An apostrophe between letters belongs to it. */
function wordEnd(plain: string, start: number): number {
  let at = start;
  for (;;) {
    const code = plain.charCodeAt(at);
    const kind = kindOfUnit[code];
    const joins = code === APOSTROPHE && at > start && kindOfUnit[plain.charCodeAt(at + 1)] === LETTER;
    if (at >= plain.length || !(kind === LETTER || kind === DIGIT || joins)) return at;
    at += 1;
  }
}

function mixed(hash: number): number {
  const h = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return h ^ (h >>> 13);
}

let places = 0;

/** A function of a text that is computed once for each text. */
export function noted<T>(compute: (text: Text) => T): (text: Text) => T {
  const place = places++;
  return (text) => {
    const note = text.notes[place] ?? { value: compute(text) };
    text.notes[place] = note;
    return note.value as T;
  };
}

/** The number under which `wordHashes` has a word. */
export function hashOfWord(word: string): number {
  let hash = FNV_START;
  for (let i = 0; i < word.length; i++) hash = Math.imul(hash ^ word.charCodeAt(i), FNV_PRIME);
  return mixed(hash);
}
