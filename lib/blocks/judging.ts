import * as z from 'zod';
import {
  formatValue,
  type Interval,
  type Judgement,
  type Score,
  type Severity,
  type Unit,
  unscored,
} from './block';
import { percent, rowCount } from './words';

/**
 * How many rows a score must rest on before it is judged. It does not hold for counts of rows and for ages: there
 * few rows are the finding, and a minimum would hide the very outage that the monitor is for. Nor does it hold for
 * totals of any kind (`countedMs`): what was spent was spent, by however few.
 */
export const minRowsParam = z.int().min(0).max(1_000_000_000).default(30).meta({
  title: 'Fewest rows',
  unit: 'rows',
  description: 'A score from fewer rows is not judged. Counts, totals and ages are always judged.',
  advanced: true,
});

/** Whether a score that comes with an interval is bad only where the whole interval is beyond the limit. */
export const certainParam = z.boolean().default(true).meta({
  title: 'Only when certain',
  description:
    'Where a score comes with a confidence interval, a limit that the interval still allows is not crossed.',
  advanced: true,
});

/** A limit of the score, in the score's own unit. */
export function limitParam(title: string, more: { description: string; advanced?: boolean }) {
  return z
    .number()
    .optional()
    .meta({ title, unit: 'as the score', ...more });
}

/** The score where it can be judged, otherwise without a value and with the reason. */
export function usable(score: Score, { unit, minRows }: { unit: Unit; minRows: number }): Score {
  if (!score.ok || score.rows >= minRows) return score;
  if (unit === 'rows' || unit === 'ms' || score.countedMs !== undefined) return score;
  return unscored(`only ${rowCount(score.rows)}, needs ${minRows}`, score.rows);
}

export const noData = (why: string): Judgement => ({ severity: 'no_data', reason: why });

/** The worse of the two limits that is crossed; undefined limits never are. */
export function crossed(test: (limit: number) => boolean, limits: Limits): Crossed | null {
  for (const severity of ['critical', 'warning'] as const) {
    const limit = limits[severity];
    if (limit !== undefined && test(limit)) return { severity, limit };
  }
  return null;
}

export type Limits = { warning?: number | undefined; critical?: number | undefined };
export type Crossed = { severity: Extract<Severity, 'warning' | 'critical'>; limit: number };

/** The limits as lines of a chart. */
export function linesOf(limits: Limits): { value: number; severity: 'warning' | 'critical' }[] {
  return (['warning', 'critical'] as const).flatMap((severity) => {
    const value = limits[severity];
    return value === undefined ? [] : [{ value, severity }];
  });
}

/** An interval as a reason has it: `the 95 % interval 0.06 to 0.21`. */
export function intervalWords({ low, high, level }: Interval, unit: Unit): string {
  const name = `the ${percent(level)} interval`;
  if (low === -Infinity) return high === Infinity ? name : `${name} up to ${formatValue(high, unit)}`;
  if (high === Infinity) return `${name} from ${formatValue(low, unit)}`;
  return `${name} ${formatValue(low, unit)} to ${formatValue(high, unit)}`;
}
