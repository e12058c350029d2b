import { describe, expect, it } from 'vitest';
import { bound, rowsOfObjects, scoreRows } from './_fixtures/rows';
import type { Block, Score } from './block';
import { drift } from './detector/drift';
import { ks } from './detector/ks';
import { psi } from './detector/psi';
import { totalVariation } from './detector/totalVariation';
import { wasserstein } from './detector/wasserstein';

type City = 'Bonn' | 'Kiel';

/** Rows of two cities; the model is sure of Bonn (0.95) and, where `unsure`, less so of Kiel. */
function side(bonn: number, kiel: number, unsure = 0.65) {
  const rows = (count: number, city: City, score: number) =>
    Array.from({ length: count }, (_, i) => ({ city, x: i % 20, s: i % 2 === 0 ? score : 1 - score }));
  return rowsOfObjects([...rows(bonn, 'Bonn', 0.95), ...rows(kiel, 'Kiel', unsure)]);
}

function scoreOf(block: Block<'detector'>, params: Record<string, unknown>, unsure?: number): Score {
  const run = bound(block, { column: 'city', ...params });
  return scoreRows(run, side(100, 300, unsure), side(300, 100, unsure));
}

const sentenceOf = (score: Score) => (score.ok ? score.explanation?.sentence : score.why);

describe('drift that matters', () => {
  it('counts in full where the model gets worse by the tolerance or more', () => {
    // Half of the rows go from 0.95 expected right to 0.65: 15 points.
    const score = scoreOf(totalVariation, { score: 's' });
    expect(score).toMatchObject({ ok: true, value: expect.closeTo(0.5, 12) });
    expect(sentenceOf(score)).toBe(
      "city changed: Bonn fell from 75 % to 25 %, and the model's expected accuracy falls by 15 points",
    );
  });

  it('counts by its share of the tolerance where the model hardly gets worse', () => {
    // From 0.95 to 0.948 for half of the rows: 0.1 points, a tenth of the tolerance.
    const score = scoreOf(totalVariation, { score: 's' }, 0.948);
    expect(score).toMatchObject({ ok: true, value: expect.closeTo(0.05, 9) });
    expect(sentenceOf(score)).toBe(
      "city changed: Bonn fell from 75 % to 25 %, but the model's expected accuracy changes by only 0.1 points",
    );
    expect(scoreOf(totalVariation, { score: 's', tolerance: 0.002 }, 0.948)).toMatchObject({
      value: expect.closeTo(0.25, 9),
    });
  });

  it('is quiet where the model is as sure of all', () => {
    const score = scoreOf(psi, { score: 's' }, 0.95);
    expect(score.ok && score.value).toBeCloseTo(0, 9);
  });

  it('leaves the distance as it is without a column of scores', () => {
    const plain = scoreOf(drift, {});
    expect(plain).toMatchObject({ ok: true, value: expect.closeTo(0.5, 12) });
    expect(sentenceOf(plain)).not.toContain('accuracy');
  });

  it.each([
    ['ks', ks],
    ['wasserstein', wasserstein],
    ['drift', drift],
  ])('is an option of %s over numbers too', (_, block) => {
    const rows = (from: number) =>
      rowsOfObjects(
        Array.from({ length: 400 }, (_, i) => ({ x: from + (i % 100), s: (from + (i % 100)) / 200 })),
      );
    const [then, now] = [rows(0), rows(50)];
    const plain = scoreRows(bound(block, { column: 'x' }), now, then);
    const full = scoreRows(bound(block, { column: 'x', score: 's' }), now, then);
    expect(full.ok && plain.ok && full.value).toBeCloseTo(plain.ok ? plain.value : -1, 9);
    expect(sentenceOf(full)).toMatch(/, and the model's expected accuracy falls by 6\.3 points$/);
    const still = scoreRows(bound(block, { column: 'x', score: 's' }), then, then);
    expect(still).toMatchObject({ ok: true, value: 0 });
  });

  it('has no answer where the reference has no scores', () => {
    expect(scoreOf(psi, { score: 'absent' })).toMatchObject({
      ok: false,
      why: 'the reference has no absent that tells how much drift matters',
    });
  });
});
