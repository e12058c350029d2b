import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { prepareSeries } from './prepareSeries';

const series = (times: number[], values: (number | null)[], label = 'psi') => ({ label, times, values });

describe('prepareSeries', () => {
  it('gives nothing for nothing', () => {
    const empty = { labels: [], rows: { times: [], columns: [] }, gaps: [], extent: null };
    expect(prepareSeries([])).toMatchObject(empty);
    expect(prepareSeries([series([], [])])).toMatchObject({ gaps: [], extent: null });
  });

  it('keeps shared times as they are', () => {
    const times = [0, 10, 20];
    const prepared = prepareSeries([series(times, [1, 2, 3]), series(times, [3, null, 1], 'ks')], 10);
    expect(prepared.rows.times).toBe(times);
    expect(prepared.drawn).toBe(prepared.rows);
    expect(prepared.labels).toEqual(['psi', 'ks']);
    expect(prepared.extent).toEqual({ low: 1, high: 3 });
    expect(prepared.gaps).toEqual([]);
  });

  it('puts series with other times onto one axis', () => {
    const { rows } = prepareSeries([series([0, 20], [1, 2]), series([10, 20], [5, 6], 'ks')]);
    expect(rows).toEqual({
      times: [0, 10, 20],
      columns: [
        [1, undefined, 2],
        [undefined, 5, 6],
      ],
    });
  });

  it('sorts moments that arrive out of order', () => {
    const { rows } = prepareSeries([series([20, 0, 10], [3, 1, 2])]);
    expect(rows).toEqual({ times: [0, 10, 20], columns: [[1, 2, 3]] });
  });

  it('opens a hole where a moment is missing, and says where', () => {
    const { drawn, rows, gaps } = prepareSeries([series([0, 10, 50, 60], [1, 2, 3, 4])], 10);
    expect(drawn).toEqual({ times: [0, 10, 20, 50, 60], columns: [[1, 2, null, 3, 4]] });
    expect(rows.times).toEqual([0, 10, 50, 60]);
    expect(gaps).toEqual([{ from: 10, to: 50 }]);
  });

  it('takes a late moment for late, not for missing', () => {
    expect(prepareSeries([series([0, 10, 24], [1, 2, 3])], 10).gaps).toEqual([]);
  });

  it('counts null, NaN and infinity as no answer', () => {
    const { rows, gaps, extent } = prepareSeries([
      series([0, 10, 20, 30, 40], [1, Number.NaN, null, 2, Number.POSITIVE_INFINITY]),
    ]);
    expect(rows.columns).toEqual([[1, null, null, 2, null]]);
    expect(gaps).toEqual([
      { from: 0, to: 30 },
      { from: 30, to: 40 },
    ]);
    expect(extent).toEqual({ low: 1, high: 2 });
  });

  it('never loses or invents a value', () => {
    const point = fc.record({ at: fc.integer({ min: 0, max: 500 }), value: fc.integer() });
    const points = fc.uniqueArray(point, { selector: (p) => p.at, maxLength: 60 });
    fc.assert(
      fc.property(points, points, (a, b) => {
        const inputs = [a, b].map((ps, i) =>
          series(
            ps.map((p) => p.at),
            ps.map((p) => p.value),
            String(i),
          ),
        );
        const { drawn } = prepareSeries(inputs, 3);
        inputs.forEach((input, i) => {
          const drawnPairs = drawn.times.flatMap((at, j) => {
            const value = drawn.columns[i]?.[j] ?? null;
            return value === null ? [] : [[at, value]];
          });
          const given = input.times
            .map((at, j) => [at, input.values[j]])
            .sort((x, y) => Number(x[0]) - Number(y[0]));
          expect(drawnPairs).toEqual(given);
        });
        expect([...drawn.times].sort((x, y) => x - y)).toEqual(drawn.times);
      }),
    );
  });

  it('prepares 100,000 points well inside the time a chart may take', () => {
    const times = Array.from({ length: 100_000 }, (_, i) => i * 60_000);
    const values = times.map((at) => Math.sin(at));
    prepareSeries([series(times, values)], 60_000);
    const start = performance.now();
    prepareSeries([series(times, values)], 60_000);
    expect(performance.now() - start).toBeLessThan(150);
  });
});
