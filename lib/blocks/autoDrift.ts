import { jensenShannon } from '@/lib/stats/jensenShannon';
import { totalVariation } from '@/lib/stats/totalVariation';
import type { Bin } from '@/lib/tally/key';
import { profileKey, topBin } from '@/lib/tally/profile';
import { rowsOf } from '@/lib/tally/tally';
import type { DetectorRun, ScoreInput } from './block';
import { overOrder, overShares } from './distances';
import { CATEGORIES_MAX } from './distribution';
import { ksOfBins } from './ksOfBins';
import { movedInDeviations } from './movedInDeviations';

/** A column of numbers with no more different values than this is compared value by value. */
const DISTINCT_MAX = 10;
/** From so many rows on, single extreme values no longer decide how far the values have moved on average. */
const ROWS_MANY = 512;
const BINS = 256;
const BINS_FEW = 50;

type Choice = { name: string; why: string; run: DetectorRun };

/**
 * Drift of one column by the distance that fits it, which the sentence names with the reason. With `countsOnly` its
 * tally has one key and no sums, and the distances that see how far values move are left out.
 */
export function autoDrift(
  column: string,
  { countsOnly = false }: { countsOnly?: boolean } = {},
): DetectorRun {
  const fine = { column, bins: countsOnly ? BINS_FEW : BINS };
  const byValue = { column, bins: DISTINCT_MAX };
  const top = { kind: 'top', column, k: CATEGORIES_MAX } as const;
  const runs = {
    two: overShares(byValue, { distance: totalVariation }),
    values: overShares(byValue, { distance: jensenShannon }),
    order: overOrder(fine, ksOfBins),
    far: movedInDeviations(fine),
  };
  const choose = (input: ScoreInput): Choice => {
    const bin = input.spec.keys[0]?.bin;
    if (bin?.kind === 'top') return chooseByValue(column, bin, runs);
    if (countsOnly)
      return {
        name: 'Kolmogorov-Smirnov distance',
        why: `${column} holds many different numbers`,
        run: runs.order,
      };
    const small = rowsOf(input.current) < ROWS_MANY;
    const many = `${column} holds many different numbers and the window has`;
    return small
      ? {
          name: 'Kolmogorov-Smirnov distance',
          why: `${many} under ${ROWS_MANY} rows, few enough for single extreme values to decide other distances`,
          run: runs.order,
        }
      : { name: 'Wasserstein distance', why: `${many} ${ROWS_MANY} rows or more`, run: runs.far };
  };
  return {
    reference: 'required',
    profiles: [...runs.far.profiles, top],
    needs: (profiles) => {
      const quantiles = profiles[profileKey({ kind: 'quantiles', column, n: fine.bins })];
      const bin = topBin(profiles, column, CATEGORIES_MAX);
      const few = bin.kind === 'top' && bin.values.length <= DISTINCT_MAX;
      const numbers = quantiles?.kind === 'quantiles' && quantiles.values.length > 0;
      if (!numbers || few) return { keys: [{ column, bin }] };
      return countsOnly ? runs.order.needs(profiles) : runs.far.needs(profiles);
    },
    score: (input) => {
      const { name, why, run } = choose(input);
      const score = run.score(input);
      if (!score.ok || !score.explanation) return score;
      const sentence = `${score.explanation.sentence} (${name}, because ${why})`;
      return { ...score, explanation: { ...score.explanation, sentence } };
    },
    nullModel: (input) => {
      const { name, run } = choose(input);
      const model = run.nullModel?.(input) ?? null;
      return model && { ...model, of: name };
    },
  };
}

const valueWords = (count: number) => (count === 1 ? 'one value' : `${count} different values`);

function chooseByValue(
  column: string,
  bin: Extract<Bin, { kind: 'top' }>,
  runs: { two: DetectorRun; values: DetectorRun },
): Choice {
  const count = bin.values.length;
  if (count === 2)
    return {
      name: 'total variation distance',
      why: `${column} holds two values, of which one share says all`,
      run: runs.two,
    };
  const why =
    count < CATEGORIES_MAX ? `${column} holds ${valueWords(count)}` : `${column} holds many categories`;
  return { name: 'Jensen-Shannon distance', why, run: runs.values };
}
