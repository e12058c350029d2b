import { type NotComputable, notComputable } from './notComputable';

export type MonthForecast = {
  /** The whole month: what is known, what is left, and days before the data began as the rest is. */
  total: number;
  /** Where the total will lie in about 95 of 100 months, from how much the days differ; null with fewer than two days. */
  interval: { low: number; high: number } | null;
};

/**
 * What a month will cost in the end, from its days so far.
 *
 * What for: to see that a budget will not last while there is time. The days to come are taken to cost as the latest
 * ones did on average; a whole week of them weighs weekdays and weekends alike.
 *
 * @param so far: `spent` in the days that are known, `days` the latest whole days (any number), `daysKnown` and
 *   `daysLeft` lengths in days, `daysBefore` days of the month before the data begins
 * @returns not computable where nothing is known of the month
 * @source prediction interval of a sum: 1.96 s sqrt(r + r²/n) for r days to come and n days seen
 * @matches nothing
 * @example monthForecast({ spent: 100, days: [10, 10], daysKnown: 10, daysLeft: 20, daysBefore: 0 }) // { total: 300, interval: { low: 300, high: 300 } }
 */
export function monthForecast(soFar: {
  spent: number;
  days: readonly number[];
  daysKnown: number;
  daysLeft: number;
  daysBefore: number;
}): MonthForecast | NotComputable {
  const { spent, days, daysKnown, daysLeft, daysBefore } = soFar;
  if (daysKnown <= 0 && days.length === 0) return notComputable('nothing is known of this month yet');
  const n = days.length;
  const rate = n > 0 ? days.reduce((a, b) => a + b, 0) / n : spent / daysKnown;
  const unknown = daysLeft + daysBefore;
  const total = spent + rate * unknown;
  if (n < 2) return { total, interval: null };
  const variance = days.reduce((sum, day) => sum + (day - rate) ** 2, 0) / (n - 1);
  const reach = 1.96 * Math.sqrt(variance * (unknown + unknown ** 2 / n));
  return { total, interval: { low: Math.max(spent, total - reach), high: total + reach } };
}
