import { describe, expect, it } from 'vitest';
import { bound, rowsOfObjects } from '@/lib/blocks/_fixtures/rows';
import type { Block, Score } from '@/lib/blocks/block';
import { outsideBand } from '@/lib/blocks/threshold/outsideBand';
import { DAY_MS } from '@/lib/core/time';
import { EVENT_TIME, type Value } from '@/lib/tally/column';
import { fold } from '@/lib/tally/fold';
import { cbpe } from './cbpe';
import { dle } from './dle';

type Rows = Record<string, Value>[];
const sentenceOf = (score: Score) => (score.ok ? score.explanation?.sentence : score.why);

function scoreOf(
  block: Block<'detector'>,
  params: object,
  { now, before }: { now: Rows; before: Rows | null },
): Score {
  const run = bound(block, params);
  const spec = run.needs({});
  return run.score({
    spec,
    current: fold(spec, rowsOfObjects(now)),
    reference: before && fold(spec, rowsOfObjects(before)),
    span: { from: 0, to: DAY_MS },
    referenceSpan: null,
  });
}

/** A hundred rows a day: of those with score 0.8 eight in ten are positive, of those with 0.2 two in ten. */
const honest = (days: number, label: (score: number, i: number) => Value): Rows =>
  Array.from({ length: days * 100 }, (_, i) => {
    const score = i % 2 ? 0.8 : 0.2;
    const place = Math.floor((i % 20) / 2);
    const at = Math.floor(i / 100) * DAY_MS + i;
    return { [EVENT_TIME]: at, score, prediction: score > 0.5 ? 1 : 0, label: label(score, place) };
  });
const true80 = (score: number, place: number): Value => (place < score * 10 ? 1 : 0);
const unknown = (): Value => null;

describe('cbpe', () => {
  const params = { score: 'score', prediction: 'prediction', label: 'label' };

  it('says what is expected, how sure it is, what is usual and what it assumes', () => {
    const score = scoreOf(cbpe, params, { now: honest(1, unknown), before: honest(10, true80) });
    expect(score).toMatchObject({ ok: true, rows: 100 });
    expect(score.ok && score.value).toBeCloseTo(0.8, 12);
    expect(sentenceOf(score)).toBe(
      'accuracy is estimated at 80 % over 100 rows without labels (sampling error 4 %), usual 80 % to 80 %, 80 % in the reference; assumes that scores mean the same as there: no concept drift',
    );
    expect(score.ok && score.explanation?.parts[0]).toMatchObject({
      label: 'expected positive, predicted so',
      reference: 0.4,
    });
  });

  it('sees scores that became less sure, without a label', () => {
    const now = honest(1, unknown).map((row) => ({ ...row, score: 0.55, prediction: 1 }));
    const score = scoreOf(cbpe, { ...params, calibrate: 'never' }, { now, before: honest(10, true80) });
    expect(score.ok && score.value).toBeCloseTo(0.55, 12);
    const verdict = outsideBand.bind({ side: 'below' });
    if (!verdict.ok) throw new Error('does not bind');
    const judged = verdict.run.judge({ score, previous: null, reference: null, unit: 'share' });
    expect(judged).toEqual({ severity: 'critical', reason: '55 %, usual 80 % to 80 %' });
  });

  it('makes scores probabilities where they are none', () => {
    const shifted = (rows: Rows) => rows.map((row) => ({ ...row, score: Number(row.score) / 4 }));
    const before = shifted(honest(10, true80));
    const score = scoreOf(cbpe, params, { now: shifted(honest(1, unknown)), before });
    expect(score.ok && score.value).toBeCloseTo(0.8, 6);
    expect(sentenceOf(score)).toContain('assumes that calibrated scores mean the same');
  });

  it('takes the sampling error where the reference has too few chunks', () => {
    const score = scoreOf(cbpe, params, { now: honest(1, unknown), before: honest(2, true80) });
    expect(score.ok && score.band?.low).toBeCloseTo(0.8 - 3 * 0.04, 12);
  });

  it('says what stands in the way', () => {
    const now = honest(1, unknown);
    expect(sentenceOf(scoreOf(cbpe, params, { now, before: null }))).toBe(
      'there is no reference to learn from',
    );
    expect(sentenceOf(scoreOf(cbpe, params, { now, before: now }))).toBe(
      'the reference has no labels to learn from',
    );
    const odd = [...now, { ...now[0], score: 2 }];
    expect(sentenceOf(scoreOf(cbpe, params, { now: odd, before: honest(10, true80) }))).toBe(
      '1 row with a score outside 0 to 1',
    );
  });
});

