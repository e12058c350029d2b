import * as z from 'zod';
import { columnRef, defineDetector, type Score, type ScoreInput, scored, unscored } from '@/lib/blocks/block';
import { noValues, sharesOf } from '@/lib/blocks/distribution';
import { figure, percent, rowCount } from '@/lib/blocks/words';
import { nextUp, type Profiles, profileKey } from '@/lib/tally/profile';
import type { Tally } from '@/lib/tally/tally';

/** The lowest and the highest value that are in range; undefined where that side is open. */
type Range = { min?: number | undefined; max?: number | undefined };

/** Share of values below the lowest or above the highest allowed; NaN and infinite numbers are outside. */
export const outOfRangeShare = defineDetector({
  type: 'out_of_range_share',
  title: 'Out of range share',
  category: 'data quality',
  unit: 'share',
  worse: 'higher',
  summary: 'The share of values that lie outside the range they should keep to.',
  when: 'Put it on numbers with natural limits: a changed unit or a broken sensor shows at once. Without limits of your own, the lowest and highest value of the reference are taken.',
  synonyms: ['range', 'bounds', 'validity', 'outliers', 'wrong unit', 'minimum', 'maximum', 'schema'],
  params: z.strictObject({
    column: columnRef({ wants: 'number' }),
    min: z
      .number()
      .optional()
      .meta({ title: 'Lowest', unit: 'as the column', description: 'Lower values are out of range.' }),
    max: z
      .number()
      .optional()
      .meta({ title: 'Highest', unit: 'as the column', description: 'Higher values are out of range.' }),
  }),
  example: { column: 'hours_per_week', min: 1, max: 99 },
  conflicts: ({ min, max }) =>
    min !== undefined && max !== undefined && min > max
      ? [{ message: `the lowest value ${min} is above the highest ${max}`, advice: 'Set `min` below `max`' }]
      : [],
  run: ({ column, min, max }) => {
    const own = min !== undefined || max !== undefined;
    return {
      reference: own ? 'unused' : 'required',
      profiles: own ? [] : [{ kind: 'quantiles', column, n: 1 }],
      needs: (profiles) => {
        const range = own ? { min, max } : rangeOf(profiles, column);
        return { keys: [{ column, bin: { kind: 'edges', edges: edgesOf(range) } }] };
      },
      score: (input) => {
        const range = own ? { min, max } : rangeFromEdges(input);
        if (range.min === undefined && range.max === undefined) {
          return unscored(`the reference has no number in ${column} to take a range from`);
        }
        return scoreRange({ column, range }, input);
      },
    };
  },
});

function rangeOf(profiles: Profiles, column: string): Range {
  const profile = profiles[profileKey({ kind: 'quantiles', column, n: 1 })];
  const values = profile?.kind === 'quantiles' ? profile.values : [];
  return { min: values[0], max: values.at(-1) };
}

/** Edges that put just what is in range between them. */
function edgesOf({ min, max }: Range): number[] {
  return [...(min === undefined ? [] : [min]), ...(max === undefined ? [] : [nextUp(max)])];
}

function rangeFromEdges({ spec, reference }: ScoreInput): Range {
  const bin = spec.keys[0]?.bin;
  if (!reference || bin?.kind !== 'edges' || bin.edges.length !== 2) return {};
  return { min: bin.edges[0], max: bin.edges[1] };
}

function scoreRange(what: { column: string; range: Range }, { current, reference }: ScoreInput): Score {
  const { column, range } = what;
  const counts = countSides(current, range);
  const rows = counts.reduce((a, b) => a + b, 0);
  if (rows === 0) return unscored(noValues(column, current));
  const [below = 0, , above = 0, broken = 0] = counts;
  const outside = below + above + broken;
  const sides = [
    ...(below > 0 ? [`${below} below ${figure(range.min ?? 0)}`] : []),
    ...(above > 0 ? [`${above} above ${figure(range.max ?? 0)}`] : []),
    ...(broken > 0 ? [`${broken} not a number`] : []),
  ];
  const detail = sides.length > 0 ? `: ${sides.join(', ')}` : '';
  return scored(outside / rows, rows, {
    sentence: `${percent(outside / rows)} of ${column} is out of range (${outside} of ${rowCount(rows)})${detail}`,
    parts: sharesOf(
      ['below', 'in range', 'above', 'not a number'],
      counts,
      reference && countSides(reference, range),
    ),
  });
}

/** Rows below, in and above the range, and those that are not a number. Rows without a value are left out. */
function countSides(tally: Tally, range: Range): number[] {
  const counts = [0, 0, 0, 0];
  const inside = range.min === undefined ? 0 : 1;
  for (const { key, count } of tally.cells) {
    const index = key[0];
    if (typeof index !== 'number') continue;
    const place = index < 0 ? 3 : index < inside ? 0 : index === inside ? 1 : 2;
    counts[place] = (counts[place] ?? 0) + count;
  }
  return counts;
}
