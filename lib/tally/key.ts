import type { Value } from './column';
import type { Column } from './computed';

/**
 * How a column's values become a few groups. Every bin answers with a small whole number (its index) but
 * `identity`, which answers with the value itself; a missing value is always `null`.
 *
 * - `identity`: the value. Booleans become `true` and `false`, numbers that are not finite become text.
 * - `presence`: 0 there and finite, 1 missing, -1 there but not finite.
 * - `top`: the place of the value in `values`, or `values.length` for any other.
 * - `edges`: how many edges are at or below the value, so bin i is [edges[i-1], edges[i]); NaN is -1.
 * - `step`: floor(value / width), such as the minute of a time; what is not finite counts as missing.
 * - `format`: 0 where a text is written as `formatPatterns` says, 1 where it is not; what is no text counts as missing.
 * - `log`: whole numbers that grow with the value; a bin is at most 2 × relativeError of its value wide. NaN is
 *   `NOT_A_NUMBER`, see `logBin`.
 */
export type Bin =
  | { kind: 'identity' }
  | { kind: 'presence' }
  | { kind: 'top'; values: readonly (string | number)[] }
  | { kind: 'edges'; edges: readonly number[] }
  | { kind: 'step'; width: number }
  | { kind: 'format'; as: Format }
  | { kind: 'log'; perOctave: number };

/** What a text may be meant to hold. */
export const formats = ['number', 'time', 'boolean'] as const;
export type Format = (typeof formats)[number];

/** The whole text must match. Plain enough that JavaScript's and DuckDB's expressions (RE2) agree on them. */
export const formatPatterns: Readonly<Record<Format, string>> = {
  number: '[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+)?',
  time: '[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])([T ]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.][0-9]+)?)?(Z|[+-][0-9]{2}:?[0-9]{2})?)?',
  boolean: 'true|false|True|False|TRUE|FALSE',
};

const formatTests = Object.fromEntries(
  formats.map((as) => [as, new RegExp(`^(?:${formatPatterns[as]})$`)]),
) as Record<Format, RegExp>;

export type Key = { column: Column; bin: Bin };
export type KeyValue = number | string | null;

/** The index that a value which is NaN takes in numeric bins. */
export const NOT_A_NUMBER = -1;

/** Puts one value into its bin. */
export function binOf(bin: Bin, value: Value): KeyValue {
  switch (bin.kind) {
    case 'presence':
      return presenceOf(value);
    case 'identity':
      return identityOf(value);
    case 'top':
      return value === null ? null : topIndex(bin.values, value);
    case 'format':
      return typeof value !== 'string' ? null : formatTests[bin.as].test(value) ? 0 : 1;
    default:
      return typeof value !== 'number' ? null : numberIndex(bin, value);
  }
}

function presenceOf(value: Value): number {
  if (value === null) return 1;
  return typeof value === 'number' && !Number.isFinite(value) ? -1 : 0;
}

function numberIndex(bin: Extract<Bin, { kind: 'edges' | 'step' | 'log' }>, value: number): number | null {
  if (bin.kind === 'edges') return edgeIndex(bin.edges, value);
  return bin.kind === 'step' ? stepIndex(bin.width, value) : logBin(value, bin.perOctave);
}

/** A value as it is kept: a key's, and a sample's. */
export function identityOf(value: Value): KeyValue {
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return Number.isFinite(value) ? value + 0 : String(value);
  return value;
}

function topIndex(values: readonly (string | number)[], value: Exclude<Value, null>): number {
  const wanted = typeof value === 'boolean' ? String(value) : value;
  const index = values.indexOf(wanted);
  return index < 0 ? values.length : index;
}

function stepIndex(width: number, x: number): number | null {
  const index = Math.floor(x / width);
  return Number.isFinite(index) ? index + 0 : null;
}

/** How many of the ascending edges are at or below x; NaN gives -1. */
export function edgeIndex(edges: readonly number[], x: number): number {
  if (Number.isNaN(x)) return NOT_A_NUMBER;
  let lo = 0;
  let hi = edges.length;
  while (lo < hi) {
    const mid = (lo + hi) >>> 1;
    if ((edges[mid] as number) <= x) lo = mid + 1;
    else hi = mid;
  }
  return lo;
}

/** Octaves from the smallest normal double to the largest: enough that every exponent gives a positive index. */
const OCTAVE_SHIFT = 1100;

/**
 * Log-linear bin of a number: each power of two is cut into `perOctave` equal parts, so that only division by a
 * power of two and floor are needed, which every SQL engine computes to the same bit. 0 is 0; x > 0 gives a
 * positive index, -x its negative. NaN gives `NOT_A_NUMBER_LOG`. Infinities take the outermost indices.
 * @see HdrHistogram (Tene) and DDSketch (Masson et al. 2019) for the idea of relative-error bins.
 */
export function logBin(x: number, perOctave: number): number {
  if (Number.isNaN(x)) return NOT_A_NUMBER_LOG;
  if (x === 0) return 0;
  if (x < 0) return -logBin(-x, perOctave);
  if (x === Infinity) return LOG_INFINITY;
  if (x < Number.MIN_VALUE * 2 ** 52) return 1;
  let octave = Math.floor(Math.log2(x));
  if (x < 2 ** octave) octave -= 1;
  else if (x >= 2 ** (octave + 1)) octave += 1;
  return (octave + OCTAVE_SHIFT) * perOctave + Math.floor((x / 2 ** octave - 1) * perOctave) + 1;
}

export const NOT_A_NUMBER_LOG = 2_000_000_001;
const LOG_INFINITY = 2_000_000_000;

/** Lower and upper bound of the values in a log bin. */
export function logBinBounds(index: number, perOctave: number): [number, number] {
  if (index === 0) return [0, 0];
  if (index < 0) {
    const [lo, hi] = logBinBounds(-index, perOctave);
    return [-hi, -lo];
  }
  if (index >= LOG_INFINITY) return [Infinity, Infinity];
  const place = index - 1;
  const octave = Math.floor(place / perOctave) - OCTAVE_SHIFT;
  const part = place % perOctave;
  return [2 ** octave * (1 + part / perOctave), 2 ** octave * (1 + (part + 1) / perOctave)];
}

/** The fewest parts an octave needs so that the middle of a bin is within `relativeError` of all its values. */
export function perOctaveFor(relativeError: number): number {
  return 2 ** Math.ceil(Math.log2(1 / (2 * relativeError)));
}
