import { describe, expect, it } from 'vitest';
import type { Bin } from '@/lib/tally/key';
import { nextUp } from '@/lib/tally/profile';
import { binLabel, countBins, describeDrift, driftBin, orderedBin, sharesOf } from './distribution';

describe('driftBin', () => {
  const choice = { column: 'x', bins: 4 };
  const quantiles = (values: number[]) => ({ 'q4:x': { kind: 'quantiles' as const, values } });

  it('cuts numbers at the quantiles of the reference', () => {
    expect(driftBin(quantiles([0, 25, 50, 75, 100]), choice)).toEqual({ kind: 'edges', edges: [25, 50, 75] });
  });

  it('cuts beside repeated values where quantiles coincide', () => {
    expect(driftBin(quantiles([0, 0, 0, 0, 9]), choice)).toEqual({ kind: 'edges', edges: [0, nextUp(0), 9] });
  });

  it('takes the frequent values where there are no numbers', () => {
    const top = { 't30:x': { kind: 'top' as const, values: ['b', 'a'] } };
    const wanted = { kind: 'top', values: ['b', 'a'] };
    expect(driftBin({ ...quantiles([]), ...top }, choice)).toEqual(wanted);
    expect(driftBin(top, choice)).toEqual(wanted);
    expect(driftBin({}, choice)).toEqual({ kind: 'top', values: [] });
  });
});

describe('orderedBin', () => {
  it('gives every quantile a bin of its own', () => {
    const profiles = { 'q2:x': { kind: 'quantiles' as const, values: [0, 5, 5] } };
    expect(orderedBin(profiles, { column: 'x', bins: 2 })).toEqual({
      kind: 'edges',
      edges: [0, nextUp(0), 5, nextUp(5)],
    });
    expect(orderedBin({}, { column: 'x', bins: 2 })).toEqual({ kind: 'edges', edges: [] });
  });
});

describe('binLabel', () => {
  const bin: Bin = { kind: 'edges', edges: [25, 40, nextUp(40), 60] };

  it('says a range as people do', () => {
    expect([0, 1, 2, 3, 4].map((i) => binLabel(bin, i))).toEqual([
      'below 25',
      '25 to 40',
      '40',
      'above 40 to 60',
      '60 and above',
    ]);
    expect(binLabel({ kind: 'edges', edges: [0, nextUp(0)] }, 2)).toBe('above 0');
    expect(binLabel({ kind: 'edges', edges: [] }, 0)).toBe('any value');
  });

  it('names categories', () => {
    const top: Bin = { kind: 'top', values: ['a', 1] };
    expect([0, 1, 2].map((i) => binLabel(top, i))).toEqual(['a', '1', 'any other value']);
  });
});

describe('countBins', () => {
  it('leaves out missing values and NaN', () => {
    const cell = (key: number | null, count: number) => ({ key: [key], count, values: [] });
    const tally = { cells: [cell(null, 3), cell(-1, 2), cell(0, 5), cell(2, 7)] };
    expect(countBins(tally, { kind: 'edges', edges: [1, 2] })).toEqual({ counts: [5, 0, 7], rows: 12 });
  });
});

describe('describeDrift', () => {
  it('names the part that changed most, and which way numbers moved', () => {
    const bin: Bin = { kind: 'edges', edges: [25, 45, 60] };
    const reference = { counts: [30, 42, 18, 10], rows: 100 };
    const current = { counts: [25, 34, 31, 10], rows: 100 };
    expect(describeDrift('age', { ok: true, bin, reference, current }).sentence).toBe(
      'age moved up: 45 to 60 grew from 18 % to 31 %',
    );
    expect(describeDrift('age', { ok: true, bin, reference: current, current: reference }).sentence).toBe(
      'age moved down: 45 to 60 fell from 31 % to 18 %',
    );
  });
});

describe('sharesOf', () => {
  it('has no share of nothing', () => {
    expect(sharesOf(['a', 'b'], [1, 3], null)).toEqual([
      { label: 'a', reference: null, current: 0.25 },
      { label: 'b', reference: null, current: 0.75 },
    ]);
    expect(sharesOf(['a'], [0], [2])).toEqual([{ label: 'a', reference: 1, current: null }]);
  });
});
