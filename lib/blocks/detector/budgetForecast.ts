import * as z from 'zod';
import {
  defineDetector,
  formatValue,
  type Score,
  type ScoreInput,
  scored,
  unscored,
} from '@/lib/blocks/block';
import { costConflicts, costRun, costShape, type Known, leftOutWords, moneyUnit } from '@/lib/blocks/cost';
import { figure, percent } from '@/lib/blocks/words';
import { DAY_MS, type Span } from '@/lib/core/time';
import { monthForecast } from '@/lib/stats/monthForecast';
import { isComputable } from '@/lib/stats/notComputable';
import { EVENT_TIME } from '@/lib/tally/column';
import type { Tally } from '@/lib/tally/tally';

/** Days that the rate is taken from: a week, so that weekends weigh as they do. */
const RATE_DAYS = 7;

/**
 * What the calendar month (UTC) will have cost at its end, as a share of the budget. The month so far is what the
 * window covers of it, so a window of 31 days sees all; days of the month before a shorter window are taken to have
 * cost as the latest whole days did, and that is said.
 */
export const budgetForecast = defineDetector({
  type: 'budget_forecast',
  title: 'Budget forecast',
  category: 'cost',
  unit: 'share',
  worse: 'higher',
  summary: 'How much of the month’s budget will be spent by its end if the latest days go on.',
  when: 'Reach for it to learn on the tenth that the money will not last, not on the thirtieth. Set a limit of 1, and a window of 31d so that it sees the whole month.',
  synonyms: ['budget', 'monthly cost', 'forecast', 'run rate', 'overspend', 'bill', 'burn', 'month end'],
  params: z.strictObject({
    budget: z
      .number()
      .gt(0)
      .meta({ title: 'Budget', unit: 'a month', description: 'In the currency below.' }),
    ...costShape,
  }),
  example: { budget: 100, inputTokens: 'age', prices: ['* 2 8'] },
  conflicts: costConflicts,
  run: ({ budget, ...params }) =>
    costRun(params, {
      before: [{ column: EVENT_TIME, bin: { kind: 'step', width: DAY_MS } }],
      score: (known, input) => budgetScore(budget, known, input),
    }),
});

function budgetScore(budget: number, known: Known, { current, span }: ScoreInput): Score {
  const { choice, costs, all } = known;
  if (current.cells.every(({ key }) => key[0] === null))
    return unscored('the rows have no event time', costs.rows);
  const month = monthOf(span.to - 1);
  const from = Math.max(month.from, span.from);
  const spent = spentIn(known, current, { from, to: span.to });
  const forecast = monthForecast({
    spent,
    days: latestDays(known, current, span),
    daysKnown: (span.to - from) / DAY_MS,
    daysLeft: Math.max(0, month.to - span.to) / DAY_MS,
    daysBefore: (from - month.from) / DAY_MS,
  });
  if (!isComputable(forecast)) return unscored(forecast.notComputable, costs.rows);
  const money = (value: number) => formatValue(value, moneyUnit(choice));
  const { total, interval } = forecast;
  const range = interval ? ` (${money(interval.low)} to ${money(interval.high)} as days differ)` : '';
  const before = (from - month.from) / DAY_MS;
  const filled =
    before > 0 ? `; the window leaves out the first ${figure(before)} days, taken as the latest` : '';
  return scored(total / budget, costs.rows, {
    sentence: `${money(total)} by the end of the month${range}, ${percent(total / budget)} of ${money(budget)}; ${money(spent)} spent in ${figure((span.to - from) / DAY_MS)} days so far${filled}${leftOutWords(costs, all)}`,
    parts: [],
  });
}

/** The calendar month of a moment, in UTC. */
function monthOf(at: number): Span {
  const date = new Date(at);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  return { from: Date.UTC(year, month), to: Date.UTC(year, month + 1) };
}

/** Money of the days in a span, a day counting to where it begins. */
function spentIn({ costsIn }: Known, tally: Tally, { from, to }: Span): number {
  const cells = tally.cells.filter(({ key }) => {
    const day = key[0];
    return typeof day === 'number' && (day + 1) * DAY_MS > from && day * DAY_MS < to;
  });
  return costsIn(cells).money;
}

/** What each of the latest whole days in the window cost; a day without rows cost nothing. */
function latestDays(known: Known, tally: Tally, span: Span): number[] {
  const last = Math.floor(span.to / DAY_MS);
  const first = Math.max(Math.ceil(span.from / DAY_MS), last - RATE_DAYS);
  return Array.from({ length: Math.max(0, last - first) }, (_, i) => {
    const from = (first + i) * DAY_MS;
    return spentIn(known, tally, { from, to: from + DAY_MS });
  });
}
