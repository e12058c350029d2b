import type { Rng } from '@/lib/core/rng';
import type { WeightedValue } from '@/lib/stats/gapIntegral';
import { type Sums, stdFromSums } from '@/lib/stats/stdFromSums';
import { quantileBin } from '@/lib/tally/profile';
import { rowsOf, type Tally } from '@/lib/tally/tally';
import {
  type DetectorRun,
  type Explanation,
  type NullModel,
  type Score,
  type ScoreInput,
  scored,
  unscored,
} from './block';
import type { Choice } from './distances';
import { compareBins, countBins, describeDrift, noValues } from './distribution';
import { weighed } from './matters';
import { figure } from './words';

/** Both sides as rows at the mean of each bin, and what is known of their spread. */
export type Placed = {
  reference: readonly WeightedValue[];
  current: readonly WeightedValue[];
  then: Moments;
  now: Moments;
};
type Moments = { mean: number; std: number };

type Over = {
  /** Null where there is no finite number. */
  distance: (placed: Placed) => number | null;
  /** "values moved by 3 on average": the found distance in words. */
  words: (placed: Placed) => string;
};

/** A distance that sees how far values move: from the mean and the count of each bin of a column of numbers. */
export function overPositions(choice: Choice, over: Over): DetectorRun {
  const { column, bins } = choice;
  const run: DetectorRun = {
    reference: 'required',
    profiles: [{ kind: 'quantiles', column, n: bins }],
    needs: (profiles) => ({
      keys: [
        { column, bin: quantileBin(profiles, column, { n: bins, atoms: true }) },
        { column, bin: { kind: 'presence' } },
      ],
      measures: [
        { of: 'sum', column },
        { of: 'sum_of_squares', column },
      ],
    }),
    score: (input) => scoreMove(column, input, over),
    nullModel: (input) => nullOfPositions(input, over),
  };
  return weighed(run, choice);
}

function scoreMove(column: string, input: ScoreInput, over: Over): Score {
  const current = finite(input.current);
  const reference = input.reference && finite(input.reference);
  if (current.cells.length === 0) return unscored(noValues(column, input.current));
  const sides = compareBins({ ...input, current, reference }, column);
  if (!sides.ok || !reference)
    return sides.ok ? unscored('there is no reference to compare with') : sides.unscored;
  const placed = placedOf(reference, current);
  const value = placed && over.distance(placed);
  if (!placed || value === null)
    return unscored(`${column} holds numbers too large to add up`, rowsOf(current));
  const drift = describeDrift(column, sides);
  if (value === 0) return scored(0, rowsOf(current), drift);
  return scored(value, rowsOf(current), explained(column, { drift, placed, words: over.words(placed) }));
}

type Found = { drift: Explanation; placed: Placed; words: string };

function explained(column: string, { drift, placed: { then, now }, words }: Found): Explanation {
  const direction = now.mean > then.mean ? 'moved up' : now.mean < then.mean ? 'moved down' : 'changed';
  const std = `the reference's standard deviation is ${figure(then.std)}`;
  const means = `the mean went from ${figure(then.mean)} to ${figure(now.mean)}`;
  return { ...drift, sentence: `${column} ${direction}: ${words}, ${std}; ${means}` };
}

function placedOf(reference: Tally, current: Tally): Placed | null {
  const [then, now] = [stdFromSums(sumsOf(reference)), stdFromSums(sumsOf(current))];
  return then && now && { reference: pointsOf(reference), current: pointsOf(current), then, now };
}

/**
 * Draws rows per bin, and for each bin how far the mean of so few rows lies from the reference's: otherwise a long
 * tail in the last bin would seem to be known exactly.
 */
function nullOfPositions(input: ScoreInput, over: Over): NullModel | null {
  const reference = input.reference && finite(input.reference);
  const placed = reference && placedOf(reference, reference);
  const bin = input.spec.keys[0]?.bin;
  if (!placed || !bin) return null;
  const bins = binsOf(reference);
  return {
    reference: countBins(reference, bin).counts,
    rows: rowsOf(finite(input.current)),
    distance: (current, rng) => {
      const drawn = bins.flatMap((one) => {
        const count = current[one.index] ?? 0;
        return count > 0 ? [{ value: one.mean + noise(one, count, rng), count }] : [];
      });
      return over.distance({ ...placed, current: drawn }) ?? 0;
    },
  };
}

type Placing = { index: number; count: number; mean: number; std: number };

function binsOf(reference: Tally): Placing[] {
  return sumsOf(reference).map((sums, i) => {
    const { mean, std } = stdFromSums([sums]) ?? { mean: sums.sum / sums.count, std: 0 };
    return { index: Number(reference.cells[i]?.key[0]), count: sums.count, mean, std };
  });
}

const noise = ({ std, count }: Placing, rows: number, rng: Rng): number =>
  std > 0 ? std * Math.sqrt(1 / rows + 1 / count) * rng.normal() : 0;

/** The cells whose rows hold finite numbers: their second key is `presence`. */
function finite(tally: Tally): Tally {
  return { cells: tally.cells.filter((cell) => cell.key[1] === 0 && cell.values[0] !== null) };
}

function sumsOf(tally: Tally): Sums[] {
  return tally.cells.map(({ count, values }) => ({
    count,
    sum: values[0] ?? 0,
    sumOfSquares: values[1] ?? 0,
  }));
}

function pointsOf(tally: Tally): WeightedValue[] {
  return sumsOf(tally).map(({ count, sum }) => ({ value: sum / count, count }));
}
