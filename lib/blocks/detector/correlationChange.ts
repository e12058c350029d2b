import * as z from 'zod';
import {
  defineDetector,
  roleColumns,
  type Score,
  type ScoreInput,
  scored,
  unscored,
} from '@/lib/blocks/block';
import { figure } from '@/lib/blocks/words';
import { isComputable } from '@/lib/stats/notComputable';
import { pearsonFromSums } from '@/lib/stats/pearsonFromSums';
import type { Computed, Operand } from '@/lib/tally/computed';
import { type Profiles, profileKey } from '@/lib/tally/profile';
import { type Measure, rowsOf, type Tally } from '@/lib/tally/tally';

/** Beyond this the pairs are too many to look at, and to add up in one reading. */
const COLUMNS_MAX = 10;
/** Fewer rows with both values say little about a correlation. */
const ROWS_MIN = 10;
const PARTS_MAX = 10;

type Pair = { a: string; b: string };

/** Largest change of a correlation between two columns of numbers against the reference. */
export const correlationChange = defineDetector({
  type: 'correlation_change',
  title: 'Correlation change',
  category: 'data drift',
  unit: 'score',
  worse: 'higher',
  summary: 'How much the correlation of two columns has changed, for the pair that changed most.',
  when: 'Reach for it when each column alone still looks as ever and yet the model gets worse: two columns may have come apart. The value goes from 0 to 2.',
  synonyms: ['pearson', 'relation', 'dependence', 'multivariate', 'feature interaction', 'joint drift'],
  sources: ['Pearson 1895, Notes on regression and inheritance in the case of two parents'],
  params: z.strictObject({
    columns: roleColumns('feature', {
      title: 'Columns',
      wants: 'number',
      description: `Every pair of them is compared; the first ${COLUMNS_MAX} are taken.`,
    }),
  }),
  example: { columns: ['age', 'hours_per_week', 'score'] },
  conflicts: ({ columns = [] }) =>
    columns.length === 1
      ? [
          {
            message: 'one column has nothing to be compared with',
            advice: 'Name at least two columns of numbers',
          },
        ]
      : [],
  run: ({ columns = [] }) => {
    const pairs = pairsOf(columns.slice(0, COLUMNS_MAX));
    return {
      reference: 'required',
      profiles: columns.slice(0, COLUMNS_MAX).map((column) => ({ kind: 'quantiles', column, n: 4 })),
      needs: (profiles) => ({
        keys: [],
        measures: pairs.flatMap(({ a, b }) => pairMeasures(centred(profiles, a), centred(profiles, b))),
      }),
      score: (input) => scoreChange(pairs, input),
    };
  },
});

function pairsOf(columns: readonly string[]): Pair[] {
  return columns.flatMap((a, i) => columns.slice(i + 1).map((b) => ({ a, b })));
}

/** Around the reference's median in steps of its quartiles, so that the sums keep their digits. */
function centred(profiles: Profiles, column: string): Operand {
  const profile = profiles[profileKey({ kind: 'quantiles', column, n: 4 })];
  const [low = 0, lower = 0, middle = 0, upper = 0, high = 0] =
    profile?.kind === 'quantiles' ? profile.values : [];
  const scale = upper - lower || high - low || 1;
  const moved: Computed = { op: 'sub', a: column, b: middle + 0 };
  return Number.isFinite(scale) ? { op: 'div', a: moved, b: scale } : moved;
}

/** The six sums of a pair. `x + 0 × y` is x where y is there and finite, else it is left out. */
function pairMeasures(x: Operand, y: Operand): Measure[] {
  const product: Computed = { op: 'mul', a: x, b: y };
  const both: Computed = { op: 'mul', a: 0, b: product };
  const xWithY: Computed = { op: 'add', a: x, b: both };
  const yWithX: Computed = { op: 'add', a: y, b: both };
  return [
    { of: 'sum', column: { op: 'add', a: 1, b: both } },
    { of: 'sum', column: xWithY },
    { of: 'sum', column: yWithX },
    { of: 'sum_of_squares', column: xWithY },
    { of: 'sum_of_squares', column: yWithX },
    { of: 'sum', column: product },
  ];
}

function pearsonAt(tally: Tally, pair: number): { r: number | null; rows: number } {
  const [n = 0, x = 0, y = 0, xx = 0, yy = 0, xy = 0] = (tally.cells[0]?.values ?? [])
    .slice(pair * 6, pair * 6 + 6)
    .map((value) => value ?? 0);
  const r = n < ROWS_MIN ? null : pearsonFromSums({ n, x, y, xx, yy, xy });
  return { r: r !== null && isComputable(r) ? r : null, rows: n };
}

function scoreChange(pairs: readonly Pair[], { current, reference }: ScoreInput): Score {
  if (!reference) return unscored('there is no reference to compare with');
  const rows = rowsOf(current);
  if (rows === 0) return unscored('no rows in this window');
  const changes = pairs.flatMap(({ a, b }, i) => {
    const now = pearsonAt(current, i);
    const before = pearsonAt(reference, i);
    if (now.r === null || before.r === null) return [];
    return [{ a, b, now: now.r, before: before.r, rows: now.rows, change: Math.abs(now.r - before.r) }];
  });
  changes.sort((one, other) => other.change - one.change);
  const [most] = changes;
  if (!most)
    return unscored(`no two columns vary in ${ROWS_MIN} rows or more that have both, then and now`, rows);
  const sentence =
    most.change === 0
      ? `none of ${changes.length} correlations has changed`
      : `the correlation of ${most.a} and ${most.b} went from ${figure(most.before)} to ${figure(most.now)}, the largest change of ${changes.length}`;
  return scored(most.change, most.rows, {
    sentence,
    parts: changes.slice(0, PARTS_MAX).map(({ a, b, now, before }) => ({
      label: `strength of ${a} and ${b}`,
      reference: Math.abs(before),
      current: Math.abs(now),
    })),
  });
}
