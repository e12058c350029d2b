import type { Bin } from '@/lib/tally/key';
import {
  nextUp,
  type ProfileNeed,
  type Profiles,
  profileKey,
  quantileBin,
  topBin,
} from '@/lib/tally/profile';
import { rowsOf, type Tally } from '@/lib/tally/tally';
import { type Contribution, type Explanation, type Score, type ScoreInput, unscored } from './block';
import { figure, percent, rowCount } from './words';

/** Categories of a text column that are told apart; all others count as one. */
export const CATEGORIES_MAX = 30;
/** Parts that an explanation shows of a column of numbers. */
const PARTS_MAX = 10;
/** Changes of a share that are smaller are the arithmetic's, not the data's. */
const ROUNDING = 1e-12;

export type BinChoice = { column: string; bins: number };

/** What must be known of a column that may hold numbers or text. */
export function driftProfiles({ column, bins }: BinChoice): ProfileNeed[] {
  return [
    { kind: 'quantiles', column, n: bins },
    { kind: 'top', column, k: CATEGORIES_MAX },
  ];
}

/**
 * Equal shares of the reference for numbers, the most frequent values for anything else. Numbers whose quantiles
 * nearly all coincide (a constant, nine zeros in ten) are cut beside the repeated values instead; plain quantiles
 * would put everything into one bin and see no change at all.
 */
export function driftBin(profiles: Profiles, { column, bins }: BinChoice): Bin {
  const quantiles = profiles[profileKey({ kind: 'quantiles', column, n: bins })];
  if (quantiles?.kind !== 'quantiles' || quantiles.values.length === 0) {
    return topBin(profiles, column, CATEGORIES_MAX);
  }
  const plain = quantileBin(profiles, column, { n: bins, atoms: false });
  const few = plain.kind === 'edges' && plain.edges.length < 2;
  return few ? quantileBin(profiles, column, { n: bins, atoms: true }) : plain;
}

/**
 * Quantiles of the reference with each quantile's own value apart, so that no bin with more than one value holds
 * more than 1 / bins of the reference (and one row): however the values tie, that bounds what a distance can miss.
 */
export function orderedBin(profiles: Profiles, { column, bins }: BinChoice): Bin {
  const profile = profiles[profileKey({ kind: 'quantiles', column, n: bins })];
  const values = profile?.kind === 'quantiles' ? [...new Set(profile.values)] : [];
  const edges = new Set(values.flatMap((value) => [value, nextUp(value)]));
  return { kind: 'edges', edges: [...edges].sort((a, b) => a - b) };
}

/** Counts of one side over the bins. Rows without a value, and NaN, are left out. */
export type Side = { counts: number[]; rows: number };

/** Both sides over the same bins, each with at least one row. */
export type Comparable = { ok: true; bin: Bin; reference: Side; current: Side };

/** Both sides, or the reason why they cannot be compared. */
export type Comparison = Comparable | { ok: false; unscored: Score };

/** Both tallies as counts over the first key's bins. */
export function compareBins({ spec, current, reference }: ScoreInput, column: string): Comparison {
  const bin = spec.keys[0]?.bin ?? { kind: 'edges', edges: [] };
  if (!reference) return { ok: false, unscored: unscored('there is no reference to compare with') };
  const now = countBins(current, bin);
  const then = countBins(reference, bin);
  if (now.rows === 0) return { ok: false, unscored: unscored(noValues(column, current)) };
  if (then.rows === 0) {
    return { ok: false, unscored: unscored(`the reference has no value of ${column}`, now.rows) };
  }
  return { ok: true, bin, reference: then, current: now };
}

/** Why a window has nothing to say about a column. */
export function noValues(column: string, tally: Tally): string {
  const rows = rowsOf(tally);
  if (rows === 0) return 'no rows in this window';
  return `${column} has no usable value in this window (${rowCount(rows)})`;
}

/** A tally as counts over the bins of its first key. */
export function countBins(tally: Tally, bin: Bin): Side {
  const counts = new Array<number>(binsOf(bin)).fill(0);
  let rows = 0;
  for (const { key, count } of tally.cells) {
    const index = key[0];
    if (typeof index !== 'number' || index < 0 || index >= counts.length) continue;
    counts[index] = (counts[index] ?? 0) + count;
    rows += count;
  }
  return { counts, rows };
}

