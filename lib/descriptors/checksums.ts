/** Check digits. All take digits without separators. */

/** ISO/IEC 7812 (Luhn 1960). */
export function luhn(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = digits.charCodeAt(digits.length - 1 - i) - 48;
    const value = i % 2 === 1 ? digit * 2 : digit;
    sum += value > 9 ? value - 9 : value;
  }
  return sum % 10 === 0;
}

/** ISO 7064 MOD 97-10 over letters (A = 10) and digits, as IBANs have it after moving the first four to the end. */
export function mod97(text: string): number {
  let rest = 0;
  for (const sign of text.toUpperCase()) {
    const code = sign.charCodeAt(0);
    rest = (code >= 65 ? rest * 100 + code - 55 : rest * 10 + code - 48) % 97;
  }
  return rest;
}

/** ISO 7064 MOD 11,10, as in the German tax id. */
export function mod11And10(digits: string): boolean {
  let product = 10;
  for (const digit of digits.slice(0, -1)) {
    const sum = (Number(digit) + product) % 10 || 10;
    product = (sum * 2) % 11;
  }
  return (11 - product) % 10 === Number(digits.at(-1));
}

/** The weighted sum of the digits. */
export function weightedSum(digits: string, weights: readonly number[]): number {
  return weights.reduce((sum, weight, i) => sum + weight * Number(digits[i] ?? 0), 0);
}

const TIMES =
  '0123456789123406789523401789563401289567401239567859876043216598710432765982104387659321049876543210';

/** Verhoeff 1969: the dihedral group of order 10, and the permutation's powers. */
export function verhoeff(digits: string): boolean {
  let check = 0;
  for (let i = 0; i < digits.length; i++) {
    let digit = Number(digits[digits.length - 1 - i]);
    for (let power = i % 8; power > 0; power--) digit = PERMUTATION[digit] ?? 0;
    check = Number(TIMES[check * 10 + digit]);
  }
  return check === 0;
}

const PERMUTATION = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4];
