import * as z from 'zod';
import { defineDetector, roleColumn, scored, unscored } from '@/lib/blocks/block';
import { classBin, className, coverage, isClass, unlabelled } from '@/lib/blocks/classes';
import { figure, percent, rowCount } from '@/lib/blocks/words';
import { isComputable } from '@/lib/stats/notComputable';
import { rocAuc as rocAucOf } from '@/lib/stats/rocAuc';
import type { Bin } from '@/lib/tally/key';
import { nextUp } from '@/lib/tally/profile';
import { rowsOf, type Tally } from '@/lib/tally/tally';

const BINS = 1024;
/** Bin 0 is below 0, bins 1 to 1,024 cut [0, 1] into equal parts, bin 1,025 is above 1. */
const edges = [...Array.from({ length: BINS }, (_, i) => i / BINS), nextUp(1)];
const scoreBin: Bin = { kind: 'edges', edges };
/** From here on the explanation says how exact the answer is. */
const ERROR_WORTH_TELLING = 0.001;

/** Area under the ROC curve from 1,024 equal bins of the score; pairs within one bin count half, as ties do. */
export const rocAuc = defineDetector({
  type: 'roc_auc',
  title: 'ROC AUC',
  category: 'model performance',
  unit: 'score',
  worse: 'lower',
  summary: 'How well the score ranks positives above negatives: 1 is perfect, 0.5 is chance.',
  when: 'Reach for it to judge a score whatever the cut-off. It needs labels, which may come later, and scores between 0 and 1.',
  synonyms: ['auc', 'area under curve', 'gini', 'ranking', 'discrimination', 'classification'],
  sources: ['Hanley and McNeil 1982'],
  params: z.strictObject({
    score: roleColumn('score', {
      title: 'Score',
      wants: 'number',
      description: 'Between 0 and 1; higher is more likely positive.',
    }),
    label: roleColumn('label', { title: 'Label', description: 'What turned out to be true.' }),
    positive: className({
      title: 'Positive class',
      description: 'The value that counts as positive; 1 also stands for true.',
    }).default('1'),
  }),
  example: { score: 'score', label: 'income_gt_50k', positive: '1' },
  run: ({ score, label, positive }) => {
    const labelBin = classBin(positive);
    return {
      reference: 'unused',
      profiles: [],
      needs: () => ({
        keys: [
          { column: score ?? 'score', bin: scoreBin },
          { column: label ?? 'label', bin: labelBin },
        ],
      }),
      score: ({ current }) => {
        const seen = classesByScore(current, labelBin);
        const predicted = seen.scored;
        const blocked = unlabelled({ rows: rowsOf(current), predicted, labelled: seen.labelled });
        if (blocked) return blocked;
        const { labelled, outside } = seen;
        if (outside > 0) {
          return unscored(
            `${rowCount(outside)} with a score outside 0 to 1, so ROC AUC has no answer`,
            labelled,
          );
        }
        const found = rocAucOf(pointsOf(seen));
        if (!isComputable(found)) {
          const only = seen.positives.some((count) => count > 0)
            ? `was ${positive}`
            : `was anything but ${positive}`;
          return unscored(`every labelled row (${labelled}) ${only}; ROC AUC needs both classes`, labelled);
        }
        const positives = seen.positives.reduce((a, b) => a + b, 0);
        const blur =
          found.errorMax < ERROR_WORTH_TELLING
            ? ''
            : `, give or take ${percent(found.errorMax)} as many scores are nearly equal`;
        return scored(found.auc, labelled, {
          sentence: `a row that was ${positive} outranks another in ${percent(found.auc)} of pairs${blur} (${positives} against ${labelled - positives}); ${coverage(labelled, predicted)}`,
          parts: scoreShares(seen),
        });
      },
    };
  },
});

type ByScore = {
  positives: number[];
  negatives: number[];
  scored: number;
  labelled: number;
  outside: number;
};

/** Labelled rows by class and score bin. `outside` counts labelled rows whose score is not in [0, 1]. */
function classesByScore(tally: Tally, labelBin: ReturnType<typeof classBin>): ByScore {
  const counts = () => new Array<number>(BINS + 2).fill(0);
  const seen = { positives: counts(), negatives: counts(), scored: 0, labelled: 0, outside: 0 };
  for (const { key, count } of tally.cells) {
    const index = key[0];
    if (typeof index !== 'number') continue;
    seen.scored += count;
    const truth = isClass(labelBin, key[1]);
    if (truth === null) continue;
    seen.labelled += count;
    if (index < 1 || index > BINS) seen.outside += count;
    else {
      const side = truth ? seen.positives : seen.negatives;
      side[index] = (side[index] ?? 0) + count;
    }
  }
  return seen;
}

/** A point for each bin, at its middle. */
function pointsOf({ positives, negatives }: ByScore) {
  return positives.map((count, i) => {
    return { score: (i - 0.5) / BINS, positives: count, negatives: negatives[i] ?? 0 };
  });
}

/** Of each fifth of the scores, the share that was positive. */
function scoreShares({ positives, negatives }: ByScore) {
  return [0, 0.2, 0.4, 0.6, 0.8].map((from) => {
    const inside = (counts: readonly number[]) =>
      counts.slice(1 + Math.ceil(from * BINS), 1 + Math.ceil((from + 0.2) * BINS)).reduce((a, b) => a + b, 0);
    const [yes, no] = [inside(positives), inside(negatives)];
    return {
      label: `positive among scores ${figure(from)} to ${figure(from + 0.2)}`,
      reference: null,
      current: yes + no > 0 ? yes / (yes + no) : null,
    };
  });
}
