import { describe, expect, it } from 'vitest';
import { bound, rowsOfObjects, scoreRows } from '@/lib/blocks/_fixtures/rows';
import { ndcgAtK, recallAtK, reciprocalRank } from '@/lib/stats/ranking';
import type { Value } from '@/lib/tally/column';
import { hitRate } from './hitRate';
import { meanReciprocalRank } from './meanReciprocalRank';
import { ndcg } from './ndcg';
import { recallAtK as recallBlock } from './recallAtK';

const params = { query: 'q', rank: 'place', relevance: 'good' };
/** Results of a query in their order, as how relevant they were. */
const ranked = (q: string, relevances: readonly Value[]) =>
  rowsOfObjects(relevances.map((good, i) => ({ q, place: i + 1, good })));
const rows = [
  ...ranked('first', [1, 0, 0]),
  ...ranked('second', [0, 1, 1]),
  ...ranked('none', [0, 0]),
  ...ranked('unjudged', [null, null]),
];

describe('metrics of rankings', () => {
  it('are means over the queries with a relevant result', () => {
    const found = scoreRows(bound(meanReciprocalRank, params), rows);
    expect(found).toMatchObject({
      ok: true,
      value: 0.75,
      rows: 2,
      explanation: {
        sentence:
          'the mean reciprocal rank is 0.75 over 2 queries; 1 query without any relevant result left out',
      },
    });
    expect(scoreRows(bound(hitRate, { ...params, k: 1 }), rows)).toMatchObject({ ok: true, value: 0.5 });
    expect(scoreRows(bound(recallBlock, { ...params, k: 2 }), rows)).toMatchObject({ ok: true, value: 0.75 });
    const gain = scoreRows(bound(ndcg, { ...params, k: 2 }), rows, ranked('then', [1]));
    const second = 1 / Math.log2(3) / (1 + 1 / Math.log2(3));
    expect(gain.ok && gain.value).toBeCloseTo((1 + second) / 2, 12);
    expect(gain.ok && gain.explanation?.sentence).toBe(
      'NDCG@2 is 0.6934 over 2 queries, 1 in the reference; 1 query without any relevant result left out',
    );
  });

  it('take scores from the highest on, and true and false as relevance', () => {
    const scored = rowsOfObjects([
      { q: 1, place: 0.9, good: false },
      { q: 1, place: 0.8, good: true },
    ]);
    const run = bound(meanReciprocalRank, { ...params, first: 'highest' });
    expect(scoreRows(run, scored)).toMatchObject({ ok: true, value: 0.5, rows: 1 });
  });

  it('say why there is none', () => {
    const run = bound(ndcg, params);
    expect(scoreRows(run, ranked('none', [0, 0]))).toEqual({
      ok: false,
      rows: 2,
      why: 'no query of this window has a relevant result',
    });
    expect(scoreRows(run, ranked('unjudged', [null]))).toMatchObject({
      ok: false,
      why: 'no row of this window has q, place and good',
    });
    expect(scoreRows(run, [])).toEqual({ ok: false, rows: 0, why: 'no rows in this window' });
  });

  it('say where a query was cut', () => {
    const long = ranked(
      'long',
      Array.from({ length: 300 }, (_, i) => Number(i === 0)),
    );
    const found = scoreRows(bound(hitRate, params), [...long, ...ranked('first', [1])]);
    expect(found.ok && found.explanation?.sentence).toContain('1 query cut to 200 results');
  });
});

describe('statistics of one ranking', () => {
  it('share the places of results with the same score, as scikit-learn does', () => {
    const items = [
      { score: 0.5, relevance: 1 },
      { score: 0.5, relevance: 0 },
      { score: 0.1, relevance: 2 },
    ];
    const tied = 0.5 * (1 + 1 / Math.log2(3)) + 2 / 2;
    expect(ndcgAtK(items, 3)).toBeCloseTo(tied / (2 + 1 / Math.log2(3)), 14);
    expect(ndcgAtK(items, 1)).toBeCloseTo(0.5 / 2, 14);
  });

  it('give no credit for ties', () => {
    const tie = [
      { score: 1, relevance: 1 },
      { score: 1, relevance: 0 },
    ];
    expect(reciprocalRank(tie)).toBe(0.5);
    expect(recallAtK(tie, 1)).toBe(0);
  });

  it('have no answer without a relevant result', () => {
    expect(ndcgAtK([], 5)).toEqual({ notComputable: 'no result is relevant' });
    expect(reciprocalRank([{ score: 1, relevance: 0 }])).toEqual({ notComputable: 'no result is relevant' });
  });
});
