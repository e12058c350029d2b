import * as z from 'zod';
import { isComputable, type NotComputable } from '@/lib/stats/notComputable';
import { columnRef, type DetectorRun, type Explanation, type ScoreInput, scored, unscored } from './block';
import {
  type BinChoice,
  type Comparable,
  compareBins,
  describeDrift,
  driftBin,
  driftProfiles,
  orderedBin,
} from './distribution';
import { type Matters, mattersParams, weighed } from './matters';

/** A distance of two sets of rows per bin. */
export type CountsDistance = (
  reference: readonly number[],
  current: readonly number[],
) => number | NotComputable;

/** Params of a distance over the shares of any column. */
export const sharesParams = {
  column: columnRef({ description: 'Numbers, text or true and false.' }),
  bins: z.int().min(3).max(100).default(10).meta({
    title: 'Bins',
    description: 'Into how many equal shares of the reference a column of numbers is cut.',
    advanced: true,
  }),
  ...mattersParams,
};

/** Params of a distance over the order of a column of numbers. */
export const orderParams = {
  column: columnRef({ wants: 'number' }),
  bins: z.int().min(10).max(1000).default(256).meta({
    title: 'Bins',
    description: 'More bins bring the answer nearer to that of the rows.',
    advanced: true,
  }),
  ...mattersParams,
};

/** A column, its bins, and whether drift is weighed by its effect. */
export type Choice = BinChoice & Partial<Matters>;

export type Over = {
  distance: CountsDistance;
  /** What it found, in words; `describeDrift` where it is left out. */
  explain?: (column: string, sides: Comparable) => Explanation;
};

/** A distance over equal shares of the reference (numbers) or its most frequent values (anything else). */
export function overShares(choice: Choice, over: Over): DetectorRun {
  const run: DetectorRun = {
    reference: 'required',
    profiles: driftProfiles(choice),
    needs: (profiles) => ({ keys: [{ column: choice.column, bin: driftBin(profiles, choice) }] }),
    ...comparing(choice.column, over),
  };
  return weighed(run, choice);
}

/** A distance over fine bins in the order of the values. */
export function overOrder(choice: Choice, over: Over): DetectorRun {
  const { column, bins } = choice;
  const run: DetectorRun = {
    reference: 'required',
    profiles: [{ kind: 'quantiles', column, n: bins }],
    needs: (profiles) => ({ keys: [{ column, bin: orderedBin(profiles, choice) }] }),
    ...comparing(column, over),
  };
  return weighed(run, choice);
}

function comparing(
  column: string,
  { distance, explain = describeDrift }: Over,
): Required<Pick<DetectorRun, 'score' | 'nullModel'>> {
  return {
    score: (input) => {
      const sides = compareBins(input, column);
      if (!sides.ok) return sides.unscored;
      const { rows } = sides.current;
      const value = distance(sides.reference.counts, sides.current.counts);
      if (!isComputable(value)) return unscored(value.notComputable, rows);
      return scored(value, rows, explain(column, sides));
    },
    nullModel: (input) => nullOfCounts(column, input, distance),
  };
}

function nullOfCounts(column: string, input: ScoreInput, of: CountsDistance) {
  const sides = compareBins(input, column);
  if (!sides.ok) return null;
  const { counts } = sides.reference;
  return {
    reference: sides.bin.kind === 'top' ? withUnseen(counts) : counts,
    rows: sides.current.rows,
    distance: (current: readonly number[]) => {
      const value = of(counts, current);
      // All rows in one bin on both sides: nothing differs.
      return isComputable(value) ? value : 0;
    },
  };
}

/**
 * Categories that the reference lacks hold, among all rows, about the share of those that it has once.
 * @source Good 1953, The population frequencies of species
 */
function withUnseen(counts: readonly number[]): number[] {
  const once = counts.filter((count) => count === 1).length;
  return counts.map((count, i) => (i === counts.length - 1 ? Math.max(count, once) : count));
}
