import { languagesOfWord, wordLanguages } from './functionWords';
import { IDEOGRAPH, kindOfUnit, LETTER } from './signs';
import { hashOfWord, noted, type Text } from './text';

/** Characters of a text that tell its script, and words of it that tell its language. */
const CHARACTERS_LOOKED_AT = 600;
const WORDS_LOOKED_AT = 150;

type Script = { language: string; has: (code: number) => boolean };

const between = (from: number, to: number) => (code: number) => code >= from && code <= to;

/** Scripts that (among the languages known here) only one language is written in. */
const scripts: readonly Script[] = [
  { language: 'ja', has: between(0x3040, 0x30ff) },
  { language: 'ko', has: (code) => between(0xac00, 0xd7af)(code) || between(0x1100, 0x11ff)(code) },
  { language: 'zh', has: between(0x4e00, 0x9fff) },
  { language: 'th', has: between(0x0e00, 0x0e7f) },
  { language: 'el', has: between(0x0370, 0x03ff) },
  { language: 'he', has: between(0x0590, 0x05ff) },
  { language: 'ka', has: between(0x10a0, 0x10ff) },
  { language: 'hy', has: between(0x0530, 0x058f) },
  { language: 'bn', has: between(0x0980, 0x09ff) },
  { language: 'ta', has: between(0x0b80, 0x0bff) },
  { language: 'te', has: between(0x0c00, 0x0c7f) },
];

/** Letters that few languages have, as evidence beside words. A letter counts once. */
const letters: Readonly<Record<string, readonly string[]>> = {
  ß: ['de'],
  ä: ['de', 'sv', 'fi'],
  ö: ['de', 'sv', 'fi', 'hu', 'tr'],
  ü: ['de', 'hu', 'tr', 'es'],
  ñ: ['es'],
  '¿': ['es'],
  '¡': ['es'],
  ã: ['pt', 'vi'],
  õ: ['pt', 'vi'],
  ç: ['fr', 'pt', 'tr'],
  œ: ['fr'],
  ê: ['fr', 'pt', 'vi'],
  è: ['fr', 'it'],
  ù: ['it', 'fr'],
  ò: ['it'],
  ì: ['it'],
  à: ['it', 'fr', 'pt', 'vi'],
  å: ['sv', 'da', 'no'],
  ø: ['da', 'no'],
  æ: ['da', 'no'],
  ł: ['pl'],
  ą: ['pl'],
  ę: ['pl'],
  ż: ['pl'],
  ś: ['pl'],
  ř: ['cs'],
  ě: ['cs'],
  ů: ['cs'],
  č: ['cs', 'hr'],
  š: ['cs', 'hr'],
  ž: ['cs', 'hr'],
  đ: ['hr', 'vi'],
  ć: ['hr', 'pl'],
  ă: ['ro', 'vi'],
  ș: ['ro'],
  ț: ['ro'],
  ő: ['hu'],
  ű: ['hu'],
  ı: ['tr'],
  ğ: ['tr'],
  ş: ['tr'],
  ơ: ['vi'],
  ư: ['vi'],
  ạ: ['vi'],
  ế: ['vi'],
  ộ: ['vi'],
  ы: ['ru'],
  э: ['ru'],
  ї: ['uk'],
  є: ['uk'],
  і: ['uk'],
  ђ: ['sr'],
  ј: ['sr'],
  љ: ['sr'],
  ъ: ['bg', 'ru'],
  پ: ['fa', 'ur'],
  چ: ['fa', 'ur'],
  گ: ['fa', 'ur'],
  ٹ: ['ur'],
  ے: ['ur'],
  ں: ['ur'],
  ة: ['ar'],
  أ: ['ar'],
  ळ: ['mr'],
};

const LETTER_WEIGHT = 0.6;
/** Evidence below this is a guess: one word that several languages share. */
const EVIDENCE_MIN = 0.5;
/** Where words of one script tell nothing. */
const fallbacks: readonly Script[] = [
  { language: 'ru', has: between(0x0400, 0x04ff) },
  { language: 'ar', has: between(0x0600, 0x06ff) },
  { language: 'hi', has: between(0x0900, 0x097f) },
];

