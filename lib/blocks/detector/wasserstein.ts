import * as z from 'zod';
import { columnRef, defineDetector, type Score, type ScoreInput, scored, unscored } from '@/lib/blocks/block';
import { compareBins, describeDrift, noValues } from '@/lib/blocks/distribution';
import { figure } from '@/lib/blocks/words';
import { isComputable } from '@/lib/stats/notComputable';
import { type Sums, stdFromSums } from '@/lib/stats/stdFromSums';
import { wassersteinFromBins } from '@/lib/stats/wassersteinFromBins';
import { quantileBin } from '@/lib/tally/profile';
import { rowsOf, type Tally } from '@/lib/tally/tally';

/** The norm of a reference that does not vary: what Evidently divides by there. */
const STD_MIN = 1e-3;

/**
 * Wasserstein distance of one column of numbers, divided by the reference's standard deviation (ddof 0, at least
 * 0.001), from the mean and the count of each bin. Rows without a finite value are left out.
 */
export const wasserstein = defineDetector({
  type: 'wasserstein',
  title: 'Wasserstein distance',
  category: 'data drift',
  unit: 'distance',
  worse: 'higher',
  summary: 'How far the values have moved on average, in standard deviations of the reference.',
  when: 'Reach for it for a column of numbers when it matters how far values move, not only how many: a few extreme values count in full.',
  synonyms: ['drift', 'distribution shift', 'earth mover', 'normed wasserstein', 'transport distance'],
  sources: ['Vallender 1974', 'Evidently: Wasserstein distance (normed)'],
  params: z.strictObject({
    column: columnRef({ wants: 'number' }),
    bins: z.int().min(10).max(1000).default(256).meta({
      title: 'Bins',
      description: 'More bins bring the answer nearer to that of the rows.',
      advanced: true,
    }),
  }),
  example: { column: 'hours_per_week' },
  run: ({ column, bins }) => ({
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
    score: (input) => scoreMove(column, input),
  }),
});

function scoreMove(column: string, input: ScoreInput): Score {
  const current = { cells: input.current.cells.filter(isFiniteCell) };
  const reference = input.reference && { cells: input.reference.cells.filter(isFiniteCell) };
  if (current.cells.length === 0) return unscored(noValues(column, input.current));
  const sides = compareBins({ ...input, current, reference }, column);
  if (!sides.ok || !reference)
    return sides.ok ? unscored('there is no reference to compare with') : sides.unscored;
  const then = stdFromSums(sumsOf(reference));
  const now = stdFromSums(sumsOf(current));
  const moved = wassersteinFromBins(pointsOf(reference), pointsOf(current));
  if (!then || !now || !isComputable(moved))
    return unscored(`${column} holds numbers too large to add up`, rowsOf(current));
  const norm = Math.max(then.std, STD_MIN);
  const drift = describeDrift(column, sides);
  if (moved === 0) return scored(0, rowsOf(current), drift);
  const direction = now.mean > then.mean ? 'moved up' : now.mean < then.mean ? 'moved down' : 'changed';
  const sentence = `${column} ${direction}: values moved by ${figure(moved)} on average, the reference's standard deviation is ${figure(then.std)}; the mean went from ${figure(then.mean)} to ${figure(now.mean)}`;
  return scored(moved / norm, rowsOf(current), { ...drift, sentence });
}

/** Whether a cell's rows hold finite numbers: its second key is `presence`. */
const isFiniteCell = (cell: Tally['cells'][number]) => cell.key[1] === 0 && cell.values[0] !== null;

function sumsOf(tally: Tally): Sums[] {
  return tally.cells.map(({ count, values }) => ({
    count,
    sum: values[0] ?? 0,
    sumOfSquares: values[1] ?? 0,
  }));
}

function pointsOf(tally: Tally) {
  return sumsOf(tally).map(({ count, sum }) => ({ value: sum / count, count }));
}
