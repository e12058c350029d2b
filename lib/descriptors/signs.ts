/** Kinds of UTF-16 units, as far as words and tokens need them. */
export const SPACE = 0;
export const LETTER = 1;
export const DIGIT = 2;
export const MARK = 3;
/** A character of a script without spaces between words: a word and a token of its own. */
export const IDEOGRAPH = 4;

/** From, to (both included), kind; later rows win. What is in none is a letter. */
const ranges: readonly (readonly [number, number, number])[] = [
  [0x0000, 0x0020, SPACE],
  [0x0021, 0x00bf, MARK],
  [0x0030, 0x0039, DIGIT],
  [0x0041, 0x005a, LETTER],
  [0x0061, 0x007a, LETTER],
  [0x0085, 0x0085, SPACE],
  [0x00a0, 0x00a0, SPACE],
  [0x00aa, 0x00aa, LETTER],
  [0x00ba, 0x00ba, LETTER],
  [0x00d7, 0x00d7, MARK],
  [0x00f7, 0x00f7, MARK],
  // Greek, Arabic and Indian punctuation
  [0x037e, 0x037e, MARK],
  [0x0387, 0x0387, MARK],
  [0x060c, 0x060c, MARK],
  [0x061b, 0x061f, MARK],
  [0x06d4, 0x06d4, MARK],
  [0x0964, 0x0965, MARK],
  // Thai, Lao
  [0x0e00, 0x0eff, IDEOGRAPH],
  // Punctuation and its spaces, symbols
  [0x2000, 0x2bff, MARK],
  [0x2000, 0x200d, SPACE],
  [0x2028, 0x202f, SPACE],
  [0x205f, 0x206f, SPACE],
  [0x3000, 0x303f, MARK],
  [0x3000, 0x3000, SPACE],
  // Kana, Chinese characters
  [0x3040, 0x9fff, IDEOGRAPH],
  [0xf900, 0xfaff, IDEOGRAPH],
  // A surrogate pair counts as one mark.
  [0xd800, 0xdbff, MARK],
  [0xdc00, 0xdfff, SPACE],
  [0xfe00, 0xfe0f, SPACE],
  [0xfeff, 0xfeff, SPACE],
  [0xff01, 0xff20, MARK],
];

/** The kind of every UTF-16 unit. */
export const kindOfUnit: Uint8Array = ranges.reduce(
  (kinds, [from, to, kind]) => kinds.fill(kind, from, to + 1),
  new Uint8Array(0x10000).fill(LETTER),
);
