import * as z from 'zod';
import { defineDetector, type Score, type ScoreInput, scored, unscored } from '@/lib/blocks/block';
import { durationParam, lengthOf } from '@/lib/blocks/durationParam';
import { conditionParam, isMet, metKey } from '@/lib/blocks/outcomes';
import { duration, rowCount } from '@/lib/blocks/words';
import { formatTime } from '@/lib/core/time';
import { longestRun } from '@/lib/stats/longestRun';
import { EVENT_TIME } from '@/lib/tally/column';
import { rowsOf } from '@/lib/tally/tally';

const params = z.strictObject({
  good: conditionParam({
    title: 'A success is a row where',
    description: 'All other rows are failures; a comparison with a missing value is never met.',
  }),
  step: durationParam({
    title: 'Counted by',
    description:
      'A step with any success ends the run; a step without rows does not. Finer is more exact and slower.',
    advanced: true,
  }).default('1m'),
});
type Params = z.output<typeof params>;

/**
 * Failures in a row: the most failures in consecutive steps of time that hold failures and no success. Rows in a step
 * have no order, so a step with any success ends the run; the true run is at least as long, and just as long where no
 * step holds both.
 */
export const consecutiveFailures = defineDetector({
  type: 'consecutive_failures',
  title: 'Consecutive failures',
  category: 'reliability',
  unit: 'rows',
  worse: 'higher',
  summary: 'How many failures came in a row, without any success between them.',
  when: 'Reach for it for checks and jobs that run now and then: three failures in a row mean something, three in a day may not. It counts by the minute, so it is exact where runs are further apart.',
  synonyms: ['in a row', 'run length', 'flapping', 'health check', 'outage', 'retries', 'streak'],
  params,
  example: { good: { column: 'latency_ms', op: 'le', value: 100 } },
  run: (choice) => ({
    reference: 'unused',
    profiles: [],
    needs: () => ({
      keys: [
        { column: EVENT_TIME, bin: { kind: 'step', width: lengthOf(choice.step) } },
        metKey(choice.good),
      ],
    }),
    score: (input) => runScore(choice, input),
  }),
});

function runScore({ step }: Params, { current, span }: ScoreInput): Score {
  const rows = rowsOf(current);
  const stepMs = lengthOf(step);
  const steps = new Map<number, { good: number; bad: number }>();
  for (const cell of current.cells) {
    const at = cell.key[0];
    if (typeof at !== 'number' || (at + 1) * stepMs <= span.from || at * stepMs >= span.to) continue;
    const seen = steps.get(at) ?? { good: 0, bad: 0 };
    seen[isMet(cell, 1) ? 'good' : 'bad'] += cell.count;
    steps.set(at, seen);
  }
  if (rows > 0 && steps.size === 0) return unscored('the rows have no event time', rows);
  const ordered = [...steps].sort(([a], [b]) => a - b);
  const run = longestRun(ordered.map(([, { good, bad }]) => (good > 0 ? 0 : bad)));
  if (run.total === 0) {
    const each = rows === 0 ? 'no rows in this window' : `no ${duration(stepMs)} without a success`;
    return scored(0, rows, { sentence: `no failures in a row: ${each} (${rowCount(rows)})`, parts: [] });
  }
  const from = ordered[run.from]?.[0] ?? 0;
  const to = (ordered[run.to]?.[0] ?? 0) + 1;
  const open = run.to === ordered.length - 1 ? ' and none since' : '';
  const when = `from ${formatTime(from * stepMs)} to ${formatTime(to * stepMs)}`;
  const sentence = `at least ${run.total} failures in a row: ${when} no row was a success${open} (${rowCount(rows)} in this window)`;
  return scored(run.total, rows, { sentence, parts: [] });
}
