import { describe, expect, it } from 'vitest';
import { bound, profilesOf, rowsOfColumn, rowsOfObjects, SPAN, scoreRows } from '@/lib/blocks/_fixtures/rows';
import type { Score } from '@/lib/blocks/block';
import { withUsual } from '@/lib/blocks/usual';
import { createRng } from '@/lib/core/rng';
import type { Value } from '@/lib/tally/column';
import { fold } from '@/lib/tally/fold';
import { datasetDrift } from './datasetDrift';
import { drift } from './drift';
import { labelDrift } from './labelDrift';
import { predictionDrift } from './predictionDrift';

const sentenceOf = (score: Score) => (score.ok ? score.explanation?.sentence : score.why);

function driftOf(reference: readonly Value[], current: readonly Value[]): Score {
  return scoreRows(bound(drift, { column: 'x' }), rowsOfColumn('x', current), rowsOfColumn('x', reference));
}

const times = (count: number, value: Value): Value[] => new Array<Value>(count).fill(value);
const ramp = (count: number, by = 0) => Array.from({ length: count }, (_, i) => i + by);

describe('drift', () => {
  it('takes one share where there are two values, and says so', () => {
    const score = driftOf(
      [...times(70, 'yes'), ...times(30, 'no')],
      [...times(50, 'yes'), ...times(50, 'no')],
    );
    expect(score).toMatchObject({ ok: true, value: expect.closeTo(0.2, 12) });
    expect(sentenceOf(score)).toBe(
      'x changed: yes fell from 70 % to 50 % (total variation distance, because x holds two values, of which one share says all)',
    );
  });

  it('takes few numbers value by value', () => {
    const stars = (counts: number[]) => counts.flatMap((count, i) => times(count, i + 1));
    expect(sentenceOf(driftOf(stars([10, 10, 20, 30, 30]), stars([30, 10, 20, 20, 20])))).toBe(
      'x changed: 1 grew from 10 % to 30 % (Jensen-Shannon distance, because x holds 5 different values)',
    );
  });

  it('takes many numbers by their order in small windows, and by how far they move in large ones', () => {
    const small = driftOf(ramp(1000), ramp(200, 400));
    expect(sentenceOf(small)).toMatch(
      /\(Kolmogorov-Smirnov distance, because x holds many different numbers and the window has under 512 rows, few enough for single extreme values to decide other distances\)$/,
    );
    const large = driftOf(ramp(1000), ramp(1000, 100));
    expect(large).toMatchObject({
      ok: true,
      value: expect.closeTo(100 / Math.sqrt((1000 ** 2 - 1) / 12), 6),
    });
    expect(sentenceOf(large)).toMatch(
      /^x moved up: values moved by 100 on average, .*\(Wasserstein distance, because x holds many different numbers and the window has 512 rows or more\)$/,
    );
  });

  it('draws the null of the distance that it took, though sizes beside each other share draws', () => {
    const run = bound(drift, { column: 'x' });
    const rng = createRng('null');
    const then = rowsOfColumn('x', Array.from({ length: 2000 }, rng.normal));
    const spec = run.needs(profilesOf(run, then));
    const reference = fold(spec, then);
    const usual = (rows: number) => {
      const current = fold(spec, rowsOfColumn('x', Array.from({ length: rows }, rng.normal)));
      const input = { spec, reference, current, span: SPAN, referenceSpan: SPAN };
      const score = withUsual(run, input, run.score(input));
      return score.ok ? (score.usual?.upTo ?? 0) : 0;
    };
    // 1.358 sqrt(1/n + 1/m) for Kolmogorov-Smirnov.
    expect(usual(511)).toBeCloseTo(1.358 * Math.sqrt(1 / 512 + 1 / 2000), 1);
    expect(usual(512)).toBeGreaterThan(1.2 * usual(511));
  });

  it('has no answer where there is nothing to compare', () => {
    expect(driftOf(ramp(50), [null, null])).toMatchObject({ ok: false });
    expect(driftOf([null], [1, 2])).toMatchObject({ ok: false, why: 'the reference has no value of x' });
  });
});

