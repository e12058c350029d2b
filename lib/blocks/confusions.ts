import * as z from 'zod';
import { type Confusion, type ConfusionMetric, recallOf } from '@/lib/stats/confusion';
import { averageOf, type ConfusionTable, oneVsRest } from '@/lib/stats/confusionTable';
import { isComputable, type NotComputable } from '@/lib/stats/notComputable';
import type { Bin, KeyValue } from '@/lib/tally/key';
import { rowsOf, type Tally } from '@/lib/tally/tally';
import { type Contribution, type DetectorRun, type Explanation, type Score, scored, unscored } from './block';
import { classBin, classParams, coverage, isClass, unlabelled, withLabels } from './classes';
import { percent } from './words';

/** Where predictions and labels are counted against each other: what all metrics of right and wrong share. */

/** Params of a metric of one class that may be averaged over all classes. */
export const averagedParams = classParams.extend({
  average: z.enum(['positive', 'macro', 'micro', 'weighted']).default('positive').meta({
    title: 'Of which class',
    description:
      'The positive class alone, or all classes: macro counts each class alike, weighted by its rows, micro each row.',
    advanced: true,
  }),
});

/** More classes than this are rather a number that somebody took for a class. */
const CLASSES_MAX = 500;
const PARTS_MAX = 10;

/** Rows by true class (first index) and predicted class, with what had a prediction at all. */
export type Counted = {
  classes: readonly string[];
  table: ConfusionTable;
  rows: number;
  labelled: number;
  predicted: number;
};

/** One class against the rest: `table` is 2 by 2, the positive class last. */
export function countClass(tally: Tally, bin: Extract<Bin, { kind: 'top' }>, positive: string): Counted {
  const other = `not ${positive}`;
  const nameOf = (key: KeyValue | undefined) => {
    const hit = isClass(bin, key);
    return hit === null ? null : hit ? positive : other;
  };
  return count(tally, nameOf, [other, positive]);
}

/** All classes, the most frequent true ones first. The same class may be 1 on one side and true on the other. */
export function countClasses(tally: Tally): Counted {
  const sizes = new Map<string, number>();
  for (const { key, count: rows } of tally.cells) {
    const [guess, truth] = [plainName(key[0]), plainName(key[1])];
    if (guess === null || truth === null) continue;
    sizes.set(truth, (sizes.get(truth) ?? 0) + rows);
    sizes.set(guess, sizes.get(guess) ?? 0);
  }
  const names = [...sizes].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([name]) => name);
  return count(tally, plainName, names);
}

function plainName(key: KeyValue | undefined): string | null {
  if (key === null || key === undefined) return null;
  return key === 'true' ? '1' : key === 'false' ? '0' : String(key);
}

function count(
  tally: Tally,
  nameOf: (key: KeyValue | undefined) => string | null,
  classes: readonly string[],
): Counted {
  const places = new Map(classes.slice(0, CLASSES_MAX).map((name, i) => [name, i]));
  const table = [...places].map(() => new Array<number>(places.size).fill(0));
  const seen = { labelled: 0, predicted: 0 };
  for (const { key, count: rows } of tally.cells) {
    const [guess, truth] = [nameOf(key[0]), nameOf(key[1])];
    if (guess === null) continue;
    seen.predicted += rows;
    if (truth === null) continue;
    seen.labelled += rows;
    const row = table[places.get(truth) ?? -1];
    const at = places.get(guess);
    if (row && at !== undefined) row[at] = (row[at] ?? 0) + rows;
  }
  return { classes, table, rows: rowsOf(tally), ...seen };
}

/** What a detector over a confusion table adds to the wiring. */
export type TableMetric = {
  name: string;
  value: (counted: Counted) => number | NotComputable;
  /** The finding in words, and its parts; `before` is the reference where it has labels. */
  explain: (value: number, counted: Counted, before: Counted | null) => Explanation;
};

type Columns = { prediction?: string | undefined; label?: string | undefined };

/** A detector over labelled rows. With `bin` one class is told from the rest, else all classes are told apart. */
export function tableRun(
  params: Columns,
  metric: TableMetric,
  one: { positive: string; bin: Extract<Bin, { kind: 'top' }> } | null = null,
): DetectorRun {
  const bin: Bin = one?.bin ?? { kind: 'identity' };
  const counted = (tally: Tally) => (one ? countClass(tally, one.bin, one.positive) : countClasses(tally));
  return {
    reference: 'unused',
    profiles: [],
    needs: () => ({
      keys: [
        { column: params.prediction ?? 'prediction', bin },
        { column: params.label ?? 'label', bin },
      ],
    }),
    score: ({ current, reference }): Score => {
      const now = counted(current);
      const blocked = unlabelled(now);
      if (blocked) return blocked;
      const { labelled, classes } = now;
      const no = (why: string) => withLabels(unscored(why, labelled), now);
      if (classes.length > CLASSES_MAX)
        return no(`there are ${classes.length} classes, and no more than ${CLASSES_MAX} can be told apart`);
      const value = metric.value(now);
      if (!isComputable(value)) return no(`${value.notComputable}, so ${metric.name} has no answer`);
      const then = reference ? counted(reference) : null;
      const before = then && then.labelled > 0 ? then : null;
      const { sentence, parts } = metric.explain(value, now, before);
      const all = `${sentence}; ${coverage(labelled, now.predicted)}`;
      return withLabels(scored(value, labelled, { sentence: all, parts }), now);
    },
  };
}

