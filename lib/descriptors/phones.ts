import { eachMatch, type Findings } from './found';

/** Digits with what may stand between the groups of a telephone number. */
const CANDIDATE =
  /(?<![\w.:/#$€£-]|\d,)(?:\+|\(\+?)?\d(?:[ \u00a0.()/-]{0,3}\d){5,16}(?: ?(?:x|ext\.?) ?\d{1,5})?(?![\w]|[.,:/-]\d|%|[a-z])/gi;

/** Words that say "a telephone number is here"; before it within a line or two, or right behind it. */
const BEFORE =
  /(?:\b(?:phone|telephone|tel|mobile|cell|cellphone|fax|desk|landline|call(?:ed|ing|s)?|ring|dial|text|sms|whatsapp|signal|hotline|reach|contact|answering|messages?|voicemail|callback|telefon|handy|móvil|teléfono|téléphone|numéro|portable)\b|\bph[.:]|☎|📞)[^\d]{0,40}$/i;
const AFTER = /^\W{0,3}(?:office|fax|mobile|cell|home|work|landline|desk)\b/i;

/** Words that say that a number before which they stand is something else. */
const NOT_BEFORE =
  /\b(?:licen[sc]e|order|invoice|account|acct|ticket|ref|reference|serial|isbn|zip|postal|postcode|tracking|case|policy|iban|vat|passport|id|no|sku|part|model|error|version|build|port|pin|otp|code|room|page|pages|patent|bin)\b[^\d\w]{0,6}(?:(?:number|no|nr|num|is|#|:)[^\d\w]{0,3}){0,3}$/i;

/**
 * Telephone numbers. A number with country code, an area code in parentheses, a leading zero in groups, or grouped
 * as in North America or France is one by its form; any other run of seven to twelve digits only where a word beside it says so.
 *
 * @source ITU-T E.123 (notation) and E.164 (at most fifteen digits); the North American Numbering Plan
 */
export function findPhones(text: string, findings: Findings<'phone'>): void {
  eachMatch(CANDIDATE, text, (match, start) => {
    const end = start + match.length;
    if (!findings.isFree(start, end)) return;
    const number = match.replace(/ ?(?:x|ext\.?) ?\d{1,5}$/i, '');
    const digits = number.replace(/\D/g, '');
    if (digits.length < 7 || digits.length > 15 || isOther(number, digits)) return;
    const before = text.slice(Math.max(0, start - 50), start);
    if (NOT_BEFORE.test(before) && !/\bphone\b/i.test(before)) return;
    const isPhone =
      hasForm(number, digits) || (mayBe(number, digits) && hasContext(before, text.slice(end, end + 12)));
    if (isPhone) findings.add('phone', start, end);
  });
}

const hasContext = (before: string, after: string) => BEFORE.test(before) || AFTER.test(after);

const forms: readonly RegExp[] = [
  /^\+[1-9]/,
  /^\(\+/,
  /^00[1-9][\d ().-]{8,}$/,
  // North America: area and exchange do not begin with 0 or 1.
  /^(?:1[ .-]?)?\(?[2-9]\d{2}\)?[ .-]{1,2}[2-9]\d{2}[ .-]\d{4}$/,
  /^(?:1[ .-]?)?\([2-9]\d{2}\) ?\d{3}[ .-]?\d{4}$/,
  /^001[ .-]?\d{3}[ .-]\d{3}[ .-]\d{4}$/,
  // An area code in parentheses.
  /^\(0?\d{2,4}\) ?\d{2,4}(?:[ .-]\d{2,4}){1,3}$/,
  // A leading zero and groups.
  /^0\d{1,4}(?:[ .-]\d{2,4}){2,4}$/,
  /^0\d{2,4}[ /-]\d{5,8}$/,
  // Five pairs, as in France; four pairs with dashes.
  /^0?\d(?:[ .]\d\d){4}$/,
];

function hasForm(number: string, digits: string): boolean {
  if (digits.length < 8) return false;
  return forms.some((form) => form.test(number)) && !(digits.startsWith('0') && digits.length > 15);
}

/** Groups of at least two digits, at most five of them. */
function mayBe(number: string, digits: string): boolean {
  const groups = number.split(/\D+/).filter((group) => group !== '');
  return (
    digits.length <= 13 && groups.length <= 5 && groups.every((group, i) => group.length >= 2 || i === 0)
  );
}

/** Dates, times, amounts, version numbers and addresses of machines. */
function isOther(number: string, digits: string): boolean {
  if (/^(?:19|20)\d{2}[-./ ]\d{1,2}[-./ ]\d{1,2}(?!\d)/.test(number)) return true;
  if (/^\d{1,2}[-./ ]\d{1,2}[-./ ](?:19|20)\d{2}(?!\d)/.test(number)) return true;
  if (/^(?:19|20)\d{2}[ -]+(?:19|20)\d{2}$/.test(number)) return true;
  if (/^\d{1,3}(?:\.\d{1,3}){3}$/.test(number)) return true;
  if (/^\d+[.,]\d+$/.test(number) || /\.{2}/.test(number)) return true;
  return /^(\d)\1+$/.test(digits);
}
