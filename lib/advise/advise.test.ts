import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRng } from '@/lib/core/rng';
import { HOUR_MS, MINUTE_MS } from '@/lib/core/time';
import { findAnomalies } from './anomaly';
import { thresholdForBudget } from './budget';
import { countInterval, negativeBinomialQuantile } from './countInterval';
import { debounced, episodePeaks, episodeStarts } from './episodes';
import { rhythmOf, type Series } from './series';
import { surpriseOf } from './surprise';
import { shareAbove, tailOf, valueAbove } from './tail';

const options = { budget: { episodes: 2, rows: 1_000 }, debounce: 1, gapRows: 12 };

/** Noise around a level that may swing by the hour. */
function noise(rows: number, { seed = 'noise', swing = 0, stepMs = HOUR_MS as number } = {}): Series {
  const rng = createRng(seed);
  const times = Float64Array.from({ length: rows }, (_, i) => Date.UTC(2026, 0, 1) + i * stepMs);
  const values = times.map(
    (_, i) =>
      100 + swing * Math.sin((2 * Math.PI * i * stepMs) / (24 * HOUR_MS)) + rng.uniform() + rng.uniform(),
  );
  return { times, values };
}

describe('episodes', () => {
  const score = Float64Array.of(0, 5, 0, 6, 0, 0, 0, 7, 7, 0);

  it('join where the gap is small', () => {
    expect(episodeStarts(score, 4, 2)).toEqual([1, 7]);
    expect(episodeStarts(score, 4, 1)).toEqual([1, 3, 7]);
    expect(episodePeaks(score, 4, 2)).toEqual([6, 7]);
    expect(episodeStarts(score, 7, 2)).toEqual([]);
  });

  it('need so many rows in a row after a debounce', () => {
    expect([...debounced(score, 2)]).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 7, 0]);
    expect(debounced(score, 1)).toBe(score);
  });
});

describe('the tail of peaks', () => {
  it('comes back from exponential peaks', () => {
    const rng = createRng('tail');
    const peaks = Array.from({ length: 4_000 }, () => 10 - 2 * Math.log(1 - rng.uniform()));
    const tail = tailOf(peaks, 10);
    expect(Math.abs(tail?.shape ?? 1)).toBeLessThan(0.06);
    expect(Math.abs((tail?.scale ?? 0) - 2)).toBeLessThan(0.15);
  });

  it('answers value and share as inverses of each other', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -0.5, max: 0.5, noNaN: true }),
        fc.double({ min: 1e-6, max: 1, noNaN: true }),
        (shape, share) => {
          const tail = { from: 3, shape, scale: 2, peaks: 50 };
          expect(shareAbove(tail, valueAbove(tail, share))).toBeCloseTo(share, 6);
        },
      ),
    );
  });
});

describe('the interval of a count', () => {
  it('is that of the negative binomial distribution', () => {
    // scipy.stats.nbinom.ppf([0.05, 0.95], 4.5, 0.5)
    expect(negativeBinomialQuantile({ size: 4.5, success: 0.5 }, 0.05)).toBe(1);
    expect(negativeBinomialQuantile({ size: 4.5, success: 0.5 }, 0.95)).toBe(10);
    expect(countInterval({ seen: 4, ratio: 1, dispersion: 1 }, 0.9)).toEqual({ low: 1, high: 10 });
  });

  it('grows with dispersion and holds for large counts', () => {
    const wide = countInterval({ seen: 20, ratio: 1, dispersion: 4 }, 0.9);
    const plain = countInterval({ seen: 20, ratio: 1, dispersion: 1 }, 0.9);
    expect(wide.high).toBeGreaterThan(plain.high);
    expect(wide.low).toBeLessThan(plain.low);
    const many = countInterval({ seen: 100_000, ratio: 1, dispersion: 1 }, 0.9);
    expect(many.low).toBeGreaterThan(99_000);
    expect(many.high).toBeLessThan(101_000);
  });
});

describe('the rhythm of a series', () => {
  it('is the usual step, and the mean step where days repeat', () => {
    expect(rhythmOf(noise(50)).dayRows).toBe(24);
    const daily = {
      times: Float64Array.from({ length: 241 }, (_, i) => Math.floor(i / 24) * 24 * HOUR_MS),
      values: new Float64Array(241),
    };
    expect(rhythmOf(daily).dayRows).toBe(24);
  });

  it('trusts the order of rows where time steps back', () => {
    const series = noise(50);
    series.times[20] = 0;
    const { clock } = rhythmOf(series);
    expect(clock[20]).toBe(20 * HOUR_MS);
  });
});

