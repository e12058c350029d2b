import * as z from 'zod';
import {
  defineDetector,
  roleColumn,
  type Score,
  type ScoreInput,
  scored,
  unscored,
} from '@/lib/blocks/block';
import { classBin, className, isClass } from '@/lib/blocks/classes';
import { groupKeys, groupShape, splitGroups } from '@/lib/blocks/groups';
import { listed, percent, rowCount } from '@/lib/blocks/words';
import { meanInterval } from '@/lib/stats/meanInterval';
import { isComputable } from '@/lib/stats/notComputable';
import { type Cell, rowsOf, type TallySpec } from '@/lib/tally/tally';

const params = z.strictObject({
  score: roleColumn('score', {
    title: 'Score',
    wants: 'number',
    description: 'The probability that the model gave, from 0 to 1.',
  }),
  label: roleColumn('label', { title: 'Label', description: 'What turned out to be true.' }),
  ...groupShape,
  positive: className({
    title: 'Positive class',
    description: 'What the probability is of; 1 also stands for true.',
  }).default('1'),
});
type Params = z.output<typeof params>;

/**
 * Of all groups, the largest distance between the mean probability and the share that turned out positive. It sees a
 * group that is judged too high or too low as a whole, not a slope within it.
 */
export const groupCalibration = defineDetector({
  type: 'group_calibration',
  title: 'Calibration within groups',
  category: 'fairness',
  unit: 'share',
  worse: 'higher',
  summary: 'How far the model’s probabilities are off for the group that it judges worst.',
  when: 'Reach for it when people act on a probability: 20 % should mean 20 % in every group. It needs labels. A group judged too high in one half and too low in the other looks well here.',
  synonyms: ['fairness', 'bias', 'calibration by group', 'reliability', 'over-estimated', 'risk score'],
  sources: [
    'Kleinberg, Mullainathan and Raghavan 2017, Inherent trade-offs in the fair determination of risk scores',
  ],
  params,
  example: { score: 'score', label: 'income_gt_50k', group: 'sex' },
  run: (choice) => {
    const groups = groupKeys(choice);
    const bin = classBin(choice.positive);
    const score = choice.score ?? 'score';
    const spec: TallySpec = {
      keys: [
        ...groups,
        { column: choice.label ?? 'label', bin },
        { column: score, bin: { kind: 'edges', edges: [0, 1 + Number.EPSILON] } },
      ],
      measures: [
        { of: 'sum', column: score },
        { of: 'sum_of_squares', column: score },
      ],
    };
    return {
      reference: 'unused',
      profiles: [],
      needs: () => spec,
      score: (input) => calibrationScore({ choice, keys: groups.length, bin }, input),
    };
  },
});

type Asked = { choice: Params; keys: number; bin: ReturnType<typeof classBin> };
/** Sums of outcome minus probability over the labelled rows of a group. */
type Errors = { rows: number; sum: number; sumOfSquares: number; positives: number; outside: number };
type Group = { name: string; errors: Errors };

function calibrationScore({ choice, keys, bin }: Asked, { current, reference }: ScoreInput): Score {
  const all = [...splitGroups(current, keys)].map(([name, cells]): Group => {
    return { name, errors: errorsOf(cells, bin) };
  });
  const outside = all.reduce((total, { errors }) => total + errors.outside, 0);
  const large = all.filter(({ errors }) => errors.rows >= Math.max(2, choice.groupRowsMin));
  const small = all.filter((group) => !large.includes(group) && group.errors.rows > 0);
  const rows = large.reduce((total, { errors }) => total + errors.rows, 0);
  if (rowsOf(current) === 0) return unscored('no rows in this window');
  if (outside > 0)
    return unscored(`${rowCount(outside)} with a score outside 0 to 1, which is no probability`, rows);
  const left = small.length > 0 ? `; left out as too small: ${leftOut(small)}` : '';
  if (large.length === 0) {
    return unscored(`no group has ${choice.groupRowsMin} rows with a score and a label${left}`, rows);
  }
  const level = 1 - (1 - choice.confidence) / large.length;
  const judged = large.flatMap((group) => {
    const found = meanInterval(group.errors, level);
    return isComputable(found) ? [{ ...group, ...sizeOf(found), signed: found.value }] : [];
  });
  const [first, ...rest] = judged;
  if (!first) return unscored('no group has numbers that can be added up', rows);
  const worst = rest.reduce((a, b) => (b.value > a.value ? b : a), first);
  const interval = {
    low: Math.max(...judged.map(({ low }) => low)),
    high: Math.max(...judged.map(({ high }) => high)),
    level: choice.confidence,
  };
  const { positives, rows: own } = worst.errors;
  const where = `${percent(positives / own - worst.signed)} expected of ${worst.name}, ${percent(positives / own)} were ${choice.positive} (${rowCount(own)})`;
  const among = large.length > 1 ? `, the worst of ${large.length} groups` : '';
  const name = `${percent(interval.level)} interval of the distance`;
  const sentence = `${where}${among}; ${name} ${percent(interval.low)} to ${percent(interval.high)}${left}`;
  const before = reference ? splitGroups(reference, keys) : new Map<string, Cell[]>();
  const parts = judged.map((group) => {
    const then = errorsOf(before.get(group.name) ?? [], bin);
    const off = then.rows > 0 ? Math.abs(then.sum / then.rows) : null;
    return { label: `${group.name} off by`, reference: off, current: group.value };
  });
  const found = scored(worst.value, rows, { sentence, parts });
  return found.ok ? { ...found, interval } : found;
}

const leftOut = (small: readonly Group[]) =>
  listed(small.map(({ name, errors }) => `${name} (${rowCount(errors.rows)})`));

/** The interval of the distance from 0, whichever side the error lies on. */
function sizeOf({ value, low, high }: { value: number; low: number; high: number }) {
  const ends = [Math.abs(low), Math.abs(high)];
  const low0 = low <= 0 && high >= 0 ? 0 : Math.min(...ends);
  return { value: Math.abs(value), low: low0, high: Math.max(...ends) };
}

function errorsOf(cells: readonly Cell[], bin: ReturnType<typeof classBin>): Errors {
  const errors = { rows: 0, sum: 0, sumOfSquares: 0, positives: 0, outside: 0 };
  for (const { key, count, values } of cells) {
    const truth = isClass(bin, key[0]);
    if (truth === null || typeof key[1] !== 'number') continue;
    const [sum, squares] = values;
    if (key[1] !== 1 || sum == null || squares == null) {
      errors.outside += count;
      continue;
    }
    errors.rows += count;
    if (truth) errors.positives += count;
    // (1 - s) and (0 - s), added up and squared.
    errors.sum += (truth ? count : 0) - sum;
    errors.sumOfSquares += truth ? count - 2 * sum + squares : squares;
  }
  return errors;
}
