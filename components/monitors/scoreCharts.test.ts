import { describe, expect, it } from 'vitest';
import {
  bandsOf,
  byDetector,
  canShowMore,
  firstSegments,
  labelBandsOf,
  labelWords,
  linesOf,
  type NodeSeries,
} from './scoreCharts';

function series(node: string, country: string | null, rang = false): NodeSeries {
  return {
    node,
    title: `PSI of ${node}`,
    unit: 'distance',
    labels: country === null ? {} : { country },
    points: [
      [100, 0.1, 'ok'],
      [200, null, 'no_data'],
    ],
    labelled: [],
    lines: [],
    bands: rang ? [{ from: 150, to: null, severity: 'critical', alert: 'a1' }] : [],
    explanation: null,
  };
}

const split = byDetector([
  ...['DE', 'FR', 'IT', 'PL'].map((name) => series('age', name)),
  series('age', 'SE', true),
  series('income', null),
]);
const [age, income] = split;

describe('labels that come late', () => {
  const base = series('right', null);
  const late: NodeSeries = {
    ...base,
    unit: 'share',
    labelled: [
      { slot: 100, labelled: 90, predicted: 100, waiting: false, revisedFrom: 0.5 },
      { slot: 200, labelled: 12, predicted: 430, waiting: true },
    ],
  };

  it('are told in one sentence', () => {
    expect(labelWords(base)).toBeNull();
    expect(labelWords(late)).toBe(
      '2.8 % of 430 rows in the last window have a label; 1 of the windows shown wait for labels and are provisional; 1 revised by labels that came after it was judged, the last from 50 %',
    );
  });

  it('are marked where a window waits or was revised', () => {
    expect(labelBandsOf(late)).toEqual([
      { from: 99, to: 100, kind: 'reference', label: 'revised by late labels' },
      { from: 100, to: 200, kind: 'no_data', label: 'waits for labels' },
    ]);
  });
});

describe('the charts of a monitor', () => {
  it('keeps the segments of a detector together', () => {
    expect(split.map(({ node, segments }) => [node, segments.length])).toEqual([
      ['age', 5],
      ['income', 1],
    ]);
  });
  it('shows first what rang, and no more lines than can be told apart', () => {
    const first = age ? firstSegments(age) : [];
    expect(first).toEqual(['country SE', 'country DE', 'country FR', 'country IT']);
    expect(canShowMore(first)).toBe(false);
  });
  it('names a line by its segment, or by its detector', () => {
    expect(age && linesOf(age, ['country SE']).map(({ label }) => label)).toEqual(['country SE']);
    expect(income && linesOf(income, ['all rows']).map(({ label, values }) => [label, values])).toEqual([
      ['PSI of income', [0.1, null]],
    ]);
  });
  it('draws a firing alert to the end of what is shown', () => {
    expect(age && bandsOf(age, ['country SE'])).toEqual([
      { from: 150, to: 201, kind: 'critical', label: 'alert on country SE' },
    ]);
    expect(age && bandsOf(age, ['country DE'])).toEqual([]);
  });
});
