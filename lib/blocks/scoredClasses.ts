import * as z from 'zod';
import { isComputable, type NotComputable } from '@/lib/stats/notComputable';
import type { ScorePoint } from '@/lib/stats/scorePoints';
import type { Bin } from '@/lib/tally/key';
import { nextUp } from '@/lib/tally/profile';
import { rowsOf, type Tally } from '@/lib/tally/tally';
import { type Contribution, type DetectorRun, roleColumn, type Score, scored, unscored } from './block';
import { classBin, className, coverage, isClass, unlabelled, withLabels } from './classes';
import { figure, percent, rowCount } from './words';

/** Where scores are held against labels: what all metrics of a score between 0 and 1 share. */
export const scoreParams = z.strictObject({
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
});

const BINS = 1024;
/** [0, 1] in equal parts: bin 0 is below 0, then the parts from 1 on, and the last bin is above 1. */
export function unitBin(parts: number): Bin {
  return { kind: 'edges', edges: [...Array.from({ length: parts }, (_, i) => i / parts), nextUp(1)] };
}

/** Whether a bin of `unitBin` is within [0, 1]. */
export const isInUnit = (index: number, parts: number): boolean => index >= 1 && index <= parts;

const scoreBin = unitBin(BINS);

/** Labelled rows by score: a point for each bin, at the mean of its scores. */
export type ScoredRows = {
  points: readonly ScorePoint[];
  rows: number;
  /** Rows with a score. */
  predicted: number;
  labelled: number;
  positives: number;
  /** Labelled rows whose score is not between 0 and 1. */
  outside: number;
};

/** What a metric adds to the wiring. */
export type ScoreMetric<Found> = {
  /** As a sentence has it: `ROC AUC`. */
  name: string;
  of: (points: readonly ScorePoint[]) => Found | NotComputable;
  value: (found: Found) => number;
  sentence: (found: Found, rows: ScoredRows) => string;
  parts?: (now: Found, before: Found | null) => Contribution[];
};

/** A detector of one score; rows without a label are left out. */
export function scoreRun<Found>(
  { score, label, positive }: z.output<typeof scoreParams>,
  metric: ScoreMetric<Found>,
): DetectorRun {
  const labelBin = classBin(positive);
  const column = score ?? 'score';
  return {
    reference: 'unused',
    profiles: [],
    needs: () => ({
      keys: [
        { column, bin: scoreBin },
        { column: label ?? 'label', bin: labelBin },
      ],
      measures: [{ of: 'sum', column }],
    }),
    score: ({ current, reference }): Score => {
      const now = scoredRows(current, labelBin);
      const blocked = unlabelled(now);
      if (blocked) return blocked;
      const { labelled, outside } = now;
      const no = (why: string) => withLabels(unscored(why, labelled), now);
      if (outside > 0)
        return no(`${rowCount(outside)} with a score outside 0 to 1, so ${metric.name} has no answer`);
      const found = metric.of(now.points);
      if (!isComputable(found)) return no(whyNot(now, { metric, positive: String(positive) }));
      const then = reference ? scoredRows(reference, labelBin) : null;
      const before = then && then.labelled > 0 && then.outside === 0 ? metric.of(then.points) : null;
      const known = before !== null && isComputable(before) ? before : null;
      const parts = metric.parts?.(found, known) ?? fifths(now, then);
      const sentence = `${metric.sentence(found, now)}; ${coverage(labelled, now.predicted)}`;
      return withLabels(scored(metric.value(found), labelled, { sentence, parts }), now);
    },
  };
}

/** From here on a sentence says how exact an answer from bins is. */
const ERROR_WORTH_TELLING = 0.001;

/** `, give or take 2 % as many scores are nearly equal`, where that is worth telling. */
export function blurWords(errorMax: number): string {
  if (errorMax < ERROR_WORTH_TELLING) return '';
  return `, give or take ${percent(errorMax)} as many scores are nearly equal`;
}

function whyNot(
  { labelled, positives }: ScoredRows,
  { metric, positive }: { metric: { name: string }; positive: string },
): string {
  const only = positives > 0 ? `was ${positive}` : `was anything but ${positive}`;
  return `every labelled row (${labelled}) ${only}; ${metric.name} needs both classes`;
}

function scoredRows(tally: Tally, labelBin: ReturnType<typeof classBin>): ScoredRows {
  const bins = new Map<number, ScorePoint & { sum: number }>();
  const seen = { predicted: 0, labelled: 0, positives: 0, outside: 0 };
  for (const { key, count, values } of tally.cells) {
    const index = key[0];
    if (typeof index !== 'number') continue;
    seen.predicted += count;
    const truth = isClass(labelBin, key[1]);
    if (truth === null) continue;
    seen.labelled += count;
    if (truth) seen.positives += count;
    if (!isInUnit(index, BINS)) {
      seen.outside += count;
      continue;
    }
    const bin = bins.get(index) ?? { score: 0, positives: 0, negatives: 0, sum: 0 };
    bin[truth ? 'positives' : 'negatives'] += count;
    bin.sum += values[0] ?? 0;
    bins.set(index, bin);
  }
  const points = [...bins]
    .sort(([a], [b]) => a - b)
    .map(([, { sum, positives, negatives }]) => {
      // The mean of numbers in [0, 1] may come out a rounding error above 1.
      return { score: Math.min(1, sum / (positives + negatives)), positives, negatives };
    });
  return { points, rows: rowsOf(tally), ...seen };
}

/** Of each fifth of the scores, the share that was positive. */
function fifths(now: ScoredRows, before: ScoredRows | null): Contribution[] {
  const share = (side: ScoredRows | null, from: number) => {
    const inside = (side?.points ?? []).filter(
      ({ score }) => Math.min(4, Math.floor(score * 5)) === Math.round(from * 5),
    );
    const yes = inside.reduce((total, { positives }) => total + positives, 0);
    const all = inside.reduce((total, { negatives }) => total + negatives, yes);
    return all > 0 ? yes / all : null;
  };
  return [0, 0.2, 0.4, 0.6, 0.8].map((from) => ({
    label: `positive among scores ${figure(from)} to ${figure(from + 0.2)}`,
    reference: share(before, from),
    current: share(now, from),
  }));
}