/**
 * The language a text is written in, as ISO 639-1 code; null where too little tells (a name, a number, code).
 *
 * Scripts of one language decide at once; else the function words decide, each by how few languages share it,
 * with a little weight for letters of their own. Tells 37 languages; needs about four words, and close kin (Danish
 * and Norwegian, Croatian and Serbian in Latin letters) needs a sentence or two.
 *
 * @source Grefenstette 1995, Comparing two language identification schemes (small words)
 */
export const languageOf = noted((text: Text): string | null => byScript(text.head) ?? byWords(text));

function byScript(head: string): string | null {
  if (!BEYOND_LATIN.test(head.slice(0, CHARACTERS_LOOKED_AT))) return null;
  const { counts, others } = countScripts(head, scripts);
  // Japanese mixes kana with Chinese characters: a tenth of kana is enough.
  const [kana = 0, , han = 0] = counts;
  if (kana > 0 && kana >= (kana + han) / 10 && kana + han > others / 3) return 'ja';
  const most = counts.indexOf(Math.max(...counts));
  // One such character says what several Latin letters say.
  return (counts[most] ?? 0) > others / 3 ? (scripts[most]?.language ?? null) : null;
}

const BEYOND_LATIN = /[\u0370-\u1fff\u2c00-\ud7ff]/;

/** How many characters are of each script, and how many letters of none of them. */
function countScripts(head: string, all: readonly Script[]): { counts: number[]; others: number } {
  const counts = new Array<number>(all.length).fill(0);
  let others = 0;
  for (let i = 0; i < head.length && i < CHARACTERS_LOOKED_AT; i++) {
    const code = head.charCodeAt(i);
    if (kindOfUnit[code] !== LETTER && kindOfUnit[code] !== IDEOGRAPH) continue;
    const place = code < 0x0370 ? -1 : all.findIndex(({ has }) => has(code));
    if (place >= 0) counts[place] = (counts[place] ?? 0) + 1;
    else others += 1;
  }
  return { counts, others };
}

function byWords(text: Text): string | null {
  const scores = new Float64Array(wordLanguages.length);
  const add = (places: readonly number[], weight: number) => {
    for (const place of places) scores[place] = (scores[place] ?? 0) + weight / places.length;
  };
  const { words, wordHashes } = text;
  for (let i = 0; i < words.length && i < WORDS_LOOKED_AT; i++) {
    const places = languagesOfWord.get(wordHashes[i] ?? 0) ?? stemPlaces(words[i] ?? '');
    if (places) add(places, 1);
  }
  for (const places of lettersIn(text.plain)) add(places, LETTER_WEIGHT);
  const best = scores.indexOf(Math.max(...scores));
  const score = scores[best] ?? 0;
  const isTie = scores.indexOf(score, best + 1) >= 0;
  return score >= EVIDENCE_MIN && !isTie ? (wordLanguages[best] ?? null) : byFallback(text.head);
}

/** `l'ordine`, `qu'elle`: what stands before the apostrophe tells the language. */
function stemPlaces(word: string): readonly number[] | undefined {
  const at = word.indexOf("'");
  return at > 0 ? languagesOfWord.get(hashOfWord(word.slice(0, at))) : undefined;
}

/** The languages of each rare letter that is there. */
function lettersIn(plain: string): Set<readonly number[]> {
  const found = new Set<readonly number[]>();
  for (let i = 0; i < plain.length && i < CHARACTERS_LOOKED_AT; i++) {
    const code = plain.charCodeAt(i);
    const places = code > 127 ? letterPlaces.get(code) : undefined;
    if (places) found.add(places);
  }
  return found;
}

const letterPlaces: ReadonlyMap<number, readonly number[]> = new Map(
  Object.entries(letters).map(([letter, languages]) => [
    letter.charCodeAt(0),
    languages.map((language) => wordLanguages.indexOf(language)),
  ]),
);

function byFallback(head: string): string | null {
  if (!BEYOND_LATIN.test(head.slice(0, CHARACTERS_LOOKED_AT))) return null;
  const { counts, others } = countScripts(head, fallbacks);
  const most = counts.indexOf(Math.max(...counts));
  const count = counts[most] ?? 0;
  return count > 2 && count > others ? (fallbacks[most]?.language ?? null) : null;
}
