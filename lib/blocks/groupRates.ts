import * as z from 'zod';
import { demographicParity } from '@/lib/stats/groupFairness';
import { isComputable } from '@/lib/stats/notComputable';
import { rowsOf, type Tally } from '@/lib/tally/tally';
import { type DetectorRun, type Explanation, roleColumn, type Score, scored, unscored } from './block';
import { classBin, className, isClass } from './classes';
import { listed, percent, rowCount } from './words';

/** Params of a comparison of groups by how often the model answers positive. */
export const parityParams = z.strictObject({
  prediction: roleColumn('prediction', { title: 'Prediction', description: 'What the model answered.' }),
  group: roleColumn('group', {
    title: 'Group',
    description: 'The column whose values are compared, such as sex or region.',
  }),
  positive: className({
    title: 'Positive class',
    description: 'The answer that is a benefit; 1 also stands for true.',
  }).default('1'),
  groupRowsMin: z.int().min(1).max(1_000_000).default(30).meta({
    title: 'Smallest group',
    unit: 'rows',
    description: 'Groups with fewer rows in the window are left out, and named.',
    advanced: true,
  }),
});

type Params = z.output<typeof parityParams>;
type Group = { name: string; rows: number; selected: number };

/** A detector over the groups' selection rates; `pick` takes the difference or the ratio. */
export function parityRun(params: Params, pick: 'difference' | 'ratio'): DetectorRun {
  const bin = classBin(params.positive);
  return {
    reference: 'unused',
    profiles: [],
    needs: () => ({
      keys: [
        { column: params.group ?? 'group', bin: { kind: 'identity' } },
        { column: params.prediction ?? 'prediction', bin },
      ],
    }),
    score: ({ current, reference }) => {
      const all = groupsOf(current, bin);
      const large = all.filter((group) => group.rows >= params.groupRowsMin);
      const small = all.filter((group) => group.rows < params.groupRowsMin);
      const rows = large.reduce((total, group) => total + group.rows, 0);
      const parity = demographicParity(large);
      if (!isComputable(parity))
        return unscored(tooFewGroups({ params, tally: current, large, small }), rows);
      const value = parity[pick];
      if (!isComputable(value)) return unscored(`no row of any group was predicted ${params.positive}`, rows);
      return explained(value, rows, {
        params,
        large,
        small,
        before: reference ? groupsOf(reference, bin) : [],
      });
    },
  };
}

/** Rows with a prediction and positive predictions by group, by name; a row without a group is in `missing`. */
function groupsOf(tally: Tally, bin: ReturnType<typeof classBin>): Group[] {
  const groups = new Map<string, Group>();
  for (const { key, count } of tally.cells) {
    const selected = isClass(bin, key[1]);
    if (selected === null) continue;
    const name = key[0] === null || key[0] === undefined ? 'missing' : String(key[0]);
    const group = groups.get(name) ?? { name, rows: 0, selected: 0 };
    groups.set(name, { name, rows: group.rows + count, selected: group.selected + (selected ? count : 0) });
  }
  return [...groups.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

type Found = { params: Params; tally: Tally; large: Group[]; small: Group[] };

function tooFewGroups({ params, tally, large, small }: Found): string {
  const rows = rowsOf(tally);
  if (rows === 0) return 'no rows in this window';
  if (large.length + small.length === 0) return `none of ${rowCount(rows)} has a prediction`;
  const left = small.length > 0 ? `, left out: ${leftOut(small)}` : '';
  const kept = large.length === 1 ? `only the group ${large[0]?.name} has` : 'no group has';
  return `${kept} ${params.groupRowsMin} rows or more, and a comparison needs two${left}`;
}

function leftOut(small: readonly Group[]): string {
  return listed(small.map((group) => `${group.name} (${rowCount(group.rows)})`));
}

const rateOf = (group: Group) => group.selected / group.rows;

function explained(
  value: number,
  rows: number,
  found: { params: Params; large: Group[]; small: Group[]; before: Group[] },
): Score {
  const { params, large, small, before } = found;
  const ordered = [...large].sort((a, b) => rateOf(a) - rateOf(b));
  const [lowest, highest] = [ordered[0], ordered.at(-1)];
  const rest = small.length > 0 ? `; left out as too small: ${leftOut(small)}` : '';
  const rates = [lowest, highest].map((group) => (group ? `${percent(rateOf(group))} of ${group.name}` : ''));
  const explanation: Explanation = {
    sentence: `predicted ${params.positive}: ${rates[0]}, ${rates[1]}${rest}`,
    parts: large.map((group) => {
      const then = before.find((other) => other.name === group.name);
      return { label: group.name, reference: then ? rateOf(then) : null, current: rateOf(group) };
    }),
  };
  return scored(value, rows, explanation);
}
