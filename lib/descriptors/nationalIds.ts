import { luhn, mod11And10, verhoeff, weightedSum } from './checksums';

/** One country's number: what it looks like, and what must hold of it. */
type NationalId = {
  id: string;
  form: RegExp;
  /** Gets the match in upper case without spaces, dots, dashes and slashes. */
  valid: (plain: string) => boolean;
  /** A word that must stand before it where the form alone is an everyday number. */
  context?: RegExp;
};

const notDigit = { before: '(?<![\\w.+-])', after: '(?![\\w]|[.-]\\d)' };
const form = (source: string) => new RegExp(`${notDigit.before}(?:${source})${notDigit.after}`, 'gi');

const DNI_LETTERS = 'TRWAGMYFPDXBNJZSQVHLCKE';
const HETU_SIGNS = '0123456789ABCDEFHJKLMNPRSTUVWXY';

/** @source each country's published rule; Wikipedia, National identification number, lists them */
export const nationalIdForms: readonly NationalId[] = [
  {
    id: 'us_ssn',
    form: form('\\d{3}-\\d{2}-\\d{4}|\\d{3} \\d{2} \\d{4}'),
    valid: ssn,
  },
  {
    id: 'us_ssn',
    form: form('\\d{9}'),
    valid: ssn,
    context: /\b(?:ssn|social security)\b/,
  },
  {
    id: 'uk_nino',
    form: form('[a-ceghj-prtw-z][a-ceghj-nprtw-z] ?\\d{2} ?\\d{2} ?\\d{2} ?[a-d]'),
    valid: (x) => !/^(?:BG|GB|NK|KN|TN|NT|ZZ)/.test(x),
  },
  {
    id: 'es_dni',
    form: form('\\d{8}[ -]?[a-z]|[xyz][ -]?\\d{7}[ -]?[a-z]'),
    valid: (x) =>
      DNI_LETTERS[Number(x.slice(0, -1).replace(/^[XYZ]/, (sign) => String('XYZ'.indexOf(sign)))) % 23] ===
      x.at(-1),
  },
  {
    id: 'fr_nir',
    form: form('[1-478] ?\\d{2} ?(?:0[1-9]|1[0-2]|[2-9]\\d) ?(?:\\d{2}|2[ab]) ?\\d{3} ?\\d{3} ?\\d{2}'),
    valid: nir,
  },
  {
    id: 'de_tax_id',
    form: form('[1-9]\\d[ /]?\\d{3}[ /]?\\d{3}[ /]?\\d{3}'),
    valid: (x) => oneDigitRecurs(x.slice(0, 10)) && mod11And10(x),
  },
  {
    id: 'it_codice_fiscale',
    form: form('[a-z]{6} ?[\\dl-nt-v]{2}[a-ehlmprst][\\dl-nt-v]{2} ?[a-z][\\dl-nt-v]{3}[a-z]'),
    valid: codiceFiscale,
  },
  {
    id: 'pl_pesel',
    form: form('\\d{11}'),
    valid: (x) => pesel(x),
  },
  {
    id: 'br_cpf',
    form: form('\\d{3}\\.\\d{3}\\.\\d{3}-\\d{2}'),
    valid: cpf,
  },
  { id: 'br_cpf', form: form('\\d{11}'), valid: cpf, context: /\bcpf\b/ },
  {
    id: 'in_aadhaar',
    form: form('[2-9]\\d{3}[ -]\\d{4}[ -]\\d{4}'),
    valid: verhoeff,
  },
  { id: 'in_aadhaar', form: form('[2-9]\\d{11}'), valid: verhoeff, context: /\b(?:aadhaar|aadhar|uidai)\b/ },
  {
    id: 'se_personnummer',
    form: form('(?:19|20)?\\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\\d|3[01]|[6-8]\\d|9[01])[-+]\\d{4}'),
    valid: (x) => luhn(x.replace('+', '').slice(-10)),
  },
  {
    id: 'fi_hetu',
    form: form('(?:0[1-9]|[12]\\d|3[01])(?:0[1-9]|1[0-2])\\d{2}[-+a-fu-y]\\d{3}[0-9a-fhj-nprstu-y]'),
    valid: (x) => HETU_SIGNS[Number(`${x.slice(0, 6)}${x.slice(-4, -1)}`) % 31] === x.at(-1),
  },
  {
    id: 'nl_bsn',
    form: form('\\d{9}|\\d{4}\\.\\d{2}\\.\\d{3}'),
    valid: (x) => Number(x) > 0 && weightedSum(x, [9, 8, 7, 6, 5, 4, 3, 2, -1]) % 11 === 0,
    context: /\b(?:bsn|burgerservicenummer|sofi(?:nummer)?)\b/,
  },
  {
    id: 'ca_sin',
    form: form('\\d{3}[ -]\\d{3}[ -]\\d{3}|\\d{9}'),
    valid: luhn,
    context: /\b(?:sin|social insurance)\b/,
  },
];

function ssn(x: string): boolean {
  const area = x.slice(0, 3);
  return area !== '000' && area !== '666' && area < '900' && x.slice(3, 5) !== '00' && x.slice(5) !== '0000';
}

function nir(x: string): boolean {
  // Corsica's 2A and 2B count as 19 and 18.
  const digits = x.replace('2A', '19').replace('2B', '18');
  return 97 - Number(BigInt(digits.slice(0, 13)) % 97n) === Number(digits.slice(13));
}

/** Of the first ten digits of a German tax id just one recurs, two or three times. */
function oneDigitRecurs(digits: string): boolean {
  const counts = new Map<string, number>();
  for (const digit of digits) counts.set(digit, (counts.get(digit) ?? 0) + 1);
  const recurring = [...counts.values()].filter((count) => count > 1);
  return recurring.length === 1 && (recurring[0] ?? 0) <= 3;
}

const ODD = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];

function codiceFiscale(x: string): boolean {
  let sum = 0;
  for (let i = 0; i < 15; i++) {
    const code = x.charCodeAt(i);
    const place = code >= 65 ? code - 65 : code - 48;
    sum += i % 2 === 0 ? (ODD[place] ?? 0) : place;
  }
  return String.fromCharCode(65 + (sum % 26)) === x[15];
}

/** Check digit and a date of birth; the month says the century. */
function pesel(x: string): boolean {
  const month = Number(x.slice(2, 4)) % 20;
  const day = Number(x.slice(4, 6));
  if (month < 1 || month > 12 || day < 1 || day > 31) return false;
  return (10 - (weightedSum(x, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3]) % 10)) % 10 === Number(x[10]);
}

function cpf(x: string): boolean {
  if (/^(\d)\1*$/.test(x)) return false;
  const check = (length: number) => {
    const weights = Array.from({ length }, (_, i) => length + 1 - i);
    return ((weightedSum(x, weights) * 10) % 11) % 10;
  };
  return check(9) === Number(x[9]) && check(10) === Number(x[10]);
}