describe('surprise', () => {
  it('finds the season where there is one, and none where there is none', () => {
    expect(surpriseOf(noise(1_000, { swing: 30 }), { learnUntil: 500 }).usual.season).toBe('day');
    expect(surpriseOf(noise(1_000), { learnUntil: 500 }).usual.season).toBe('none');
  });

  it('tells each row from the rows before it alone', () => {
    const series = noise(600, { swing: 30 });
    const changed = { times: series.times, values: series.values.map((v, i) => (i < 500 ? v : v * 7 - 3)) };
    const [before, after] = [series, changed].map((one) => surpriseOf(one, { learnUntil: 300 }).score);
    expect(after?.slice(0, 500)).toEqual(before?.slice(0, 500));
    expect(after?.slice(500)).not.toEqual(before?.slice(500));
  });

  it('looks at one side where asked', () => {
    const series = noise(400);
    series.values[300] = 50;
    const [both, above, below] = (['both', 'above', 'below'] as const).map(
      (side) => surpriseOf(series, { learnUntil: 200, side }).score[300] ?? 0,
    );
    expect(both).toBeGreaterThan(20);
    expect(above).toBe(0);
    expect(below).toBe(both);
  });
});

describe('a threshold for a budget', () => {
  it('keeps its promise on noise that stays as it is', () => {
    let [inside, actual, predicted] = [0, 0, 0];
    for (let i = 0; i < 40; i++) {
      const series = noise(6_000, { seed: `budget ${i}`, swing: i % 2 === 0 ? 20 : 0 });
      const found = thresholdForBudget(series, { ...options, split: 3_000 });
      if (!found.ok) throw new Error(found.why);
      const alarms = episodeStarts(found.score.slice(3_000), found.threshold, 12).length;
      const expected = found.expect(3_000);
      inside += alarms >= expected.low && alarms <= expected.high ? 1 : 0;
      actual += alarms;
      predicted += expected.predicted;
    }
    expect(actual / predicted).toBeGreaterThan(0.75);
    expect(actual / predicted).toBeLessThan(1.3);
    expect(inside).toBeGreaterThanOrEqual(34);
  });

  it('refuses where there is too little to learn from', () => {
    const found = thresholdForBudget(noise(150), { ...options, split: 75 });
    expect(found).toEqual({ ok: false, why: 'the history has 75 values; 100 are needed' });
    const missing = noise(600);
    missing.values.fill(Number.NaN);
    expect(thresholdForBudget(missing, { ...options, split: 300 }).ok).toBe(false);
  });

  it.each<[string, (series: Series) => Partial<Series>]>([
    ['a constant series', (s) => ({ values: s.values.map(() => 5) })],
    ['gaps', (s) => ({ values: s.values.map((v, i) => (i < 100 || i > 300 ? v : Number.NaN)) })],
    ['a step', (s) => ({ values: s.values.map((v, i) => (i > 400 ? v + 500 : v)) })],
    ['a counter that resets', (s) => ({ values: s.values.map((_, i) => i % 70) })],
    ['times that repeat', (s) => ({ times: s.times.map(() => 0) })],
  ])('gives a finite threshold for %s', (_, change) => {
    const plain = noise(1_000);
    const series = { ...plain, ...change(plain) };
    const found = thresholdForBudget(series, { ...options, split: 500 });
    expect(found.ok && Number.isFinite(found.threshold)).toBe(true);
    expect(found.ok && found.score.every((value) => value >= 0)).toBe(true);
  });
});

describe('anomalies', () => {
  const quiet = noise(2_000, { swing: 20, stepMs: 10 * MINUTE_MS });
  const count = (series: Series) => findAnomalies(series).alerts.reduce((sum, alert) => sum + alert, 0);

  it('are few in noise with a season', () => {
    expect(count(quiet)).toBeLessThanOrEqual(6);
  });

  it('begin at a spike and at a level shift', () => {
    const spiked = { times: quiet.times, values: quiet.values.slice() };
    spiked.values[1_500] = 160;
    expect(findAnomalies(spiked).alerts[1_500]).toBe(1);
    expect(findAnomalies(spiked).score[1_500]).toBeGreaterThan(0.5);
    const shifted = { times: quiet.times, values: quiet.values.map((v, i) => (i < 1_500 ? v : v + 40)) };
    expect(findAnomalies(shifted).alerts.slice(1_500, 1_503)).toContain(1);
  });

  it('never begin while it learns, nor in what never moves, nor where nothing is known', () => {
    const wild = { times: quiet.times, values: quiet.values.map((v, i) => (i === 100 ? 1e9 : v)) };
    expect(findAnomalies(wild).alerts.slice(0, 300)).not.toContain(1);
    expect(count({ times: quiet.times, values: quiet.values.map(() => 3) })).toBe(0);
    expect(count({ times: quiet.times, values: quiet.values.map(() => Number.NaN) })).toBe(0);
    expect(count({ times: new Float64Array(0), values: new Float64Array(0) })).toBe(0);
  });

  it('do not look ahead', () => {
    const cut = { times: quiet.times.slice(0, 1_200), values: quiet.values.slice(0, 1_200) };
    const longer = { times: quiet.times.slice(0, 1_200), values: cut.values.slice() };
    longer.values[1_199] = 500;
    const [a, b] = [cut, longer].map((one) => findAnomalies(one).probability.slice(0, 1_199));
    expect(a).toEqual(b);
  });
});
