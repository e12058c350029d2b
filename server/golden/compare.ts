import { isComputable, type NotComputable } from '@/lib/stats/notComputable';
import type { Golden, Tolerance } from './golden';

const DEFAULT: Tolerance = { rel: 1e-9, abs: 1e-12 };
const NUMBERS: Readonly<Record<string, number>> = {
  NaN: Number.NaN,
  Infinity: Number.POSITIVE_INFINITY,
  '-Infinity': Number.NEGATIVE_INFINITY,
};

/** What a case wanted and did not get. */
export type Mismatch = { key: string; got: unknown; expected: unknown };

/**
 * Where the answer is not what the case expects: numbers within |got - expected| <= abs + rel |expected|, anything
 * else exactly, lists and objects part by part. "Not computable" answers an expected error, and an expected NaN.
 */
export function mismatches(golden: Golden, got: unknown): Mismatch[] {
  const { expect } = golden;
  if ('error' in expect) {
    return isNone(got) ? [] : [{ key: 'error', got, expected: expect.error }];
  }
  const fitsBetter = isBetterFit(expect, got);
  return Object.entries(expect).flatMap(([key, expected]) => {
    if (fitsBetter && FITTED.includes(key)) return [];
    const tolerance = golden.tol?.[key] ?? golden.tol?.default ?? DEFAULT;
    const part = isNone(got) ? got : (got as Record<string, unknown> | null)?.[key];
    return agrees(part, expected, tolerance) ? [] : [{ key, got: part, expected }];
  });
}

/** A fit is judged by its likelihood: where ours is higher, the other library stopped short of the parameters. */
const FITTED: readonly string[] = ['loglik', 'shape', 'scale'];

function isBetterFit(expected: Golden['expect'], got: unknown): boolean {
  const ours = isNone(got) ? undefined : (got as Record<string, unknown> | null)?.loglik;
  return typeof ours === 'number' && typeof expected.loglik === 'number' && ours > expected.loglik;
}

const isNone = (got: unknown): got is NotComputable => !isComputable(got);

function agrees(got: unknown, expected: unknown, tolerance: Tolerance): boolean {
  const wanted = typeof expected === 'string' ? (NUMBERS[expected] ?? expected) : expected;
  if (typeof wanted === 'number') return numbersAgree(got, wanted, tolerance);
  if (Array.isArray(wanted)) {
    if (!Array.isArray(got) || got.length !== wanted.length) return false;
    return wanted.every((part, i) => agrees(got[i], part, tolerance));
  }
  if (typeof wanted === 'object' && wanted !== null) {
    if ('error' in wanted) return isNone(got);
    if (typeof got !== 'object' || got === null) return false;
    return Object.entries(wanted).every(([key, part]) =>
      agrees((got as Record<string, unknown>)[key], part, tolerance),
    );
  }
  return got === wanted;
}

function numbersAgree(got: unknown, wanted: number, { rel, abs }: Tolerance): boolean {
  if (Number.isNaN(wanted)) return isNone(got) || (typeof got === 'number' && Number.isNaN(got));
  if (typeof got !== 'number') return false;
  return got === wanted || Math.abs(got - wanted) <= abs + rel * Math.abs(wanted);
}
