import * as z from 'zod';
import {
  defineDetector,
  roleColumns,
  type Score,
  type ScoreInput,
  scored,
  unscored,
} from '@/lib/blocks/block';
import { groupsInAll, rowsIn, sampleOf } from '@/lib/blocks/sampled';
import { listed, percent, rowCount } from '@/lib/blocks/words';
import type { SampledGroup } from '@/lib/tally/sample';

/** Different rows kept of a window; beyond that the share is of a sample of them. */
const GROUPS_MAX = 2000;

/** Share of rows that agree with another row in all of some columns; rows in which all are missing do not count. */
export const duplicateShare = defineDetector({
  type: 'duplicate_share',
  title: 'Duplicate share',
  category: 'data quality',
  unit: 'share',
  worse: 'higher',
  summary: 'The share of rows that came more than once.',
  when: 'Put it where each row should come once: a client that sends again, a join that multiplies or a job that ran twice shows here.',
  synonyms: ['duplicates', 'repeated rows', 'uniqueness', 'key', 'replay', 'distinct'],
  params: z.strictObject({
    columns: roleColumns('feature', {
      title: 'Columns',
      description: 'Rows are the same when all of these are. Name the key alone, or all that a row holds.',
    }),
  }),
  example: { columns: ['age', 'hours_per_week', 'workclass'] },
  run: ({ columns = [] }) => ({
    reference: 'unused',
    profiles: [],
    needs: () => ({ keys: [], sample: { by: columns, columns, n: GROUPS_MAX, rowsMax: 1 } }),
    score: (input) => scoreDuplicates(columns, input),
  }),
});

const present = ({ rows }: SampledGroup): boolean => rows[0]?.values.some((value) => value !== null) ?? false;

function scoreDuplicates(columns: readonly string[], { current, reference }: ScoreInput): Score {
  const groups = sampleOf(current).filter(present);
  const rows = rowsIn(groups);
  if (rows === 0) return unscored(`no rows with ${listed(columns)} in this window`);
  const again = groups.filter(({ count }) => count > 1);
  const repeated = rowsIn(again);
  const old = reference ? sampleOf(reference).filter(present) : [];
  const before = rowsIn(old) > 0 ? shareAgain(old) : null;
  const { count, exact } = groupsInAll(sampleOf(current), GROUPS_MAX);
  const most = Math.max(0, ...again.map((group) => group.count));
  const detail = again.length > 0 ? `: ${again.length} different ones, one of them ${most} times` : '';
  const beside = before === null ? '' : `, ${percent(before)} in the reference`;
  const looked = exact ? '' : `; looked at ${groups.length} of about ${count} different rows`;
  return scored(repeated / rows, rows, {
    sentence: `${percent(repeated / rows)} of rows came more than once (${repeated} of ${rowCount(rows)})${detail}${beside}${looked}`,
    parts: TIMES.map(({ label, test }) => ({
      label,
      reference: before === null ? null : shareOf(old, test),
      current: shareOf(groups, test),
    })),
  });
}

const shareAgain = (groups: readonly SampledGroup[]) => shareOf(groups, (count) => count > 1);

const TIMES: readonly { label: string; test: (count: number) => boolean }[] = [
  { label: 'came once', test: (count) => count === 1 },
  { label: 'twice', test: (count) => count === 2 },
  { label: '3 to 10 times', test: (count) => count > 2 && count <= 10 },
  { label: 'more than 10 times', test: (count) => count > 10 },
];

/** Share of rows whose group has such a size. */
function shareOf(groups: readonly SampledGroup[], test: (count: number) => boolean): number {
  return rowsIn(groups.filter(({ count }) => test(count))) / rowsIn(groups);
}
