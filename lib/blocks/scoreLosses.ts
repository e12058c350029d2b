import type * as z from 'zod';
import { lossFromSums, type ScoreSums } from '@/lib/stats/lossFromSums';
import { isComputable } from '@/lib/stats/notComputable';
import type { Computed } from '@/lib/tally/computed';
import type { Bin } from '@/lib/tally/key';
import { nextUp } from '@/lib/tally/profile';
import { rowsOf, type Tally } from '@/lib/tally/tally';
import { type DetectorRun, type Score, scored, unscored } from './block';
import { classBin, coverage, isClass, unlabelled, withLabels } from './classes';
import type { scoreParams } from './scoredClasses';
import { figure, rowCount } from './words';

/** Where a score is held against what came true, exactly: from sums of its squares and logarithms. */

/** Below 0, within [0, 1], above 1. */
const rangeBin: Bin = { kind: 'edges', edges: [0, nextUp(1)] };
const INSIDE = 1;
/** How near to 0 and 1 a score may come: the machine epsilon, as in scikit-learn. */
const NEAREST = 2 ** -52;

const held = (score: string): Computed => ({
  op: 'min',
  a: { op: 'max', a: score, b: NEAREST },
  b: 1 - NEAREST,
});

/** `log_loss` and `brier`: what a sure mistake costs. */
export function scoreLossRun(
  { score, label, positive }: z.output<typeof scoreParams>,
  pick: { name: string; of: 'brier' | 'logLoss' },
): DetectorRun {
  const labelBin = classBin(positive);
  const column = score ?? 'score';
  return {
    reference: 'unused',
    profiles: [],
    needs: () => ({
      keys: [
        { column, bin: rangeBin },
        { column: label ?? 'label', bin: labelBin },
      ],
      measures: [
        { of: 'sum', column },
        { of: 'sum_of_squares', column },
        { of: 'sum', column: { op: 'ln', a: held(column) } },
        { of: 'sum', column: { op: 'ln', a: { op: 'sub', a: 1, b: held(column) } } },
      ],
    }),
    score: ({ current, reference }): Score => {
      const now = sumsOf(current, labelBin);
      const blocked = unlabelled({ ...now, rows: rowsOf(current) });
      if (blocked) return blocked;
      const no = (why: string) => withLabels(unscored(why, now.labelled), now);
      if (now.outside > 0)
        return no(`${rowCount(now.outside)} with a score outside 0 to 1, so ${pick.name} has no answer`);
      const found = lossFromSums(now.sums);
      if (!isComputable(found)) return no(`${found.notComputable}, so ${pick.name} has no answer`);
      const then = reference ? sumsOf(reference, labelBin) : null;
      const was = then && then.outside === 0 ? lossFromSums(then.sums) : null;
      const beside = was && isComputable(was) ? `, ${figure(was[pick.of])} in the reference` : '';
      const { positives, negatives } = now.sums;
      const means = [meanWords(positives, `were ${positive}`), meanWords(negatives, 'were not')]
        .filter(Boolean)
        .join(' and ');
      const sentence = `${pick.name} is ${figure(found[pick.of])}${beside}; ${means}; ${coverage(now.labelled, now.predicted)}`;
      const parts = [
        { label: `mean score of rows that were ${positive}`, ...sides(then?.sums.positives, positives) },
        { label: 'mean score of the others', ...sides(then?.sums.negatives, negatives) },
      ];
      return withLabels(scored(found[pick.of], now.labelled, { sentence, parts }), now);
    },
  };
}

type Side = ScoreSums['positives'];

const meanOf = (side: Side | undefined) =>
  side && side.rows > 0 ? Math.min(1, Math.max(0, side.sum / side.rows)) : null;
const sides = (before: Side | undefined, now: Side) => ({ reference: meanOf(before), current: meanOf(now) });

function meanWords(side: Side, who: string): string {
  const mean = meanOf(side);
  return mean === null ? '' : `rows that ${who} had a score of ${figure(mean)} on average`;
}

function sumsOf(tally: Tally, labelBin: ReturnType<typeof classBin>) {
  const side = () => ({ rows: 0, sum: 0, squares: 0 });
  const sums: ScoreSums = { positives: side(), negatives: side(), logOfTruth: 0 };
  const seen = { predicted: 0, labelled: 0, outside: 0 };
  for (const { key, count, values } of tally.cells) {
    if (typeof key[0] !== 'number') continue;
    seen.predicted += count;
    const truth = isClass(labelBin, key[1]);
    if (truth === null) continue;
    seen.labelled += count;
    if (key[0] !== INSIDE) {
      seen.outside += count;
      continue;
    }
    const one = truth ? sums.positives : sums.negatives;
    one.rows += count;
    one.sum += values[0] ?? 0;
    one.squares += values[1] ?? 0;
    sums.logOfTruth += (truth ? values[2] : values[3]) ?? 0;
  }
  return { sums, ...seen };
}
