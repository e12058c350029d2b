import * as z from 'zod';
import { defineDetector, type Score, type ScoreInput, scored, unscored } from '@/lib/blocks/block';
import { durationParam, lengthOf } from '@/lib/blocks/durationParam';
import { objectiveParam } from '@/lib/blocks/objective';
import { conditionParam, isMet, metKey } from '@/lib/blocks/outcomes';
import { duration, figure, percent, rowCount } from '@/lib/blocks/words';
import { MINUTE_MS } from '@/lib/core/time';
import { burnRate as burnRateOf } from '@/lib/stats/burnRate';
import { isComputable } from '@/lib/stats/notComputable';
import { EVENT_TIME } from '@/lib/tally/column';
import { rowsOf, type Tally } from '@/lib/tally/tally';

const params = z.strictObject({
  good: conditionParam({
    title: 'Good are rows where',
    description: 'All other rows are bad; a comparison with a missing value is never met.',
  }),
  objective: objectiveParam,
  short: durationParam({
    title: 'Short window',
    description: 'The end of the window, to the minute. Both must burn: the value is the smaller rate.',
  }).default('5m'),
});
type Params = z.output<typeof params>;

/**
 * How many times faster than planned an error budget is used up, over the window and over its end: the smaller of both,
 * so that one limit on it is the two-window alert of the Site Reliability Workbook. The long window keeps a blip from
 * ringing, the short one ends the alert soon after the trouble. An end without rows does not burn.
 */
export const burnRate = defineDetector({
  type: 'burn_rate',
  title: 'Error budget burn rate',
  category: 'reliability',
  unit: 'ratio',
  worse: 'higher',
  summary: 'How many times faster than planned the error budget is used up, now and over the whole window.',
  when: 'Reach for it to alert on an objective. Usual over 30 days: window 1h, short 5m, limit 14.4; 6h, 30m, 6; 3d, 6h, 1. Put one of each side by side under “any”.',
  synonyms: ['slo', 'error budget', 'multiwindow', 'sre', 'burn', 'service level objective', 'fast burn'],
  sources: ['Beyer et al. 2018, The Site Reliability Workbook, chapter 5, table 5-8'],
  params,
  example: { good: { column: 'latency_ms', op: 'le', value: 100 }, objective: 0.9, short: '5m' },
  run: (choice) => ({
    reference: 'unused',
    profiles: [],
    needs: () => ({
      keys: [metKey(choice.good), { column: EVENT_TIME, bin: { kind: 'step', width: MINUTE_MS } }],
    }),
    score: (input) => burnScore(choice, input),
  }),
});

function burnScore({ objective, short }: Params, { current, span }: ScoreInput): Score {
  const rows = rowsOf(current);
  if (rows === 0) return unscored('no rows in this window');
  if (current.cells.every(({ key }) => key[1] === null)) return unscored('the rows have no event time', rows);
  const shortMs = lengthOf(short);
  const end = current.cells.filter(({ key }) => {
    return typeof key[1] === 'number' && key[1] * MINUTE_MS >= span.to - shortMs;
  });
  const long = badOf(current);
  const last = badOf({ cells: end });
  const longRate = burnRateOf({ ...long, objective });
  const lastRate = burnRateOf({ ...last, objective });
  if (!isComputable(longRate)) return unscored(longRate.notComputable, rows);
  const value = isComputable(lastRate) ? Math.min(longRate, lastRate) : 0;
  const now = isComputable(lastRate)
    ? `${figure(lastRate)} times in the last ${duration(shortMs)} (${last.bad} of ${rowCount(last.rows)})`
    : `no row in the last ${duration(shortMs)}, so nothing burns now`;
  const share = percent(1 - objective);
  return scored(value, rows, {
    sentence: `the error budget of ${share} burns ${figure(longRate)} times as fast as planned (${long.bad} of ${rowCount(long.rows)} are bad), ${now}`,
    parts: [
      { label: 'bad in the window', reference: null, current: long.bad / long.rows },
      {
        label: `bad in the last ${duration(shortMs)}`,
        reference: null,
        current: last.rows > 0 ? last.bad / last.rows : null,
      },
    ],
  });
}

function badOf(tally: Tally): { bad: number; rows: number } {
  return { bad: rowsOf({ cells: tally.cells.filter((cell) => !isMet(cell)) }), rows: rowsOf(tally) };
}
