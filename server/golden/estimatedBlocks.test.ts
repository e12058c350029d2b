import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { DetectorRun, Score } from '@/lib/blocks/block';
import { cbpe } from '@/lib/blocks/detector/cbpe';
import { dle } from '@/lib/blocks/detector/dle';
import { DAY_MS } from '@/lib/core/time';
import { EVENT_TIME, type Row, type Value } from '@/lib/tally/column';
import { fold } from '@/lib/tally/fold';
import { chunksOf } from './chunks';
import { type Golden, inputsOf, readGolden } from './golden';
import { numbersOf } from './rows';

/** Estimates from tallies against NannyML, chunk by chunk: a chunk of rows is a day here. */
const ROOT = join(process.cwd(), '..');
const FOLDER = join(ROOT, 'shared', 'golden');
const absent = !existsSync(join(FOLDER, 'README.md'));
const casesOf = (file: string, fn: string): [string, Golden][] =>
  absent ? [] : readGolden(join(FOLDER, file)).flatMap((one) => (one.fn === fn ? [[one.id, one]] : []));

const NONE: [string, Golden][] = [['golden set not found', { id: '', fn: '', input: {}, expect: {} }]];
const orNone = (cases: [string, Golden][]) => (cases.length > 0 ? cases : NONE);

type Expected = {
  estimated: number[];
  sampling_error: number[];
  lower_threshold: number;
  upper_threshold: number;
  alert: boolean[];
};
type Found = Extract<Score, { ok: true }>;

/** Rows in chunks, each on a day of its own. */
function daysOf(rows: readonly Record<string, Value>[], size: number): Row[][] {
  return chunksOf(rows, size).map((chunk, day) =>
    chunk.map((row, i) => new Map([...Object.entries(row), [EVENT_TIME, day * DAY_MS + i]])),
  );
}

function scoresOf(run: DetectorRun, reference: Row[][], current: Row[][]): Found[] {
  const spec = run.needs({});
  const then = fold(spec, reference.flat());
  return current.map((rows, day) => {
    const span = { from: day * DAY_MS, to: (day + 1) * DAY_MS };
    const score = run.score({ spec, current: fold(spec, rows), reference: then, span, referenceSpan: null });
    if (!score.ok) throw new Error(score.why);
    return score;
  });
}

function runOf(block: typeof cbpe | typeof dle, params: unknown): DetectorRun {
  const binding = block.bind(params);
  if (!binding.ok) throw new Error('these params do not bind');
  return binding.run;
}

/** The half of the sampling interval in standard errors. */
const errorOf = ({ interval }: Found) =>
  ((interval?.high ?? 0) - (interval?.low ?? 0)) / 2 / 1.959963984540054;

describe.skipIf(absent)('cbpe', () => {
  const metrics = ['accuracy', 'precision', 'recall', 'f1', 'specificity', 'roc_auc'];
  describe.each(orNone(casesOf('cbpe.json', 'cbpe_binary')))('%s', (_, golden) => {
    const inputs = inputsOf(golden, ROOT);
    const size = Number(golden.params?.chunk_size);
    const rowsOf = (names: string[]) => {
      const [label = [], prediction = [], score = []] = numbersOf(inputs, names, golden);
      return daysOf(
        label.map((_label, i) => ({
          label: _label,
          prediction: prediction[i] ?? null,
          score: score[i] ?? null,
        })),
        size,
      );
    };
    const reference = rowsOf(['ref_y', 'ref_pred', 'ref_score']);
    const current = rowsOf(['y', 'pred', 'score']);

    it.each(metrics)('%s', (metric) => {
      const want = (golden.expect.metrics as Record<string, Expected>)[metric];
      const columns = { score: 'score', prediction: 'prediction', label: 'label' };
      const found = scoresOf(runOf(cbpe, { ...columns, metric }), reference, current);
      found.forEach((score, i) => {
        expect(Math.abs(score.value - (want?.estimated[i] ?? 0))).toBeLessThan(0.003);
        expect(Math.abs(errorOf(score) / (want?.sampling_error[i] ?? 1) - 1)).toBeLessThan(0.01);
        expect(Math.abs((score.band?.low ?? 0) - (want?.lower_threshold ?? 0))).toBeLessThan(0.003);
        expect(Math.abs((score.band?.high ?? 0) - (want?.upper_threshold ?? 0))).toBeLessThan(0.003);
      });
      // A value that is as near to a limit as bins are to rows may lie on either side of it.
      const [low, high] = [want?.lower_threshold ?? 0, want?.upper_threshold ?? 1];
      const clear = found.filter(
        ({ value }) => Math.min(Math.abs(value - low), Math.abs(value - high)) > 0.001,
      );
      expect(clear.length).toBeGreaterThan(0);
      for (const score of clear) {
        const { low: from = 0, high: to = 1 } = score.band ?? {};
        const outside = score.value < from || score.value > to;
        expect(outside).toBe(want?.alert[found.indexOf(score)]);
      }
    });
  });
});

describe.skipIf(absent)('dle', () => {
  it.each(orNone(casesOf('dle.json', 'dle_linear')))('%s', (_, golden) => {
    const inputs = inputsOf(golden, ROOT);
    const features = inputs.raw('features') as string[];
    const [label, prediction] = [String(inputs.raw('y')), String(inputs.raw('pred'))];
    const names = [...features, prediction, label];
    const size = Number(golden.params?.chunk_size);
    const rowsOf = (span: string) =>
      daysOf(
        inputs
          .table(names, inputs.raw(span) as [number, number])
          .map((row) => Object.fromEntries(names.map((name, i) => [name, row[i] ?? null]))),
        size,
      );
    const run = runOf(dle, { features, label, prediction, metric: golden.params?.metric });
    const found = scoresOf(run, rowsOf('ref_rows'), rowsOf('rows'));
    const want = golden.expect as Expected;
    const off = found.map((score, i) => score.value / (want.estimated[i] ?? 1) - 1);
    // The model of losses and the estimate rest on half of the rows: single chunks stray, and their mean less.
    expect(Math.max(...off.map(Math.abs))).toBeLessThan(0.12);
    expect(Math.abs(off.reduce((a, b) => a + b, 0) / off.length)).toBeLessThan(0.06);
    found.forEach((score, i) => {
      expect(Math.abs(errorOf(score) / (want.sampling_error[i] ?? 1) - 1)).toBeLessThan(1e-6);
      expect(Math.abs((score.band?.low ?? 0) - want.lower_threshold)).toBeLessThan(1e-6);
      expect(Math.abs((score.band?.high ?? 0) / want.upper_threshold - 1)).toBeLessThan(1e-6);
    });
  });
});