/** A metric of one class against the rest. */
export type ClassMetric = {
  /** As a sentence has it: `precision`. */
  name: string;
  value: ConfusionMetric;
  /** Why the positive class has no value. */
  why: (positive: string) => string;
  /** The finding in words; takes the confusion and the positive class. */
  sentence: (confusion: Confusion, positive: string) => string;
};

/** A detector of one class against the rest, or of the average over all classes. */
export function classRun(params: z.output<typeof averagedParams>, metric: ClassMetric): DetectorRun {
  const { average } = params;
  if (average !== 'positive') return averagedRun(params, { ...metric, average });
  const positive = String(params.positive);
  const of = (counted: Counted) => oneVsRest(counted.table, 1);
  const own: TableMetric = {
    name: metric.name,
    value: (counted) => {
      const value = metric.value(of(counted));
      return isComputable(value) ? value : { notComputable: metric.why(positive) };
    },
    explain: (_, now, before) => ({
      sentence: metric.sentence(of(now), positive),
      parts: cellsOf(now, before),
    }),
  };
  return tableRun(params, own, { positive, bin: classBin(params.positive) });
}

type Averaged = ClassMetric & { average: 'macro' | 'micro' | 'weighted' };

function averagedRun(params: Columns, { name, value: metric, average }: Averaged): DetectorRun {
  return tableRun(params, {
    name,
    value: ({ table }) => averageOf(table, { metric, average }),
    explain: (value, now, before) => {
      const parts = classParts({ now, before }, metric).map((part) => ({
        ...part,
        label: `${name} of ${part.label}`,
      }));
      const known = parts.filter((part) => part.current !== null);
      const [lowest] = [...known].sort((a, b) => (a.current ?? 1) - (b.current ?? 1));
      const least = lowest ? `, lowest ${lowest.label} with ${percent(lowest.current ?? 0)}` : '';
      const sentence = `${average} ${name} over ${now.classes.length} classes is ${percent(value)}${least}`;
      return { sentence, parts };
    },
  });
}

/** A metric of each of the most frequent classes, then and now. */
export function classParts(
  { now, before }: { now: Counted; before: Counted | null },
  metric: ConfusionMetric,
): Contribution[] {
  const metricIn = (side: Counted | null, name: string) => {
    const at = side?.classes.indexOf(name) ?? -1;
    const value = side && at >= 0 ? metric(oneVsRest(side.table, at)) : null;
    return value !== null && isComputable(value) ? value : null;
  };
  return now.classes.slice(0, PARTS_MAX).map((name) => ({
    label: name,
    reference: metricIn(before, name),
    current: metricIn(now, name),
  }));
}

/** The cells of one class against the rest as shares of the labelled rows. */
export function cellsOf(now: Counted, before: Counted | null): Contribution[] {
  const names = [
    ['truePositives', 'positive, predicted so'],
    ['falsePositives', 'predicted positive, was not'],
    ['falseNegatives', 'positive, missed'],
    ['trueNegatives', 'neither'],
  ] as const;
  const share = (side: Counted | null, name: keyof Confusion) =>
    side ? oneVsRest(side.table, 1)[name] / side.labelled : null;
  return names.map(([name, label]) => ({
    label,
    reference: share(before, name),
    current: share(now, name),
  }));
}

/** The largest cells of a table of many classes as shares of the labelled rows. */
export function largestCells(now: Counted, before: Counted | null): Contribution[] {
  const cells = now.table.flatMap((row, truth) => row.map((rows, guess) => ({ truth, guess, rows })));
  const shareIn = (side: Counted | null, truth: string, guess: string) => {
    const [row, at] = [side?.classes.indexOf(truth) ?? -1, side?.classes.indexOf(guess) ?? -1];
    return side ? (side.table[row]?.[at] ?? 0) / side.labelled : null;
  };
  return cells
    .filter(({ rows }) => rows > 0)
    .sort((a, b) => b.rows - a.rows)
    .slice(0, PARTS_MAX)
    .map(({ truth, guess }) => {
      const [was, said] = [now.classes[truth] ?? '', now.classes[guess] ?? ''];
      return {
        label: was === said ? `${was}, predicted so` : `${was}, predicted ${said}`,
        reference: shareIn(before, was, said),
        current: shareIn(now, was, said),
      };
    });
}

/** A detector of the whole table whose parts are the share predicted right of each class. */
export function wholeRun(
  params: Columns,
  metric: Pick<TableMetric, 'name'> & {
    value: (table: ConfusionTable) => number | NotComputable;
    words: (value: number) => string;
  },
): DetectorRun {
  const { name, words } = metric;
  return tableRun(params, {
    name,
    value: ({ table }) => metric.value(table),
    explain: (value, now, before) => ({
      sentence: `${name} over ${now.classes.length} classes is ${words(value)}${besideOf(before, metric)}`,
      parts: rightParts(now, before),
    }),
  });
}

/** `, 84 % in the reference`, where the reference has labels. */
export function besideOf(
  before: Counted | null,
  metric: { value: (table: ConfusionTable) => number | NotComputable; words: (value: number) => string },
): string {
  const was = before ? metric.value(before.table) : null;
  return was !== null && isComputable(was) ? `, ${metric.words(was)} in the reference` : '';
}

/** Of each true class, the share predicted right. */
export function rightParts(now: Counted, before: Counted | null): Contribution[] {
  return classParts({ now, before }, recallOf).map((part) => ({
    ...part,
    label: `${part.label} predicted right`,
  }));
}
