import type { KeyValue } from './key';

/** So that whoever can choose ids or texts cannot choose, by a hash that is known everywhere, what is sampled. */
export const HASH_SALT = 'tocsin 1';
/** Between two values, and before the first. */
export const HASH_SEPARATOR = '\x1f';

/**
 * A whole number below 2^52 that stands for some values: the first 13 hexadecimal digits of an MD5. Every SQL engine
 * has MD5, so it is the same number there (`hashSql`). Not for secrets.
 */
export function hashOf(values: readonly KeyValue[]): number {
  let text = HASH_SALT;
  for (const value of values) text += HASH_SEPARATOR + textOf(value);
  return md5Head(encoder.encode(text));
}

const encoder = new TextEncoder();

const textOf = (value: KeyValue): string =>
  value === null ? '-' : `=${typeof value === 'number' ? numberText(value) : value}`;

/** Whole numbers up to this are written as such. */
export const WHOLE_MAX = 9e15;

/** Fractions of this size are written in steps of 2^-32, which is quick; finer ones that differ less share a hash. */
export const PLAIN = { from: 2 ** -10, below: 2 ** 20, scale: 2 ** 32 };

/**
 * A finite number in a way that needs no rules of printing: 0.1 is 429496729f. Beyond the plain sizes it is mantissa and
 * exponent, to the last bit.
 */
function numberText(x: number): string {
  const size = Math.abs(x);
  if (Number.isInteger(x) && size < WHOLE_MAX) return String(x + 0);
  if (size >= PLAIN.from && size < PLAIN.below) return `${Math.trunc(x * PLAIN.scale)}f`;
  let octave = Math.max(-1022, Math.floor(Math.log2(size)));
  if (size < 2 ** octave) octave = Math.max(-1022, octave - 1);
  else if (size >= 2 ** (octave + 1)) octave += 1;
  return `${x / 2 ** (octave - 52)}p${octave}`;
}

const SHIFTS = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21];
const SINES = Int32Array.from({ length: 64 }, (_, i) => Math.floor(Math.abs(Math.sin(i + 1)) * 2 ** 32) | 0);

/** The first 52 bits of the MD5 of some bytes (RFC 1321). */
function md5Head(bytes: Uint8Array): number {
  const state = new Int32Array([0x67452301, 0xefcdab89 | 0, 0x98badcfe | 0, 0x10325476]);
  const length = ((bytes.length + 8) >>> 6) + 1;
  const padded = new Uint8Array(length * 64);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 8, bytes.length << 3, true);
  view.setUint32(padded.length - 4, Math.floor(bytes.length / 2 ** 29), true);
  for (let block = 0; block < length; block++) md5Block(state, view, block * 64);
  return swapped(state[0] ?? 0) * 2 ** 20 + (swapped(state[1] ?? 0) >>> 12);
}

/** A word's bytes in the order in which a digest is written. */
const swapped = (x: number): number =>
  ((x << 24) | ((x & 0xff00) << 8) | ((x >>> 8) & 0xff00) | (x >>> 24)) >>> 0;

/** Sixty-four steps over 64 bytes; without a single object, because every row of a sample passes here. */
function md5Block(state: Int32Array, view: DataView, at: number): void {
  let [a = 0, b = 0, c = 0, d = 0] = state;
  for (let i = 0; i < 64; i++) {
    const turn = i >> 4;
    let mixed = turn === 2 ? b ^ c ^ d : c ^ (b | ~d);
    if (turn === 0) mixed = (b & c) | (~b & d);
    if (turn === 1) mixed = (d & b) | (~d & c);
    const word = view.getInt32(
      at + (((STRIDE[turn] as number) * i + (START[turn] as number)) & 15) * 4,
      true,
    );
    const sum = (a + mixed + (SINES[i] as number) + word) | 0;
    const shift = SHIFTS[turn * 4 + (i & 3)] as number;
    a = d;
    d = c;
    c = b;
    b = (b + ((sum << shift) | (sum >>> (32 - shift)))) | 0;
  }
  state[0] = (state[0] as number) + a;
  state[1] = (state[1] as number) + b;
  state[2] = (state[2] as number) + c;
  state[3] = (state[3] as number) + d;
}

/** Which word of the block a step takes, by its turn. */
const STRIDE = [1, 5, 3, 7];
const START = [0, 1, 5, 0];
