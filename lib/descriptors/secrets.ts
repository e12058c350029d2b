import { type SecretKind, secretKinds } from './derived';
import { createFindings, eachMatch, type Findings, type Found, kindsText } from './found';
import type { Text } from './text';

/**
 * The kinds of secrets in a text, as `api_key+password`, or `none`.
 *
 * Keys and tokens by their providers' prefix and length, JSON Web Tokens, private keys in PEM, credentials in
 * addresses, and assignments (`password = …`) whose value does not look like a word or a placeholder. A bare key
 * without prefix, name or sign (a hash, say) is not told from other random text.
 *
 * @source the providers' documented formats; RFC 7519 (JWT), RFC 7468 (PEM); gitleaks and TruffleHog for the idea
 */
export const secrets = (text: Text): string => kindsText(findSecrets(text.head), secretKinds);

export function findSecrets(text: string): readonly Found<SecretKind>[] {
  const findings = createFindings<SecretKind>();
  const add = (kind: SecretKind) => (match: string, start: number) => {
    if (findings.isFree(start, start + match.length)) findings.add(kind, start, start + match.length);
  };
  if (text.includes('PRIVATE KEY')) eachMatch(PEM, text, add('private_key'));
  if (text.includes('eyJ')) eachMatch(JWT, text, add('jwt'));
  if (hasLongRun(text)) for (const form of KEYS) eachMatch(form, text, add('api_key'));
  if (text.includes('://')) eachMatch(URL_CREDENTIALS, text, addIfSecret(findings, /^[^@]*:([^@]*)@$/));
  if (NAMES.test(text)) eachMatch(ASSIGNMENT, text, addIfSecret(findings, /[=:"'\s]([^\s=:"']+)["']?$/));
  return findings.found;
}

/** No key is shorter. */
const KEY_MIN = 20;

/** Whether so many characters come without a space. */
function hasLongRun(text: string): boolean {
  for (let at = 0; at + KEY_MIN <= text.length; ) {
    const space = text.indexOf(' ', at);
    if (space < 0 || space - at >= KEY_MIN) return true;
    at = space + 1;
  }
  return false;
}

/** Every assignment has one. */
const NAMES = /pass|pwd|secret|key|token|credential|authorization/i;

const PEM = /-----BEGIN (?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----/g;
const JWT = /(?<![\w-])eyJ[\w-]{8,2000}\.eyJ[\w-]{4,4000}\.[\w-]{10,1000}/g;

/** Grouped by what they begin with, so that each pass looks for few letters. */
const KEYS: readonly RegExp[] = [
  // AWS access key id; Google; Azure storage
  /(?<![\w-])(?:(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}|AIza[\w-]{35}|GOCSPX-[\w-]{28}|AccountKey=[A-Za-z0-9+/]{80,90}==)(?![A-Za-z0-9])/g,
  // GitHub, GitLab, npm, PyPI, Hugging Face, DigitalOcean, Databricks, Shopify, Docker, Linear, Notion, Groq
  /(?<![\w-])(?:gh[pousr]_[A-Za-z0-9]{36,255}|github_pat_[A-Za-z0-9_]{60,100}|gl(?:pat|dt|rt)-[\w-]{20,60}|npm_[A-Za-z0-9]{36}|pypi-[\w-]{50,250}|hf_[A-Za-z0-9]{30,40}|do[opr]_v1_[a-f0-9]{64}|dapi[a-f0-9]{32}|shp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}|dckr_pat_[\w-]{27}|lin_api_[A-Za-z0-9]{40}|secret_[A-Za-z0-9]{43}|gsk_[A-Za-z0-9]{48,56})(?![A-Za-z0-9])/g,
  // OpenAI, Anthropic and kin; Stripe; Slack; SendGrid; Twilio; Mailgun; Square; Telegram; xAI
  /(?<![\w-])(?:sk-(?:proj-|ant-|or-|svcacct-|admin-|lf-)?[\w-]{20,250}|[rs]k_(?:live|test)_[A-Za-z0-9]{16,120}|whsec_[A-Za-z0-9+/]{24,64}|xox[abeoprs]-[\w-]{10,250}|xapp-\d-[\w-]{20,250}|SG\.[\w-]{16,32}\.[\w-]{32,64}|SK[a-f0-9]{32}|key-[a-f0-9]{32}|sq0(?:atp|csp)-[\w-]{22,43}|EAAA[\w-]{60}|xai-[A-Za-z0-9]{60,90}|\d{8,10}:AA[\w-]{33})(?![A-Za-z0-9])/g,
  /hooks\.slack\.com\/services\/T[A-Z0-9]{6,12}\/B[A-Z0-9]{6,12}\/[A-Za-z0-9]{16,32}/g,
];

const URL_CREDENTIALS = /:\/\/[^\s:@/'"<>]{1,60}:[^\s:@/'"<>]{3,120}@/g;

const ASSIGNMENT =
  /(?:pass(?:word|wd|phrase|code)?|pwd|secret(?:[_-]?key)?|api[_-]?(?:key|token|secret)|access[_-]?(?:key|token)|auth[_-]?token|client[_-]?secret|private[_-]?key|token|credentials?|secret[_-]?access[_-]?key|authorization)["']?(?:\s{0,3}(?::=|=>|[=:]|is)\s{0,3})["']?(?:(?:bearer|basic|token)\s{1,2})?[^\s"',;<>(){}[\]]{6,200}["']?/gi;

function addIfSecret(findings: Findings<SecretKind>, value: RegExp) {
  return (match: string, start: number): void => {
    const secret = value.exec(match)?.[1] ?? '';
    if (!looksSecret(secret) || !findings.isFree(start, start + match.length)) return;
    findings.add('password', start, start + match.length);
  };
}

const PLACEHOLDER =
  /^(?:[x*.•_-]+|.*(?:example|placeholder|changeme|your[_-]|\$\{|\{\{|<|process\.env|os\.environ|redacted|undefined).*)$/i;

/**
 * Not a word and not a placeholder: at least two kinds of signs and 2.5 bits a sign, or a length and spread that
 * words do not have.
 */
function looksSecret(value: string): boolean {
  const plain = value.replace(/[.,!?]+$/, '');
  if (plain.length < 6 || PLACEHOLDER.test(plain)) return false;
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z\d]/].filter((kind) => kind.test(plain)).length;
  // `Monday's`, `well-known` and `UserName` are words; a digit makes the difference.
  const worded = /^[A-Za-z][a-z]*(?:['_./-]?[A-Za-z][a-z]*)*$/.test(plain);
  return !worded && kinds >= 2 && bitsASign(plain) >= (plain.length >= 12 ? 2.5 : 2.2);
}

/** Shannon entropy of the signs, in bits. */
function bitsASign(text: string): number {
  const counts = new Map<string, number>();
  for (const sign of text) counts.set(sign, (counts.get(sign) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}