function binsOf(bin: Bin): number {
  if (bin.kind === 'edges') return bin.edges.length + 1;
  return bin.kind === 'top' ? bin.values.length + 1 : 0;
}

/** A bin in words: `below 25`, `45 to 60`, `40`, `60 and above`; a category by its name. */
export function binLabel(bin: Bin, index: number): string {
  if (bin.kind === 'top') return index < bin.values.length ? String(bin.values[index]) : 'any other value';
  if (bin.kind !== 'edges') return String(index);
  const [low, high] = [bin.edges[index - 1], bin.edges[index]];
  if (low === undefined) return high === undefined ? 'any value' : `below ${figure(high)}`;
  const before = bin.edges[index - 2];
  const from = before !== undefined && nextUp(before) === low ? `above ${figure(before)}` : figure(low);
  if (high === undefined) return from.startsWith('above') ? from : `${from} and above`;
  return nextUp(low) === high ? figure(low) : `${from} to ${figure(high)}`;
}

/** How the column differs from the reference: the part whose share changed most, and every part's shares. */
export function describeDrift(column: string, comparison: Comparable): Explanation {
  const { bin, reference, current } = coarse(comparison);
  const parts = reference.counts.map((count, index) => ({
    label: binLabel(bin, index),
    reference: count / reference.rows,
    current: (current.counts[index] ?? 0) / current.rows,
  }));
  const most = parts.reduce((a, b) => (Math.abs(changeOf(b)) > Math.abs(changeOf(a)) + ROUNDING ? b : a));
  const shown = parts.filter((part) => part.reference > 0 || part.current > 0);
  if (Math.abs(changeOf(most)) <= ROUNDING)
    return { sentence: `${column} is spread as in the reference`, parts: shown };
  const how = changeOf(most) > 0 ? 'grew' : 'fell';
  const shares = `${most.label} ${how} from ${percent(most.reference)} to ${percent(most.current)}`;
  return { sentence: `${column} ${movement(comparison)}: ${shares}`, parts: shown };
}

const changeOf = (part: { reference: number; current: number }) => part.current - part.reference;

/** Numbers move up or down, categories just change. */
function movement({ bin, reference, current }: Comparable): string {
  if (bin.kind !== 'edges') return 'changed';
  const place = (side: Side) => side.counts.reduce((total, count, i) => total + count * i, 0) / side.rows;
  const change = place(current) - place(reference);
  if (Math.abs(change) <= ROUNDING) return 'changed';
  return change > 0 ? 'moved up' : 'moved down';
}

/** Joins neighbouring bins of numbers until each holds about a tenth of the reference, so that people can read them. */
function coarse(comparison: Comparable): Comparable {
  const { bin, reference, current } = comparison;
  if (bin.kind !== 'edges' || bin.edges.length < PARTS_MAX) return comparison;
  const edges: number[] = [];
  const joined: { reference: number[]; current: number[] } = { reference: [0], current: [0] };
  let share = 0;
  reference.counts.forEach((count, i) => {
    const at = edges.length;
    joined.reference[at] = (joined.reference[at] ?? 0) + count;
    joined.current[at] = (joined.current[at] ?? 0) + (current.counts[i] ?? 0);
    share += count / reference.rows;
    const edge = bin.edges[i];
    if (edge === undefined || share < 1 / PARTS_MAX - 1e-9) return;
    edges.push(edge);
    joined.reference.push(0);
    joined.current.push(0);
    share = 0;
  });
  return {
    ok: true,
    bin: { kind: 'edges', edges },
    reference: { counts: joined.reference, rows: reference.rows },
    current: { counts: joined.current, rows: current.rows },
  };
}

/** Shares of named counts on both sides, where the reference may be absent. */
export function sharesOf(
  labels: readonly string[],
  current: readonly number[],
  reference: readonly number[] | null,
): Contribution[] {
  const share = (counts: readonly number[], i: number) => {
    const rows = counts.reduce((a, b) => a + b, 0);
    return rows > 0 ? (counts[i] ?? 0) / rows : null;
  };
  return labels.map((label, i) => ({
    label,
    reference: reference ? share(reference, i) : null,
    current: share(current, i),
  }));
}
