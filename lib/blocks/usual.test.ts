import { describe, expect, it } from 'vitest';
import { createRng, type Rng } from '@/lib/core/rng';
import { fold } from '@/lib/tally/fold';
import { bound, profilesOf, rowsOfColumn, SPAN } from './_fixtures/rows';
import type { Block, DetectorRun, Score } from './block';
import { paramMeta } from './block';
import { psi } from './detector/psi';
import { blocksOfKind } from './registry';
import { drawNull, usualAmong, withUsual } from './usual';

type Draw = (rng: Rng) => number;
type Setting = { draw: Draw; reference: number; window: number; shift?: number };

const rowsOf = (count: number, draw: () => number) =>
  rowsOfColumn(
    'x',
    Array.from({ length: count }, () => draw()),
  );

function scoreOnce(run: DetectorRun, rng: Rng, { draw, reference, window, shift = 0 }: Setting): Score {
  const then = rowsOf(reference, () => draw(rng));
  const now = rowsOf(window, () => draw(rng) + shift);
  const spec = run.needs(profilesOf(run, then));
  const input = {
    spec,
    reference: fold(spec, then),
    current: fold(spec, now),
    span: SPAN,
    referenceSpan: SPAN,
  };
  return withUsual(run, input, run.score(input));
}

function alarmShare(run: DetectorRun, setting: Setting, repeats: number): number {
  const rng = createRng('false alarms');
  let alarms = 0;
  for (let i = 0; i < repeats; i++) {
    const score = scoreOnce(run, rng, setting);
    if (score.ok && (score.usual?.pValue ?? 1) <= 0.05) alarms += 1;
  }
  return alarms / repeats;
}

const normal: Draw = (rng) => rng.normal();
const lognormal: Draw = (rng) => Math.exp(rng.normal());
const ages: Draw = (rng) => Math.round(38 + 13 * rng.normal());

/** Every distance of one column, with few bins where it can have few: that is quicker, and the law is the same. */
const distances = blocksOfKind('detector').flatMap((block): [string, DetectorRun][] => {
  const run = runOf(block);
  return run?.nullModel ? [[block.type, run]] : [];
});

function runOf(block: Block<'detector'>): DetectorRun | null {
  const { column } = block.params.shape;
  if (block.unit !== 'distance' || !column || paramMeta(column).widget !== 'column') return null;
  const few = block.bind({ ...block.example, column: 'x', bins: 20 });
  return few.ok ? few.run : bound(block, { ...block.example, column: 'x' });
}

describe('withUsual', () => {
  it('finds distances', () => {
    expect(distances.map(([type]) => type)).toEqual(expect.arrayContaining(['psi', 'ks', 'wasserstein']));
  });

  // Of 150 windows 5 % are 7.5, and chance alone gives 1 to 15 of them in 99 of 100 runs.
  it.each(distances)('%s flags about 5 %% of unchanged windows', { timeout: 60_000 }, (_, run) => {
    const settings = [
      { draw: normal, reference: 400, window: 50 },
      { draw: lognormal, reference: 400, window: 300 },
      { draw: ages, reference: 100, window: 60 },
    ];
    const shares = settings.map((setting) => alarmShare(run, setting, 50));
    const share = shares.reduce((a, b) => a + b, 0) / shares.length;
    expect(share).toBeGreaterThan(0.005);
    expect(share).toBeLessThan(0.105);
  });

  it.each(distances)('%s flags a window that has moved by a standard deviation', (_, run) => {
    const score = scoreOnce(run, createRng('moved'), { draw: normal, reference: 400, window: 200, shift: 1 });
    expect(score.ok && score.usual && score.usual.pValue < 0.01).toBe(true);
    expect(score.ok && score.usual && score.value > score.usual.upTo).toBe(true);
  });

  it('keeps its level with a small reference whose own quantiles are the bins', { timeout: 60_000 }, () => {
    const share = alarmShare(bound(psi, { column: 'x' }), { draw: normal, reference: 100, window: 50 }, 400);
    // Three standard errors about 5 %; drawing the counts of both sides would give 11 %.
    expect(share).toBeGreaterThan(0.017);
    expect(share).toBeLessThan(0.083);
  });

  it('is the same every time, and finds what is usual to shrink as windows grow', () => {
    const run = bound(psi, { column: 'x' });
    const upTo = (window: number) => {
      const score = scoreOnce(run, createRng('size'), { draw: normal, reference: 1000, window });
      return score.ok ? (score.usual?.upTo ?? 0) : 0;
    };
    expect(upTo(100)).toBe(upTo(100));
    // About 16.9 (1/n + 1/m), the 95 % point of chi-square with 9 degrees.
    expect(upTo(100)).toBeCloseTo(16.9 * (1 / 100 + 1 / 1000), 1);
    expect(upTo(2000)).toBeCloseTo(16.9 * (1 / 2000 + 1 / 1000), 2);
  });

  it('leaves scores without an answer, and values that chance does not make, as they are', () => {
    const run = bound(psi, { column: 'x' });
    const spec = run.needs(profilesOf(run, rowsOfColumn('x', [1, 2, 3])));
    const input = { spec, reference: null, current: fold(spec, []), span: SPAN, referenceSpan: null };
    const none = run.score(input);
    expect(withUsual(run, input, none)).toBe(none);
    const { nullModel: _, ...plain } = run;
    const given = { ok: true, value: 1, rows: 9 } as const;
    expect(withUsual(plain, { ...input, reference: fold(spec, []) }, given)).toBe(given);
  });
});