/** Errors grow with the load: prediction is off by `load`, up and down in turns. */
const loaded = (days: number, load: (i: number) => number, labelled: boolean): Rows =>
  Array.from({ length: days * 100 }, (_, i) => {
    const off = load(i) * (i % 2 ? 1 : -1);
    const at = Math.floor(i / 100) * DAY_MS + i;
    return { [EVENT_TIME]: at, load: load(i), guess: 100, truth: labelled ? 100 + off : null };
  });

describe('dle', () => {
  const params = { prediction: 'guess', label: 'truth', features: ['load'], metric: 'mae' };
  const before = loaded(10, (i) => i % 10, true);

  it('sees rows that became harder, without a label', () => {
    const score = scoreOf(dle, params, { now: loaded(1, () => 8, false), before });
    expect(score.ok && score.value).toBeCloseTo(8, 9);
    expect(sentenceOf(score)).toBe(
      'MAE is estimated at 8 over 100 rows without labels (sampling error 0.2872), usual 4.5 to 4.5, 4.5 in the reference; assumes that rows are as hard to predict as there: no concept drift',
    );
  });

  it('knows roots, and rows whose features are missing', () => {
    const score = scoreOf(
      dle,
      { ...params, metric: 'rmse' },
      { now: loaded(1, (i) => i % 10, false), before },
    );
    expect(score.ok && score.value).toBeGreaterThan(4.5);
    expect(score.ok && Math.abs(score.value - Math.sqrt(28.5))).toBeLessThan(0.5);
    const bare = loaded(1, () => 8, false).map((row) => ({ ...row, load: null }));
    const average = scoreOf(dle, params, { now: bare, before });
    expect(average.ok && average.value).toBeCloseTo(4.5, 6);
  });

  it('finds bends with boosted trees', () => {
    const bent = (i: number) => (i % 10 === 5 ? 9 : 1);
    const rows = (days: number, labelled: boolean) =>
      loaded(days, bent, labelled).map((row, i) => ({ ...row, load: i % 10 }));
    const now = rows(1, false).filter((row) => row.load === 5);
    const value = (model: string) => {
      const score = scoreOf(dle, { ...params, model }, { now, before: rows(10, true) });
      return score.ok ? score.value : null;
    };
    expect(value('linear')).toBeLessThan(4);
    expect(value('boosted')).toBeGreaterThan(8);
  });

  it('says what stands in the way', () => {
    const now = loaded(1, () => 8, false);
    expect(sentenceOf(scoreOf(dle, params, { now, before: now }))).toBe(
      'the reference has no labels to learn from',
    );
  });
});

describe('outside_band', () => {
  const judge = (params: object, value: number) => {
    const binding = outsideBand.bind(params);
    if (!binding.ok) throw new Error('does not bind');
    const score: Score = { ok: true, value, rows: 100, band: { low: 0.6, high: 0.8 } };
    return binding.run.judge({ score, previous: null, reference: null, unit: 'score' }).severity;
  };
  it('looks at the side that matters', () => {
    expect([0.5, 0.6, 0.8, 0.9].map((value) => judge({}, value))).toEqual([
      'critical',
      'ok',
      'ok',
      'critical',
    ]);
    expect(judge({ side: 'below' }, 0.9)).toBe('ok');
    expect(judge({ side: 'above', severity: 'warning' }, 0.9)).toBe('warning');
  });
  it('has no answer for a value without a band', () => {
    const binding = outsideBand.bind({});
    const score: Score = { ok: true, value: 1, rows: 100 };
    const judged = binding.ok && binding.run.judge({ score, previous: null, reference: null, unit: 'score' });
    expect(judged).toEqual({ severity: 'no_data', reason: 'the usual band of this value is not known' });
  });
});
