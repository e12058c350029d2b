import { type Column, columnText } from './computed';
import type { Bin } from './key';

/**
 * What must be known of a column before it can be binned. Taken once from the reference and pinned, so that
 * every later tally has the same bins.
 */
export type ProfileNeed =
  | { kind: 'quantiles'; column: Column; n: number }
  | { kind: 'top'; column: Column; k: number };

/**
 * `quantiles`: the n+1 linear quantiles (type 7) at 0, 1/n, …, 1 of the finite values; empty where there are none.
 * `top`: the most frequent values, most frequent first, ties by `compareValues` order of the value.
 */
export type Profile =
  | { kind: 'quantiles'; values: readonly number[] }
  | { kind: 'top'; values: readonly (string | number)[] };

/** Profiles under `profileKey` of their need. Plain data: pinned in a published version. */
export type Profiles = Readonly<Record<string, Profile>>;

export function profileKey(need: ProfileNeed): string {
  const column = columnText(need.column);
  return need.kind === 'quantiles' ? `q${need.n}:${column}` : `t${need.k}:${column}`;
}

/**
 * Edges at the reference's quantiles. With `atoms`, a value that recurs among the quantiles, so that it holds a
 * whole step of the reference, gets a bin of its own.
 */
export function quantileBin(profiles: Profiles, column: Column, options: { n: number; atoms: boolean }): Bin {
  const profile = profiles[profileKey({ kind: 'quantiles', column, n: options.n })];
  const values = profile?.kind === 'quantiles' ? profile.values : [];
  const inner = options.atoms ? values : values.slice(1, -1);
  const edges: number[] = [];
  inner.forEach((value, i) => {
    edges.push(value);
    if (options.atoms && inner[i + 1] === value) edges.push(nextUp(value));
  });
  return { kind: 'edges', edges: [...new Set(edges)].sort((a, b) => a - b) };
}

/** The pinned most frequent values of a column as a bin. */
export function topBin(profiles: Profiles, column: Column, k: number): Bin {
  const profile = profiles[profileKey({ kind: 'top', column, k })];
  return { kind: 'top', values: profile?.kind === 'top' ? profile.values : [] };
}

/** The least double above x. */
export function nextUp(x: number): number {
  if (!Number.isFinite(x)) return x;
  if (x === 0) return Number.MIN_VALUE;
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, x);
  view.setBigInt64(0, view.getBigInt64(0) + (x > 0 ? 1n : -1n));
  return view.getFloat64(0);
}
