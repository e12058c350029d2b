import * as z from 'zod';
import { changeOfMix } from '@/lib/stats/changeOfMix';
import { isComputable, type NotComputable } from '@/lib/stats/notComputable';
import type { Computed } from '@/lib/tally/computed';
import type { Bin } from '@/lib/tally/key';
import type { Measure, Tally } from '@/lib/tally/tally';
import { columnRef, type DetectorRun, type Score, type ScoreInput, unscored } from './block';
import { countBins } from './distribution';

/** One point. */
const TOLERANCE = 0.01;

/** Params that let drift without harm stay quiet. */
export const mattersParams = {
  score: columnRef({
    title: 'Weigh by the effect on',
    wants: 'number',
    description:
      "The model's scores, in 0 to 1. The distance is then made smaller where the drift hardly changes how right the model can be expected to be.",
  })
    .optional()
    .meta({ advanced: true }),
  tolerance: z.number().min(0.0001).max(1).default(TOLERANCE).meta({
    title: 'Full weight from',
    unit: 'share of right answers',
    description: 'From this change of the expected accuracy on, drift counts in full: 0.01 is one point.',
    advanced: true,
  }),
};
export type Matters = { score?: string | undefined; tolerance: number };

/**
 * A drift detector whose distance is weighed by min(1, |effect| / tolerance), where the effect is what the column's drift
 * does to the expected accuracy: the change of its mix of bins times how right the model is expected to be in each bin
 * of the reference, which for a calibrated score s is max(s, 1 - s). It takes the model to be as right in each bin as
 * before. What is usual stays that of the whole distance, so drift that hardly matters is not unusual.
 */
export function weighed(run: DetectorRun, { score, tolerance = TOLERANCE }: Partial<Matters>): DetectorRun {
  if (score === undefined) return run;
  const right: Computed = { op: 'max', a: score, b: { op: 'sub', a: 1, b: score } };
  const known: Computed = { is: { not: { column: score, op: 'missing' } } };
  const own: Measure[] = [right, known].map((column) => ({ of: 'sum', column }));
  return {
    ...run,
    needs: (profiles) => {
      const spec = run.needs(profiles);
      return { ...spec, measures: [...(spec.measures ?? []), ...own] };
    },
    score: (input) => {
      const found = run.score(input);
      const effect = found.ok && input.reference ? effectOf(input, input.reference) : null;
      return effect === null || !found.ok ? found : weigh(found, { effect, score, tolerance });
    },
  };
}

function effectOf({ spec, current }: ScoreInput, reference: Tally): number | NotComputable {
  const bin = spec.keys[0]?.bin ?? { kind: 'edges', edges: [] };
  const then = countBins(reference, bin).counts;
  return changeOfMix(then, countBins(current, bin).counts, meansOf(reference, bin));
}

/** How right the model is expected to be in each bin: the last two measures of its cells. */
function meansOf(tally: Tally, bin: Bin): (number | null)[] {
  const sums = countBins({ cells: [] }, bin).counts.map(() => ({ right: 0, known: 0 }));
  for (const { key, values } of tally.cells) {
    const place = typeof key[0] === 'number' ? sums[key[0]] : undefined;
    if (!place) continue;
    place.right += values.at(-2) ?? 0;
    place.known += values.at(-1) ?? 0;
  }
  return sums.map(({ right, known }) => (known > 0 ? right / known : null));
}

type Weighing = { effect: number | NotComputable; score: string; tolerance: number };

function weigh(found: Extract<Score, { ok: true }>, { effect, score, tolerance }: Weighing): Score {
  if (!isComputable(effect)) {
    return unscored(`the reference has no ${score} that tells how much drift matters`, found.rows);
  }
  const weight = Math.min(1, Math.abs(effect) / tolerance);
  const { explanation } = found;
  const value = found.value * weight;
  if (!explanation || found.value === 0) return { ...found, value };
  const sentence = `${explanation.sentence}, ${effectWords(effect, weight)}`;
  return { ...found, value, explanation: { ...explanation, sentence } };
}

function effectWords(effect: number, weight: number): string {
  const points = Number(Math.abs(100 * effect).toPrecision(2));
  const size = `${points} ${points === 1 ? 'point' : 'points'}`;
  if (weight < 1) return `but the model's expected accuracy changes by only ${size}`;
  return `and the model's expected accuracy ${effect < 0 ? 'falls' : 'rises'} by ${size}`;
}
