import * as z from 'zod';
import type { Confusion, ConfusionMetric } from '@/lib/stats/confusion';
import { isComputable } from '@/lib/stats/notComputable';
import type { Bin, KeyValue } from '@/lib/tally/key';
import { rowsOf, type Tally } from '@/lib/tally/tally';
import {
  type DetectorRun,
  type LabelCount,
  roleColumn,
  type Score,
  type ScoreInput,
  scored,
  unscored,
} from './block';
import { percent, rowCount } from './words';

/** One value of a column as a person writes it. `1`, `"1"` and `true` are the same value. */
export type ClassName = string | number | boolean;

/** A param that names one value of a column. */
export function className(options: { title: string; description?: string }) {
  return z.union([z.string().min(1).max(200), z.number(), z.boolean()]).meta(options);
}

/** Params of a metric of one class against the rest. */
export const classParams = z.strictObject({
  prediction: roleColumn('prediction', { title: 'Prediction', description: 'What the model answered.' }),
  label: roleColumn('label', { title: 'Label', description: 'What turned out to be true.' }),
  positive: className({
    title: 'Positive class',
    description: 'The value that counts as positive; 1 also stands for true.',
  }).default('1'),
});

/** 1 and 0 stand for true and false, whichever of them a person wrote. */
const TWINS = new Map<string, (string | number)[]>([
  ['1', ['true']],
  ['0', ['false']],
  ['true', ['1', 1]],
  ['false', ['0', 0]],
]);

/** All the values that may stand for a class in the data: text, number, and true and false for 1 and 0. */
export function classBin(name: ClassName): Extract<Bin, { kind: 'top' }> {
  const text = String(name);
  const number = text.trim() === '' ? Number.NaN : Number(text);
  const values = [text, ...(Number.isFinite(number) ? [number] : []), ...(TWINS.get(text) ?? [])];
  return { kind: 'top', values };
}

/** Whether a key of `classBin` is the class; null where the row has no value. */
export function isClass(bin: Extract<Bin, { kind: 'top' }>, key: KeyValue | undefined): boolean | null {
  return typeof key === 'number' ? key < bin.values.length : null;
}

/** Rows with a label and a prediction as a confusion matrix, and how many rows have a prediction at all. */
type Labelled = { confusion: Confusion; labelled: number; predicted: number };

function labelledOf(tally: Tally, bin: Extract<Bin, { kind: 'top' }>): Labelled {
  const confusion = { truePositives: 0, falsePositives: 0, falseNegatives: 0, trueNegatives: 0 };
  let [labelled, predicted] = [0, 0];
  for (const { key, count } of tally.cells) {
    const guess = isClass(bin, key[0]);
    const truth = isClass(bin, key[1]);
    if (guess === null) continue;
    predicted += count;
    if (truth === null) continue;
    labelled += count;
    if (guess) confusion[truth ? 'truePositives' : 'falsePositives'] += count;
    else confusion[truth ? 'falseNegatives' : 'trueNegatives'] += count;
  }
  return { confusion, labelled, predicted };
}

/** What a metric of one class adds to the wiring that they all share. */
export type ClassMetric = {
  value: ConfusionMetric;
  /** Why there is no value; takes the positive class. */
  why: (positive: string) => string;
  /** The finding in words; takes the value's confusion matrix and the positive class. */
  sentence: (confusion: Confusion, positive: string) => string;
};

/** A detector of one class against the rest. Rows without a label are left out; the explanation says how many have one. */
export function classRun(params: z.output<typeof classParams>, metric: ClassMetric): DetectorRun {
  const bin = classBin(params.positive);
  const positive = String(params.positive);
  return {
    reference: 'unused',
    profiles: [],
    needs: () => ({
      keys: [
        { column: params.prediction ?? 'prediction', bin },
        { column: params.label ?? 'label', bin },
      ],
    }),
    score: ({ current, reference }: ScoreInput): Score => {
      const { confusion, labelled, predicted } = labelledOf(current, bin);
      const blocked = unlabelled({ rows: rowsOf(current), predicted, labelled });
      if (blocked) return blocked;
      const value = metric.value(confusion);
      const count = { labelled, predicted };
      if (!isComputable(value)) return withLabels(unscored(metric.why(positive), labelled), count);
      const before = reference ? labelledOf(reference, bin) : null;
      const explanation = {
        sentence: `${metric.sentence(confusion, positive)}; ${coverage(labelled, predicted)}`,
        parts: partsOf(
          { confusion, rows: labelled },
          before && { confusion: before.confusion, rows: before.labelled },
        ),
      };
      return withLabels(scored(value, labelled, explanation), count);
    },
  };
}

/** The answer where there is nothing to compare predictions with; null where there is. */
export function unlabelled(seen: { rows: number; predicted: number; labelled: number }): Score | null {
  if (seen.rows === 0) return unscored('no rows in this window');
  if (seen.predicted === 0) return unscored(`none of ${rowCount(seen.rows)} has a prediction`);
  if (seen.labelled === 0)
    return withLabels(unscored(`none of ${rowCount(seen.predicted)} has a label yet`), seen);
  return null;
}

/** A score with the labels that it rests on. */
export function withLabels(score: Score, { labelled, predicted }: LabelCount): Score {
  return { ...score, labels: { labelled, predicted } };
}

/** `all 400 rows have a label`, `312 of 400 rows (78 %) have a label`. */
export function coverage(labelled: number, rows: number): string {
  if (labelled === rows)
    return rows === 1 ? 'the only row has a label' : `all ${rowCount(rows)} have a label`;
  return `${labelled} of ${rowCount(rows)} (${percent(labelled / rows)}) have a label`;
}

type Counted = { confusion: Confusion; rows: number };

function partsOf(current: Counted, reference: Counted | null) {
  const names = [
    ['truePositives', 'positive, predicted so'],
    ['falsePositives', 'predicted positive, was not'],
    ['falseNegatives', 'positive, missed'],
    ['trueNegatives', 'neither'],
  ] as const;
  const share = (side: Counted | null, name: keyof Confusion) =>
    side && side.rows > 0 ? side.confusion[name] / side.rows : null;
  return names.map(([name, label]) => ({
    label,
    reference: share(reference, name),
    current: share(current, name),
  }));
}
