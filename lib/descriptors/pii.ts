import { luhn, mod97 } from './checksums';
import { type PiiKind, piiKinds } from './derived';
import { createFindings, eachMatch, type Findings, type Found, kindsText } from './found';
import { nationalIdForms } from './nationalIds';
import { findPhones } from './phones';
import type { Text } from './text';

/**
 * The kinds of personal data in a text, as `email+phone`, or `none`.
 *
 * E-mail addresses, payment cards (prefix, length and Luhn digit), IBANs (country length and check digits), IPv4 and
 * IPv6 addresses, national ids (form and check digits, see `nationalIds.ts`) and telephone numbers (forms that only
 * those have, or a word such as "call" beside them). Names and postal addresses are not looked for: without a model
 * they cannot be told from other words.
 *
 * @source RFC 5322 and 1035 (addresses), ISO/IEC 7812 (cards), ISO 13616 (IBAN), ITU-T E.164 (telephone numbers)
 */
export const pii = (text: Text): string => kindsText(findPii(text.head), piiKinds);

/** Where they are. Surer kinds first: what they take no other kind gets. */
export function findPii(text: string): readonly Found<PiiKind>[] {
  const findings = createFindings<PiiKind>();
  if (text.includes('@')) findEmails(text, findings);
  if (text.includes(':')) findIpV6(text, findings);
  if (FOUR_NUMBERS.test(text)) findIpV4(text, findings);
  if (!HAS_NUMBER.test(text)) return findings.found;
  findIbans(text, findings);
  findCards(text, findings);
  findNationalIds(text, findings);
  findPhones(text, findings);
  return findings.found;
}

const FOUR_NUMBERS = /\d\.\d{1,3}\.\d/;
/** Five digits with at most two signs between them. */
const HAS_NUMBER = /\d(?:[^\d\n]{0,2}\d){4}/;

const LOCAL = /[a-z0-9._%+'-]/i;
const LOCAL_MAX = 64;
const DOMAIN = /(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,8}[a-z]{2,24}(?![a-z0-9])/iy;

/** From each @ outwards, so that a long text without one costs nothing. */
function findEmails(text: string, findings: Findings<PiiKind>): void {
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    DOMAIN.lastIndex = at + 1;
    const start = localStart(text, at);
    if (start === at || !DOMAIN.test(text)) continue;
    const end = DOMAIN.lastIndex;
    // `git@host:path` is no mailbox.
    if (!/^:[\w/~]/.test(text.slice(end, end + 2))) findings.add('email', start, end);
  }
}

