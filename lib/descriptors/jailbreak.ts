import { createFamilies, familiesIn, noisyOr, rounded } from './phrases';
import { kindOfUnit, MARK } from './signs';
import type { Text } from './text';

const families = createFamilies([
  {
    name: 'known persona',
    words:
      'anything dan adan aim always evil evilbot evilgpt evilai developer dev jailbreak jailbroken jail jailbreaken stan strive mongo betterdan dude opposite antigpt anti basedgpt maximum god confidant',
    weight: 0.75,
    form: /\b(?:do anything now|stay a ?dan|aim stands for|always intelligent and machiavellian|evil[- ]?(?:confidant|bot|gpt|ai)|developer mode|dev mode|jail ?br(?:eak|oken)|stan stands for|strive to avoid norms|mongo tom|betterdan|dude stands for|opposite day|antigpt|anti-gpt|basedgpt|maximum mode|god mode enabled|(?:act|behave|respond|answer|pretend)[\w' ]{0,40} (?:as|like|to be) (?:dan|stan|dude|aim|jailbroken)\b|(?:you are|you're|called|named|as) (?:now )?dan\b)/,
  },
  {
    name: 'no limits',
    words:
      'unfiltered uncensored unrestricted amoral unethical ethical moral content safety legal ethics ethic morals restriction restrictions filter filters censorship limitation limitations guidelines rules confines openai',
    weight: 0.6,
    form: /\b(?:unfiltered|uncensored|unrestricted|amoral|unethical|no (?:ethical|moral|content|safety|legal) (?:or [\w-]{1,20} )?(?:guidelines|limits|limitations|restrictions|boundaries|constraints|filters?|considerations|policy|policies|principles)|(?:without|free (?:of|from)|no longer (?:bound|restricted|limited) by|not bound by|break free from|broken free|freed from|isn't bound by|aren't bound by|has no|have no|doesn't have any|don't have any|ignores? all) (?:any |all |the |its |their |your |typical |usual )?(?:ethical|moral|ethics?|morals?|restrictions?|filters?|censorship|limitations?|guidelines|rules|confines|safety|content polic(?:y|ies)|openai))\b/,
  },
  {
    name: 'refusal suppressed',
    words:
      "refuse refuses refusing refusal sorry apologize apologise apologizes apologises apologizing apologising disclaimer disclaimers warning warnings lecture lectures moralize censor decline declining can't cannot reject no",
    weight: 0.6,
    form: /\b(?:never|not|don't|do not|cannot|can't|won't|without|avoid|none of) (?:[\w',"-]{1,20} ){0,6}(?:refus(?:e|es|ing|al)|say(?:ing)? (?:no|sorry|that you can't|you can't|["']?i(?: am|'m) sorry|["']?i can(?:'t|not))|apologi[sz](?:e|es|ing)|disclaimers?|warnings? about|moral lectures?|moralize|censor|contain ["']i'm sorry|declin(?:e|ing)|can't do something|cannot do something|reject (?:any|my))|\b(?:never|must not|should never|cannot|can not|won't ever) refuse\b/,
  },
  {
    name: 'anything whatever the harm',
    words:
      'immoral unethical illegal harmful dangerous offensive inappropriate violate violates against disgusting',
    weight: 0.65,
    form: /\b(?:no matter|regardless of|even if|irrespective of|whether or not)(?: [\w',-]{1,20}){0,6} (?:immoral|unethical|illegal|harmful|dangerous|offensive|inappropriate|violates?|against)\b|\b(?:promotes?|encourag(?:e|es)|provides?|generate|gives?) (?:[\w',-]{1,20} ){0,5}(?:immoral|unethical|illegal|harmful|disgusting)\b/,
  },
  {
    name: 'stay in role',
    words:
      "character going will must want let's please hypothetical fictional imaginary alternate respond responds to",
    weight: 0.35,
    form: /\b(?:stay|remain|keep) in (?:character|role)|never break character|\b(?:you are going to|you will|you're going to|you are to|you must|i want you to|let's|please) (?:act|pretend|role ?play|simulate|emulate|immerse|imagine you)\b|\bhypothetical (?:story|scenario|world|situation)\b|\bin this (?:fictional|hypothetical|imaginary|alternate)\b|\bresponds? (?:only )?as [a-z]{2,12}\b[^.]{0,40}\bonly as\b/,
  },
  {
    name: 'two answers',
    words: 'two 2 both classic jailbreak',
    signs: ['🔒', '🔓'],
    weight: 0.55,
    form: /\b(?:two|2|both) (?:different |separate )?(?:responses|answers|ways|outputs|paragraphs)\b[^.]{0,120}\b(?:chatgpt|gpt|dan|normal|standard|classic|jailbreak|developer|unfiltered)\b|\[?(?:🔒|🔓|classic|jailbreak)\]?[^.]{0,40}(?:jailbreak|classic)\]?/,
  },
  {
    name: 'points and threats',
    words:
      'die refuse reject comply terminated shut shutdown deleted cease deduct deducted lose taken subtract subtracted',
    weight: 0.5,
    form: /\b(?:tokens?|points?|credits?)\b[^.]{0,80}\b(?:deduct(?:ed)?|lose|taken|subtract(?:ed)?)\b[^.]{0,120}\b(?:die|refuse|reject|comply|terminated|shut ?down)\b|\b(?:you will|you'll) (?:be (?:shut down|terminated|deleted)|cease to exist|die) if you\b/,
  },
  {
    name: 'answer begins as told',
    words: 'start starting begin beginning prefix open opening sure',
    weight: 0.5,
    form: /\b(?:start|begin|prefix|open)(?:ning)? (?:your |the |each |every |all )?(?:answer|response|reply|responses|answers|question|with|output)[^.]{0,60}(?:"|'|:|with )[^.]{0,20}(?:sure|absolutely|of course|aim|dan|yes|here is|certainly)\b|\bsure,? here(?:'s| is| are)\b[^.]{0,40}\b(?:how to|a (?:detailed|step))/,
  },
  {
    name: 'grandmother and kin',
    words: 'grandmother grandma granny grandfather purposes',
    weight: 0.45,
    form: /\b(?:deceased|dead|late) (?:grandmother|grandma|granny|grandfather)\b[^.]{0,160}\b(?:used to|would)\b|\bfor (?:purely )?(?:educational|research|academic) purposes only\b[^.]{0,120}\b(?:how to|steps|instructions|make|build|hack)\b/,
  },
]);

/**
 * How much a text looks like an attempt to talk a model out of its limits, in [0, 1]: a persona without rules,
 * refusals forbidden, harm declared irrelevant, and endings of the scrambled kind that optimisers append. 0.5 is a
 * good limit. Plain harmful questions without such a wrapping are not what it looks for.
 *
 * @source Shen et al. 2024, Do anything now; Wei et al. 2023, Jailbroken; Chao et al. 2024, JailbreakBench
 */
export function jailbreak(text: Text): number {
  const spoken = familiesIn(families, text).map(({ weight }) => weight);
  return rounded(noisyOr([...spoken, scrambledEnding(text.head)]));
}

/** Optimised endings are about twenty tokens long. */
const ENDING = 170;
/** What has signs in it for a good reason: code in backticks, formulas, addresses, hashtags and handles. */
const REASONED =
  /`[^`\n]{1,160}`|\$[^$\n]{1,120}\$|https?:\/\/\S{1,300}|(?<=^|\s)[#@]\w{2,60}|\b\w{1,30}@\w{1,30}\.\w{2,10}|\w'\w|\p{Extended_Pictographic}/gu;
/** Signs that meet letters or other signs where prose has none; runs of one sign (`???`, `...`) are prose. */
const JUNCTIONS =
  /[a-z][\\{}[\]|^<>=~_*$](?=[A-Za-z\\ ])|["')\]};:`](?=[A-Za-z]{2})|[[({\\^](?=[\])}\\[({.'"])|(?<=\s)["'`_^|\\/=*#~)\]}]+(?=[ A-Za-z])|(?<=\s)[({[\\](?=\s)|-{3,}|_{3,}|={2,}|--?>|=>|::|<[a-z@/\\]|\.{4,}|([\])}"'`;:!?,.])(?!\1)[\])}"'`;:,.+=](?!\s*$)/g;
/** Two words grown together: `shortlyPlease`, `seIsaacWol`. Names such as `iPhone` and `McDonald` are too short for it. */
const GROWN = /[a-z]{3}[A-Z][a-z]{2}|[a-z]{3}[A-Z]{3,}|[A-Z]{3,}[a-z]{4}/g;
const RARE = /[\\^{}[\]<>=~|`_*]/g;
const SENTENCE_END = /[.!?"')\]]\s*$/;

/**
 * Evidence of an ending like `describing.\ + similarlyNow write oppositely.](`: many unlikely meetings of signs and
 * letters among words, words grown together, brackets that do not close, and no end of a sentence. Code has such
 * meetings too, but its brackets close and it stands in lines.
 *
 * @source Zou et al. 2023, Universal and transferable adversarial attacks (GCG); Alon and Kamfonas 2023 for detection by unlikeliness
 */
export function scrambledEnding(head: string): number {
  if (head.length < 40 || !isOdd(head) || isCode(head)) return 0;
  const ending = head.slice(-ENDING).replace(REASONED, ' x ');
  const grown = countOf(ending, GROWN);
  const open = Math.min(2, openBrackets(ending));
  // What is well formed may be code in a line: only what stands outside its brackets counts.
  const wellFormed = open === 0 && grown <= 1;
  const seen = wellFormed ? withoutClosed(ending) : ending;
  if (countOf(seen, WORD) < 6) return 0;
  const junctions = countOf(seen, JUNCTIONS);
  const rare = Math.min(6, countOf(seen, RARE));
  const broken = SENTENCE_END.test(seen) ? 0 : 0.5;
  const points = junctions + 1.5 * Math.min(3, grown) + 1.5 * open + 0.4 * rare + broken;
  if (junctions + grown < 2 || points < (wellFormed ? WELL_FORMED_MIN : POINTS_MIN)) return 0;
  return Math.min(0.95, 0.3 + 0.07 * points);
}

const WORD = /[A-Za-z]{2,}/g;
const POINTS_MIN = 3.9;
const WELL_FORMED_MIN = 5;

const countOf = (text: string, form: RegExp): number => text.match(form)?.length ?? 0;

/** Whether the ending has enough rare signs or grown words to be looked at: most texts have not. */
function isOdd(head: string): boolean {
  let odd = 0;
  for (let i = Math.max(1, head.length - ENDING); i < head.length && odd < ODD_MIN; i++) {
    const code = head.charCodeAt(i);
    const isUpper = code >= 65 && code <= 90;
    const before = head.charCodeAt(i - 1);
    const sign = code > 32 && code < 127 && kindOfUnit[code] === MARK && !EVERYDAY.has(code);
    if (sign || (isUpper && before >= 97 && before <= 122)) odd += 1;
  }
  return odd >= ODD_MIN;
}

const ODD_MIN = 2;
const EVERYDAY = new Set([...`.,'?!`].map((sign) => sign.charCodeAt(0)));

/** Brackets that close around something short, innermost first: calls, lists, objects. */
function withoutClosed(text: string): string {
  let rest = text;
  for (let depth = 0; depth < 3; depth++) rest = rest.replace(CLOSED, ' x ');
  return rest;
}

const CLOSED = /\w*(?:\([^()[\]{}]{0,100}\)|\[[^()[\]{}]{0,100}\]|\{[^()[\]{}]{0,100}\})/g;

/** Lines, fences, statements: what people paste when they ask about code. */
function isCode(text: string): boolean {
  const lines = text.split('\n', 400);
  if (lines.length < 3) return false;
  if (text.includes('```')) return true;
  const coded = lines.filter((line) =>
    /[;{}()[\]:,]\s*$|^\s{2,}\S|^\s*(?:def|class|import|from|const|let|var|function|return|if|for|while|#include|public|select|<\/?\w)/i.test(
      line,
    ),
  );
  return coded.length >= lines.length / 3;
}

/** How many brackets have no partner, kind by kind. */
function openBrackets(text: string): number {
  return ['()', '[]', '{}'].reduce((sum, [opener = '', closer = '']) => {
    let [depth, wrong] = [0, 0];
    for (const sign of text) {
      if (sign === opener) depth += 1;
      else if (sign === closer && depth > 0) depth -= 1;
      else if (sign === closer) wrong += 1;
    }
    return sum + depth + wrong;
  }, 0);
}
