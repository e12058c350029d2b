import * as z from 'zod';
import { columnRef, defineDetector, type Score, type ScoreInput, scored, unscored } from '@/lib/blocks/block';
import { noValues } from '@/lib/blocks/distribution';
import { figure, percent, rowCount } from '@/lib/blocks/words';
import type { Bin, KeyValue } from '@/lib/tally/key';
import { type ProfileNeed, type Profiles, profileKey, topBin } from '@/lib/tally/profile';
import type { Cell, Tally, TallySpec } from '@/lib/tally/tally';

const TOP = 30;

/**
 * Share of the value that is most frequent: 1 where a column is constant. A column that has one and the same value in
 * the reference too is as it should be and scores 0. Of numbers, the reference's most frequent ones are told apart, and
 * all others count as one value only where they are equal.
 */
export const constantColumn = defineDetector({
  type: 'constant_column',
  title: 'Constant column',
  category: 'data quality',
  unit: 'share',
  worse: 'higher',
  summary: 'Whether a column that used to vary is stuck at one value, or nearly so.',
  when: 'Put it on inputs that should vary: a stuck sensor, a default that replaced the real value, a join that no longer matches. A limit of 0.99 catches nearly constant ones too.',
  synonyms: [
    'stuck',
    'frozen',
    'default value',
    'zero variance',
    'single value',
    'flatline',
    'dominant value',
  ],
  params: z.strictObject({ column: columnRef({ description: 'Numbers, text or true and false.' }) }),
  example: { column: 'workclass' },
  run: ({ column }) => ({
    reference: 'required',
    profiles: profilesOf(column),
    needs: (profiles): TallySpec => ({
      keys: [{ column, bin: binOf(profiles, column) }],
      measures: [
        { of: 'min', column },
        { of: 'max', column },
      ],
    }),
    score: (input) => constantScore(column, input),
  }),
});

const profilesOf = (column: string): ProfileNeed[] => [
  { kind: 'quantiles', column, n: 1 },
  { kind: 'top', column, k: TOP },
];

/** Text by value; of numbers, which may all differ, only the most frequent ones. */
function binOf(profiles: Profiles, column: string): Bin {
  const profile = profiles[profileKey({ kind: 'quantiles', column, n: 1 })];
  const numbers = profile?.kind === 'quantiles' && profile.values.length > 0;
  return numbers ? topBin(profiles, column, TOP) : { kind: 'identity' };
}

function constantScore(column: string, { spec, current, reference }: ScoreInput): Score {
  if (!reference) return unscored('there is no reference to compare with');
  const bin = spec.keys[0]?.bin ?? { kind: 'identity' };
  const now = dominant(current, bin);
  const then = dominant(reference, bin);
  if (!now) return unscored(noValues(column, current));
  if (!then) return unscored(`the reference has no value of ${column}`, now.rows);
  const always = then.share === 1 && then.value !== null;
  if (always && now.share === 1 && now.value === then.value) {
    const sentence = `${column} is always ${now.value}, as in the reference (${rowCount(now.rows)})`;
    return scored(0, now.rows, { sentence, parts: [] });
  }
  const what = now.value ?? 'no single value';
  const before = `the reference had ${then.value ?? 'none'} most often, in ${percent(then.share)}`;
  const found =
    now.share === 1
      ? `${column} is ${what} in all ${rowCount(now.rows)}; ${before}`
      : `${percent(now.share)} of ${column} is ${what} (${rowCount(now.rows)}); ${before}`;
  return scored(now.share, now.rows, {
    sentence: found,
    parts: [{ label: what, reference: now.value === then.value ? then.share : null, current: now.share }],
  });
}

type Dominant = { value: string | null; share: number; rows: number };

/** The most frequent value that can be told apart; null where there are no values. */
function dominant(tally: Tally, bin: Bin): Dominant | null {
  const cells = tally.cells.filter(({ key }) => key[0] !== null);
  const rows = cells.reduce((sum, { count }) => sum + count, 0);
  if (rows === 0) return null;
  let best: Dominant = { value: null, share: 0, rows };
  for (const cell of cells) {
    const value = valueIn(cell, bin);
    const share = cell.count / rows;
    if (value !== null && share > best.share) best = { value, share, rows };
  }
  return best;
}

function valueIn({ key, values }: Cell, bin: Bin): string | null {
  const own: KeyValue = key[0] ?? null;
  if (bin.kind !== 'top' || typeof own !== 'number') return String(own);
  const [min, max] = values;
  const known = bin.values[own];
  if (known !== undefined) return typeof known === 'number' ? figure(known) : String(known);
  return min != null && min === max ? figure(min) : null;
}
