import * as z from 'zod';
import {
  directionParam,
  distancesOf,
  found,
  medianOf,
  noAnswer,
  sizeOf,
  smallestSwingParam,
  swingOf,
  swings,
  tooFew,
  unvaried,
  valuesOf,
  windowsParam,
} from '@/lib/blocks/analysing';
import { defineAnalyser, formatValue } from '@/lib/blocks/block';
import { percent } from '@/lib/blocks/words';
import { isComputable } from '@/lib/stats/notComputable';
import { pettitt } from '@/lib/stats/pettitt';

const params = z.strictObject({
  windows: windowsParam(100, { min: 20, max: 2_000 }),
  chance: z.number().min(0.0001).max(0.2).default(0.01).meta({
    title: 'Chance allowed',
    description: 'A split that chance makes more often than this is no change.',
  }),
  direction: directionParam,
  smallestSwing: smallestSwingParam,
});

const WINDOWS_MIN = 20;

/**
 * The size of the one level shift that explains the last windows best, in usual swings within the two levels; 0 where
 * chance may have made it.
 */
export const changePoint = defineAnalyser({
  type: 'change_point',
  title: 'Change point',
  summary:
    'Finds the one lasting shift of level in the last windows, and says how large it is and since when.',
  when: 'Reach for it to learn whether and when the level moved, say with a release. Above 2 is a clear shift.',
  synonyms: ['level shift', 'breakpoint', 'pettitt', 'regime change', 'step', 'changepoint'],
  sources: ['Pettitt 1979, A non-parametric approach to the change-point problem'],
  unit: 'score',
  worse: 'higher',
  params,
  example: { windows: 100 },
  run: ({ windows, chance, direction, smallestSwing }) => ({
    sentence: `A shift of level within ${windows} windows`,
    lookback: () => windows,
    analyse({ points, unit, name }) {
      const values = valuesOf(points);
      const short = tooFew(WINDOWS_MIN, values.length);
      if (short) return short;
      const split = pettitt(values);
      if (!isComputable(split) || split.p > chance) {
        const level = medianOf(values);
        const sentence = `${name} has kept one level over ${values.length} windows, ${formatValue(level, unit)}`;
        return found(0, sentence, { label: name, usual: level, now: values.at(-1) ?? level, unit });
      }
      const [old, recent] = [values.slice(0, split.place), values.slice(split.place)];
      const [before, after] = [medianOf(old), medianOf(recent)];
      const swing = Math.max(smallestSwing, swingAround([old, recent]));
      if (!(swing > 0)) return noAnswer(unvaried(before));
      const far = (after - before) / swing;
      const since = recent.length === 1 ? 'since 1 window' : `since ${recent.length} windows`;
      const shown = `${formatValue(after, unit)}, before ${formatValue(before, unit)}`;
      const odds = `chance ${chanceWords(split.p)}`;
      const sentence = `${name} has shifted ${swings(far)} its earlier level ${since}: ${shown} (${odds})`;
      return found(sizeOf(far, direction), sentence, { label: name, usual: before, now: after, unit });
    },
  }),
});

/** `1.2 %`, `below 0.01 %`. */
const chanceWords = (p: number): string => (p < 0.0001 ? 'below 0.01 %' : percent(p));

/** How far values lie from the level that they belong to; by the mean distance where most lie right on it. */
function swingAround(levels: readonly (readonly number[])[]): number {
  const distances = levels.flatMap(distancesOf);
  const mean = distances.reduce((sum, distance) => sum + distance / distances.length, 0);
  return swingOf(distances) || mean;
}