describe('drawNull', () => {
  const model = { reference: [5, 5, 10], rows: 30, distance: (counts: readonly number[]) => counts[0] ?? 0 };

  it('is ascending and the same for the same model, the first few among all', () => {
    const [draws, again] = [drawNull(model), drawNull(model)];
    expect(draws.first).toHaveLength(249);
    expect(draws.all()).toHaveLength(3999);
    expect([...draws.all()]).toEqual([...draws.all()].sort((a, b) => a - b));
    expect(again.all()).toEqual(draws.all());
    expect(again.first).toEqual(draws.first);
    expect(draws.all()).toBe(draws.all());
    expect(draws.all().reduce((a, b) => a + b, 0) / 3999).toBeCloseTo(7.5, 0);
  });

  it('draws others for another reference', () => {
    expect(drawNull({ ...model, reference: [5, 6, 10] }).first).not.toEqual(drawNull(model).first);
  });
});

describe('usualAmong', () => {
  const draws = Float64Array.from({ length: 999 }, (_, i) => i + 1);
  const never = () => {
    throw new Error('there is nothing equal');
  };

  it('counts the draws that are at least as large', () => {
    expect(usualAmong(draws, 899.5, never)).toEqual({ upTo: 950, pValue: 101 / 1000 });
    expect(usualAmong(draws, 0, never).pValue).toBe(1);
  });

  it('has a p-value of at most 0.05 from just above what is usual', () => {
    expect(usualAmong(draws, 950.5, never).pValue).toBe(0.05);
    expect(usualAmong(draws, 949.5, never).pValue).toBeGreaterThan(0.05);
  });

  it('splits equal values by chance', () => {
    const equal = new Float64Array(999).fill(3).fill(1, 0, 499);
    expect(usualAmong(equal, 3, () => 0).pValue).toBe(0.501);
    expect(usualAmong(equal, 3, () => 0.75).pValue).toBeCloseTo(0.501 / 4, 12);
    expect(usualAmong(equal, 4, never).pValue).toBeLessThan(0.01);
  });

  it('never finds the smallest value unusual', () => {
    expect(usualAmong(new Float64Array(999), 0, never)).toEqual({ upTo: 0, pValue: 1 });
    expect(usualAmong(new Float64Array(999), 0.1, never).pValue).toBe(1 / 1000);
  });

  it('goes on beyond the draws, ever smaller and never 0', () => {
    const far = [1000, 1100, 1500, 1e9].map((value) => usualAmong(draws, value, never).pValue);
    expect(far.every((pValue, i) => pValue > 0 && pValue < (far[i - 1] ?? 0.011))).toBe(true);
  });
});