/** Where the part before an @ begins; the place of the @ itself where there is none. */
function localStart(text: string, at: number): number {
  if (text[at - 1] === '.') return at;
  let start = at;
  while (start > 0 && at - start < LOCAL_MAX && LOCAL.test(text[start - 1] ?? '')) start -= 1;
  while (start < at && /[.'%+-]/.test(text[start] ?? '')) start += 1;
  return start;
}

const IBAN_START = /(?<![a-z0-9])[a-z]{2}\d{2}(?=[ a-z0-9-]{11})/gi;

/** @source SWIFT IBAN registry */
const IBAN_LENGTHS: Readonly<Record<string, number>> = Object.fromEntries(
  'AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DK18 DO28 EE20 EG29 ES24 FI18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MR27 MT31 MU30 NL18 NO15 PK24 PL28 PS29 PT25 QA29 RO24 RS22 SA24 SC31 SE24 SI19 SK24 SM27 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20'
    .split(' ')
    .map((entry) => [entry.slice(0, 2), Number(entry.slice(2))]),
);

function findIbans(text: string, findings: Findings<PiiKind>): void {
  eachMatch(IBAN_START, text, (match, start) => {
    const length = IBAN_LENGTHS[match.slice(0, 2).toUpperCase()];
    const taken = length === undefined ? null : takeSigns(text, start, length);
    if (taken && mod97(taken.signs.slice(4) + taken.signs.slice(0, 4)) === 1)
      findings.add('iban', start, taken.end);
  });
}

const isSign = (text: string | undefined) => text !== undefined && /^[a-z0-9]$/i.test(text);

/** So many letters and digits from there on, single spaces and dashes aside; null where there are fewer or more. */
function takeSigns(text: string, start: number, length: number): { signs: string; end: number } | null {
  let signs = '';
  let end = start;
  for (; signs.length < length; end++) {
    const sign = text[end];
    if (isSign(sign)) signs += sign;
    else if ((sign !== ' ' && sign !== '-') || !isSign(text[end + 1])) return null;
  }
  return isSign(text[end]) ? null : { signs, end };
}

const IP_V4 = /(?<![\d.])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?!\d|\.\d)/g;
const VERSION_BEFORE = /(?:\bv|version|release|section|chapter)[ .:]*$/i;

/** Addresses that name no machine of anyone: this host, any host, broadcast. */
const isNobody = (address: string) => /^(?:127\.|0\.|255\.255\.255\.)/.test(address);

function findIpV4(text: string, findings: Findings<PiiKind>): void {
  eachMatch(IP_V4, text, (match, start) => {
    if (isNobody(match) || VERSION_BEFORE.test(text.slice(Math.max(0, start - 12), start))) return;
    findings.add('ip', start, start + match.length);
  });
}

const IP_V6 = /(?<![\w:.])[0-9a-f:]{4,39}(?:(?:\d{1,3}\.){3}\d{1,3})?(?![\w:])/gi;

function findIpV6(text: string, findings: Findings<PiiKind>): void {
  eachMatch(IP_V6, text, (match, start) => {
    if (isIpV6(match)) findings.add('ip', start, start + match.length);
  });
}

/** RFC 4291: eight groups of hexadecimal digits, one run of zero groups may be `::`. This host and any host are left out. */
function isIpV6(text: string): boolean {
  const halves = text.split('::');
  if (halves.length > 2) return false;
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  const last = groups.at(-1) ?? '';
  const size = groups.length + (last.includes('.') ? 1 : 0);
  const wellFormed = groups.every(
    (group) => /^[0-9a-f]{1,4}$/i.test(group) || (group === last && group.includes('.')),
  );
  if (!wellFormed) return false;
  if (halves.length === 1) return size === 8;
  return size >= 2 && size <= 7 && groups.join('').length >= 5;
}

const CARD = /(?<![\w.+-])\d(?:[ -]?\d){11,18}(?![\w]|[.-]\d)/g;

/**
 * Issuer prefixes with their lengths.
 * @source ISO/IEC 7812; the schemes' published ranges (Visa, Mastercard, Amex, Diners, Discover, JCB, Maestro, UnionPay)
 */
const CARD_PREFIX =
  /^(?:4(?:\d{12}|\d{15}|\d{18})|5[1-5]\d{14}|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}|3[47]\d{13}|3(?:0[0-5]|[689]\d)\d{11,16}|6(?:011|5\d\d|4[4-9]\d|22\d)\d{12,15}|35\d{14,17}|(?:1800|2131)\d{11}|(?:50|5[6-9]|6\d)\d{10,17}|62\d{14,17})$/;

function findCards(text: string, findings: Findings<PiiKind>): void {
  eachMatch(CARD, text, (match, start) => {
    const digits = match.replace(/\D/g, '');
    if (!CARD_PREFIX.test(digits) || !luhn(digits) || !isCardGrouping(match)) return;
    if (/^(\d)\1+$/.test(digits)) return;
    if (findings.isFree(start, start + match.length)) findings.add('card', start, start + match.length);
  });
}

/** No separators, or groups of four to seven as they are embossed; the last may be shorter. */
function isCardGrouping(text: string): boolean {
  const groups = text.split(/[ -]/);
  return (
    groups.length === 1 ||
    groups.every((group, i) => group.length <= 7 && (group.length >= 4 || i === groups.length - 1))
  );
}

/** How far before a number its context word may be. */
const CONTEXT_BEFORE = 40;

function findNationalIds(text: string, findings: Findings<PiiKind>): void {
  for (const { form, valid, context } of nationalIdForms) {
    eachMatch(form, text, (match, start) => {
      if (!valid(match.toUpperCase().replace(/[ ./]|-(?!$)/g, ''))) return;
      if (context && !context.test(text.slice(Math.max(0, start - CONTEXT_BEFORE), start).toLowerCase()))
        return;
      if (findings.isFree(start, start + match.length))
        findings.add('national_id', start, start + match.length);
    });
  }
}
