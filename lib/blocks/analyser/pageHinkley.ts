import * as z from 'zod';
import {
  against,
  besideUsual,
  directionParam,
  found,
  smallestSwingParam,
  sumThatCounts,
  windowsParam,
} from '@/lib/blocks/analysing';
import { defineAnalyser } from '@/lib/blocks/block';
import { figure } from '@/lib/blocks/words';
import { isComputable } from '@/lib/stats/notComputable';
import { pageHinkley as test } from '@/lib/stats/pageHinkley';

const params = z.strictObject({
  windows: windowsParam(200, { min: 20, max: 2_000 }),
  tolerance: z.number().min(0).max(5).default(0.1).meta({
    title: 'Tolerance',
    unit: 'swings',
    description: 'A change of the mean that is too small to count.',
  }),
  direction: directionParam,
  smallestSwing: smallestSwingParam,
});

/** How much of the sum is kept from window to window: the published value. */
const KEPT = 0.9999;

/** The Page-Hinkley sum of the last windows, in usual swings: it compares with the mean so far, not with a fixed level. */
export const pageHinkley = defineAnalyser({
  type: 'page_hinkley',
  title: 'Page-Hinkley',
  summary: 'Adds up how far windows lie from their own mean so far, so that a change of the mean shows.',
  when: 'Reach for it when the level itself is not known, or wanders slowly. Above 20 is a cautious limit. Where values follow a daily rhythm, put it behind a seasonal residual.',
  synonyms: ['change of mean', 'concept drift', 'cumulative', 'shift', 'ph test'],
  sources: ['Page 1954, Continuous inspection schemes', 'Mouss et al. 2004, Test of Page-Hinkley'],
  unit: 'score',
  worse: 'higher',
  params,
  example: { windows: 200 },
  run: (p) => ({
    sentence: `Added distances from the mean so far, over ${p.windows} windows`,
    lookback: () => p.windows,
    analyse: ({ points, unit, name }) =>
      besideUsual(points, p, ({ values, now, usual }) => {
        const scaled = values.map((value) => (value - usual.centre) / usual.swing);
        const up = endOf(scaled, p.tolerance);
        const down = endOf(
          scaled.map((value) => -value),
          p.tolerance,
        );
        const { rises, value } = sumThatCounts({ up, down }, p.direction);
        const sentence = `${name} ${wordsOf(value, rises)}: ${against(now, usual, unit)}`;
        return found(value, sentence, { label: name, usual: usual.centre, now, unit });
      }),
  }),
});

/** The sum at the last value, without a restart; NaN where there is none. */
function endOf(values: readonly number[], delta: number): number {
  const all = test(values, { countMin: 1, delta, threshold: Infinity, alpha: KEPT });
  return isComputable(all) ? (all.sums.at(-1) ?? 0) : Number.NaN;
}

function wordsOf(value: number, rises: boolean): string {
  if (value === 0) return 'keeps to its mean';
  const added = figure(Number(value.toPrecision(2)));
  return `has moved ${rises ? 'above' : 'below'} its mean so far, ${added} usual swings added up`;
}
