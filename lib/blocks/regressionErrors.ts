import * as z from 'zod';
import { isComputable, type NotComputable } from '@/lib/stats/notComputable';
import type { Column } from '@/lib/tally/computed';
import type { Bin } from '@/lib/tally/key';
import { type Profiles, profileKey, quantileBin } from '@/lib/tally/profile';
import { type Measure, rowsOf, type Tally } from '@/lib/tally/tally';
import { type Contribution, type DetectorRun, roleColumn, type Score, scored, unscored } from './block';
import { coverage, unlabelled, withLabels } from './classes';
import { binLabel } from './distribution';
import { figure } from './words';

/** Where predicted numbers are held against true ones: what all metrics of a regression share. */
export const errorParams = z.strictObject({
  prediction: roleColumn('prediction', {
    title: 'Prediction',
    wants: 'number',
    description: 'The number that the model answered.',
  }),
  label: roleColumn('label', {
    title: 'Label',
    wants: 'number',
    description: 'The number that turned out to be true.',
  }),
});

/** Parts of the true values that the error is shown for. */
const PARTS = 4;

/** Columns of one row: `error` is prediction minus truth. */
export type ErrorColumns = {
  prediction: string;
  label: string;
  error: Column;
  absolute: Column;
  /** About the middle of the reference's true values, so that sums of large ones keep their digits. */
  centred: Column;
};

/** Sums of the metric's measures over the rows that have both numbers, in their order. */
export type Sums = { rows: number; values: readonly (number | null)[] };

export type ErrorMetric = {
  /** As a sentence has it: `MAE`. */
  name: string;
  /** The first measure is what the parts show the shares of. */
  measures: (columns: ErrorColumns) => readonly Measure[];
  value: (sums: Sums) => number | NotComputable;
  /** The finding in words; takes the value as it is shown. */
  sentence: (value: string, sums: Sums) => string;
  words?: (value: number) => string;
};

/** A detector of a regression's error; rows without a true value are left out. */
export function errorRun(params: z.output<typeof errorParams>, metric: ErrorMetric): DetectorRun {
  const label = params.label ?? 'label';
  const prediction = params.prediction ?? 'prediction';
  const words = metric.words ?? figure;
  return {
    reference: 'unused',
    profiles: [{ kind: 'quantiles', column: label, n: PARTS }],
    needs: (profiles) => ({
      keys: [
        { column: prediction, bin: { kind: 'presence' } },
        { column: label, bin: { kind: 'presence' } },
        { column: label, bin: quantileBin(profiles, label, { n: PARTS, atoms: false }) },
      ],
      measures: metric.measures(columnsOf({ prediction, label }, profiles)),
    }),
    score: ({ spec, current, reference }): Score => {
      const now = count(current, spec.measures ?? []);
      const blocked = unlabelled(now);
      if (blocked) return blocked;
      const no = (why: string) => withLabels(unscored(why, now.labelled), now);
      const { sums } = now;
      const value = metric.value(sums);
      if (!isComputable(value)) return no(`${value.notComputable}, so ${metric.name} has no answer`);
      if (!isKnown(value)) return no(`${prediction} and ${label} hold numbers too large to add up`);
      const then = reference ? count(reference, spec.measures ?? []) : null;
      const was = then && then.labelled > 0 ? metric.value(then.sums) : null;
      const beside = isKnown(was) ? `, ${words(was)} in the reference` : '';
      const sentence = `${metric.sentence(words(value), sums)}${beside}; ${coverage(now.labelled, now.predicted)}`;
      const parts = partsOf({ now, then }, { bin: spec.keys[2]?.bin, label });
      return withLabels(scored(value, now.labelled, { sentence, parts }), now);
    },
  };
}

const isKnown = (value: number | NotComputable | null): value is number =>
  value !== null && isComputable(value) && Number.isFinite(value);

function columnsOf(
  { prediction, label }: { prediction: string; label: string },
  profiles: Profiles,
): ErrorColumns {
  const error: Column = { op: 'sub', a: prediction, b: label };
  const profile = profiles[profileKey({ kind: 'quantiles', column: label, n: PARTS })];
  const middle = profile?.kind === 'quantiles' ? (profile.values[PARTS / 2] ?? 0) : 0;
  return {
    prediction,
    label,
    error,
    absolute: { op: 'abs', a: error },
    centred: { op: 'sub', a: label, b: middle },
  };
}

type Counted = {
  rows: number;
  predicted: number;
  labelled: number;
  sums: Sums;
  /** Rows and the first measure by part of the true values. */
  parts: Map<number, number>;
};

const THERE = 0;

function count(tally: Tally, measures: readonly Measure[]): Counted {
  const values = measures.map((): number | null => null);
  const parts = new Map<number, number>();
  const seen = { predicted: 0, labelled: 0 };
  for (const cell of tally.cells) {
    const [guess, truth, part] = cell.key;
    if (guess !== THERE) continue;
    seen.predicted += cell.count;
    if (truth !== THERE) continue;
    seen.labelled += cell.count;
    measures.forEach(({ of }, i) => {
      values[i] = joined(of, values[i] ?? null, cell.values[i] ?? null);
    });
    if (typeof part === 'number') parts.set(part, (parts.get(part) ?? 0) + Math.abs(cell.values[0] ?? 0));
  }
  return { rows: rowsOf(tally), ...seen, sums: { rows: seen.labelled, values }, parts };
}

function joined(of: Measure['of'], a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b;
  if (of === 'min') return Math.min(a, b);
  return of === 'max' ? Math.max(a, b) : a + b;
}

/** Which true values the error comes from, as shares of it. */
function partsOf(
  { now, then }: { now: Counted; then: Counted | null },
  { bin, label }: { bin: Bin | undefined; label: string },
): Contribution[] {
  if (bin?.kind !== 'edges' || bin.edges.length === 0) return [];
  const share = (side: Counted | null, part: number) => {
    const total = [...(side?.parts.values() ?? [])].reduce((a, b) => a + b, 0);
    return side && total > 0 && Number.isFinite(total) ? (side.parts.get(part) ?? 0) / total : null;
  };
  return [...bin.edges, null].map((_, part) => ({
    label: `of the error where ${label} is ${binLabel(bin, part)}`,
    reference: share(then, part),
    current: share(now, part),
  }));
}