describe('prediction_drift and label_drift', () => {
  it('look at the column of their role', () => {
    const side = (yes: number) =>
      rowsOfObjects(
        Array.from({ length: 100 }, (_, i) => ({ prediction: i < yes ? 1 : 0, label: i < yes ? 1 : 0 })),
      );
    for (const block of [bound(predictionDrift, {}), bound(labelDrift, {})]) {
      expect(scoreRows(block, side(60), side(20))).toMatchObject({
        ok: true,
        value: expect.closeTo(0.4, 12),
      });
    }
  });
});

describe('dataset_drift', () => {
  const rng = () => createRng('columns');
  const columns = ['age', 'income', 'city', 'clicks', 'empty'];
  function side(count: number, seed: string, moved: boolean) {
    const draw = createRng(seed);
    return rowsOfObjects(
      Array.from({ length: count }, () => ({
        age: 40 + 10 * draw.normal() + (moved ? 5 : 0),
        income: Math.exp(10 + draw.normal()),
        city: draw.uniform() < (moved ? 0.6 : 0.3) ? 'Bonn' : 'Kiel',
        clicks: draw.below(5),
        empty: null,
      })),
    );
  }
  const run = (params: Record<string, unknown> = {}) => bound(datasetDrift, { columns, ...params });

  it('names the columns that have moved, the surest first, and leaves out those without values', () => {
    const score = scoreRows(run({ level: 0.001 }), side(600, 'now', true), side(2000, 'then', false));
    expect(score).toMatchObject({ ok: true, value: 0.5, rows: 600 });
    expect(sentenceOf(score)).toMatch(
      /^2 of 4 columns have drifted: (age and city|city and age) \(Benjamini-Hochberg at 0\.1 %\)$/,
    );
    const parts = (score.ok && score.explanation?.parts) || [];
    expect(parts.map(({ label }) => label)).toEqual(['age', 'income', 'city', 'clicks']);
    expect(parts.every(({ reference, current }) => (reference ?? -1) > 0 && (current ?? -1) > 0)).toBe(true);
  });

  it('says where nothing has moved', () => {
    const score = scoreRows(
      run({ correction: 'bonferroni', level: 0.01 }),
      side(600, 'now', false),
      side(2000, 'then', false),
    );
    expect(score).toMatchObject({ ok: true, value: 0 });
    expect(sentenceOf(score)).toBe('none of 4 columns has drifted (Bonferroni at 1 %)');
  });

  it('finds any of twenty unchanged columns drifted in about 5 % of windows, not in 64 %', {
    timeout: 60_000,
  }, () => {
    const names = Array.from({ length: 20 }, (_, i) => `c${i}`);
    const many = bound(datasetDrift, { columns: names });
    const draw = rng();
    const rows = (count: number) =>
      rowsOfObjects(
        Array.from({ length: count }, () => Object.fromEntries(names.map((name) => [name, draw.below(4)]))),
      );
    let alarms = 0;
    for (let window = 0; window < 60; window++) {
      const score = scoreRows(many, rows(100), rows(300));
      if (score.ok && score.value > 0) alarms += 1;
    }
    // 60 windows at 5 % give 10 or more in fewer than one of 1,000 runs.
    expect(alarms).toBeLessThan(10);
  });

  it('has no answer without a value in any column, and without a reference', () => {
    const empty = rowsOfObjects([{ age: null }]);
    expect(scoreRows(run(), empty, side(100, 'then', false))).toMatchObject({
      ok: false,
      rows: 1,
      why: 'age has no usable value in this window (1 row)',
    });
    expect(scoreRows(run(), side(50, 'now', false))).toMatchObject({
      ok: false,
      why: 'there is no reference to compare with',
    });
  });
});
