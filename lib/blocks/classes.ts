import * as z from 'zod';
import type { Bin, KeyValue } from '@/lib/tally/key';
import { type LabelCount, roleColumn, type Score, unscored } from './block';
import { percent, rowCount } from './words';

/** One value of a column as a person writes it. `1`, `"1"` and `true` are the same value. */
export type ClassName = string | number | boolean;

/** A param that names one value of a column. */
export function className(options: { title: string; description?: string }) {
  return z.union([z.string().min(1).max(200), z.number(), z.boolean()]).meta(options);
}

/** Params of a metric of all classes. */
export const labelParams = z.strictObject({
  prediction: roleColumn('prediction', { title: 'Prediction', description: 'What the model answered.' }),
  label: roleColumn('label', { title: 'Label', description: 'What turned out to be true.' }),
});

/** Params of a metric of one class against the rest. */
export const classParams = labelParams.extend({
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
