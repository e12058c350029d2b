import { type NotComputable, notComputable } from './notComputable';

/**
 * How fast an error budget is used up: the share of bad rows over the share that the objective allows.
 *
 * What for: alerts on an objective. At 1 the budget lasts just as long as the objective's period; at 14.4 an hour uses
 * 2 % of a budget of 30 days.
 *
 * @param bad rows that were bad, at most `rows`
 * @param rows all rows
 * @param objective share of good rows that was promised, in [0, 1)
 * @returns at least 0; not computable without rows, or where the objective leaves no budget
 * @source Beyer et al. 2018, The Site Reliability Workbook, chapter 5
 * @matches nothing in the scientific libraries; the formula of the workbook
 * @example burnRate({ bad: 3, rows: 1000, objective: 0.999 }) // 3
 */
export function burnRate({
  bad,
  rows,
  objective,
}: {
  bad: number;
  rows: number;
  objective: number;
}): number | NotComputable {
  if (rows <= 0) return notComputable('no rows');
  const budget = 1 - objective;
  return budget > 0 ? bad / rows / budget : notComputable('the objective leaves no error budget');
}
