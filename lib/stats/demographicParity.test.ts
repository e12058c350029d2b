import { describe, expect, it } from 'vitest';
import {
  columnOf,
  expectGolden,
  type Golden,
  goldenAbsent,
  goldenCases,
  goldenTable,
} from './_golden/golden';
import { demographicParity, type GroupCount } from './demographicParity';

/** Rows and positive predictions by group; two group columns make combinations, a missing value is a group. */
function groupsOf(one: Golden): GroupCount[] {
  const names = Object.keys(one.input).filter((name) => name.startsWith('sensitive'));
  const columns = names.map((name) => columnOf(one, name));
  const groups = new Map<string, GroupCount>();
  columnOf(one, 'y_pred').forEach((guess, i) => {
    const name = columns.map((column) => column[i] ?? 'None').join('|');
    const group = groups.get(name) ?? { rows: 0, selected: 0 };
    groups.set(name, { rows: group.rows + 1, selected: group.selected + (guess === 1 ? 1 : 0) });
  });
  return [...groups.values()];
}

describe('demographicParity', () => {
  it('is the difference and the ratio of the outermost rates', () => {
    const groups = [
      { rows: 10, selected: 4 },
      { rows: 100, selected: 30 },
      { rows: 10, selected: 2 },
    ];
    expect(demographicParity(groups)).toEqual({ difference: 0.2, ratio: 0.5 });
  });

  it('has no ratio where nobody is selected', () => {
    const nobody = { rows: 5, selected: 0 };
    expect(demographicParity([nobody, nobody])).toEqual({ difference: 0, ratio: null });
  });

  it('has no answer with fewer than two groups that have rows', () => {
    expect(demographicParity([])).toBeNull();
    expect(demographicParity([{ rows: 5, selected: 5 }])).toBeNull();
    expect(
      demographicParity([
        { rows: 5, selected: 5 },
        { rows: 0, selected: 0 },
      ]),
    ).toBeNull();
  });

  describe.skipIf(goldenAbsent)('golden', () => {
    const cases = [
      ...goldenCases('fairness', 'demographic_parity'),
      ...goldenCases('degenerate', 'demographic_parity'),
    ];
    it.each(goldenTable(cases))('%s', (_, one) => {
      const groups = groupsOf(one);
      const found = demographicParity(groups);
      // fairlearn raises without rows, and calls a single group equal to itself.
      if (groups.length < 2) return expect(found).toBeNull();
      expectGolden(one, found?.difference, 'difference');
      expectGolden(one, found?.ratio, 'ratio');
    });
  });
});
