import { describe, expect, it } from 'vitest';
import { scored, unscored } from '@/lib/blocks/block';
import { compile } from '@/lib/compile/compile';
import type { Plan } from '@/lib/compile/plan';
import { DAY_MS, HOUR_MS } from '@/lib/core/time';
import type { Row } from '@/lib/tally/column';
import { EVENT_TIME } from '@/lib/tally/column';
import { judge, type NodeScore } from './evaluate';
import { foldHistory } from './foldHistory';
import { awaitedShare, createQueue, judgedNow, labelCount, reopen, waitingNodes } from './lateLabels';
import { simulate } from './simulate';

const spec = (labels = '') => `version: 1
name: Right
schedule: { every: 1h, window: 1h, delay: 0s${labels} }
nodes:
  rows: { type: stream, params: { stream: predictions } }
  right: { type: accuracy, title: Accuracy, inputs: [rows], params: { prediction: guess, label: truth } }
  wrong: { type: limit, inputs: [right], params: { direction: below, warning: 0.8 } }
  amount: { type: mean, inputs: [rows], params: { column: amount } }
  high: { type: limit, inputs: [amount], params: { direction: above, warning: 50 } }
  either: { type: any, inputs: [wrong, high] }
  both: { type: all, inputs: [wrong, high] }
`;

function planOf(text = spec()): Plan {
  const { plan, problems } = compile(text);
  if (!plan) throw new Error(JSON.stringify(problems));
  return plan;
}

const labelled = (value: number, labelled: number, predicted = 100): NodeScore =>
  entry('right', { ...scored(value, labelled), labels: { labelled, predicted } });
const entry = (node: string, score: NodeScore['score']): NodeScore => ({
  node,
  labels: {},
  score,
  previous: null,
  reference: null,
  failed: false,
});
const judged = (plan: Plan, scores: NodeScore[], awaited: number | null) =>
  judge(plan, new Map(scores.map((one) => [one.node, [one]])), awaited);
const amount = (value: number) => entry('amount', scored(value, 100));

describe('how long labels are awaited', () => {
  it('is four fifths of the labels or a week, where a detector reads labels', () => {
    const plan = planOf();
    expect(plan.labels).toEqual({ share: 0.8, withinMs: 7 * DAY_MS });
    expect(awaitedShare(plan, 0, 7 * DAY_MS - 1)).toBe(0.8);
    expect(awaitedShare(plan, 0, 7 * DAY_MS)).toBeNull();
    expect(awaitedShare(plan, 0)).toBeNull();
  });

  it('is what the schedule says', () => {
    expect(planOf(spec(', labels: { share: 0.5, within: 2h }')).labels).toEqual({
      share: 0.5,
      withinMs: 2 * HOUR_MS,
    });
  });

  it('is nothing where no detector reads labels', () => {
    const text = spec()
      .split('\n')
      .filter((line) => !/right|wrong/.test(line))
      .join('\n');
    expect(planOf(text).labels).toBeNull();
  });
});

describe('a verdict', () => {
  const plan = planOf();
  const verdict = (scores: NodeScore[], awaited: number | null, node: string) =>
    judged(plan, scores, awaited).verdicts.find((one) => one.node === node);

  it('waits until enough labels came, and says how many have', () => {
    expect(verdict([labelled(0.5, 12, 430), amount(1)], 0.8, 'wrong')).toEqual({
      node: 'wrong',
      labels: {},
      severity: 'no_data',
      reason: 'waiting for labels: 2.8 % of 430 rows have one, judged from 80 % on',
      value: 0.5,
      waiting: true,
    });
    expect(verdict([labelled(0.5, 80), amount(1)], 0.8, 'wrong')).toMatchObject({ severity: 'warning' });
    expect(verdict([labelled(0.5, 79), amount(1)], 0.8, 'wrong')).toMatchObject({ waiting: true });
    expect(verdict([labelled(0.5, 79), amount(1)], null, 'wrong')).toMatchObject({ severity: 'warning' });
  });

  it('does not wait for labels of rows that are not there', () => {
    const none = entry('right', unscored('no rows in this window'));
    expect(labelCount([none])).toBeNull();
    expect(verdict([none, amount(1)], 0.8, 'wrong')).not.toHaveProperty('waiting');
  });

  it('is given at once where the missing labels cannot change it', () => {
    expect(verdict([labelled(0.5, 1), amount(60)], 0.8, 'either')).toMatchObject({ severity: 'warning' });
    expect(verdict([labelled(0.5, 1), amount(60)], 0.8, 'either')).not.toHaveProperty('waiting');
    expect(verdict([labelled(0.5, 1), amount(1)], 0.8, 'both')).toMatchObject({ severity: 'ok' });
    expect(verdict([labelled(0.5, 1), amount(1)], 0.8, 'either')).toMatchObject({ waiting: true });
    expect(verdict([labelled(0.5, 1), amount(60)], 0.8, 'both')).toMatchObject({ waiting: true });
  });

  it('waits for the same node in an earlier window, and no other', () => {
    const queue = createQueue();
    queue.take(judged(plan, [labelled(0.5, 1), amount(1)], 0.8));
    const next = queue.take(judged(plan, [labelled(0.5, 100), amount(1)], 0.8));
    expect(waitingNodes(next)).toEqual(['wrong', 'either']);
    expect(next.verdicts.find((one) => one.node === 'wrong')?.reason).toBe(
      'waiting for labels of an earlier window, which is judged first',
    );
    expect(judgedNow(plan, next).alerting).toEqual(['both']);
    expect(queue.holds(['wrong', 'either'])).toBe(true);
    expect(queue.holds(['wrong', 'high'])).toBe(false);
  });
});

describe('a slot that is opened again', () => {
  const plan = planOf();
  const early = judged(plan, [labelled(0.5, 10), amount(60)], 0.8);

  it('judges what waited and keeps what was judged', () => {
    const now = judged(plan, [labelled(0.9, 90), amount(1)], 0.8);
    const { evaluation, judged: nodes, revised } = reopen(plan, early, { evaluation: now, at: 7 });
    expect(nodes).toEqual(['wrong', 'both']);
    const severityOf = (node: string) => evaluation.verdicts.find((one) => one.node === node)?.severity;
    expect(['wrong', 'both', 'high', 'either'].map(severityOf)).toEqual(['ok', 'ok', 'warning', 'warning']);
    expect(evaluation.scores.map(({ score }) => score.ok && score.value)).toEqual([0.9, 60]);
    expect(revised).toEqual([]);
  });

  it('only revises the score of what was judged, and remembers what it was judged by', () => {
    const closed = judged(plan, [labelled(0.9, 85), amount(1)], 0.8);
    const first = reopen(plan, closed, {
      evaluation: judged(plan, [labelled(0.7, 95), amount(1)], 0.8),
      at: 7,
    });
    expect(first.judged).toEqual([]);
    expect(first.evaluation.verdicts).toEqual(closed.verdicts);
    expect(first.revised).toMatchObject([{ node: 'right', revised: { from: 0.9, at: 7 } }]);
    const again = { evaluation: judged(plan, [labelled(0.6, 100), amount(1)], 0.8), at: 8 };
    const second = reopen(plan, first.evaluation, again);
    expect(second.revised).toMatchObject([{ score: { value: 0.6 }, revised: { from: 0.9, at: 8 } }]);
  });

  it('changes nothing where the labels change nothing', () => {
    const closed = judged(plan, [labelled(0.9, 85), amount(1)], 0.8);
    const same = judged(plan, [labelled(0.9, 85), amount(1)], 0.8);
    expect(reopen(plan, closed, { evaluation: same, at: 7 })).toEqual({
      evaluation: closed,
      judged: [],
      revised: [],
    });
  });
});

describe('a past that is played', () => {
  const rows: Row[] = Array.from({ length: 400 }, (_, i) => {
    const at = (i * HOUR_MS) / 100;
    // The second hour has half its labels, the third all; what was predicted is always wrong.
    const hour = Math.floor(i / 100);
    const truth = hour === 1 && i % 2 ? null : 1;
    return new Map<string, string | number | null>([
      [EVENT_TIME, at],
      ['guess', 0],
      ['truth', truth],
      ['amount', 1],
    ]);
  });
  const plan = planOf(spec(', labels: { within: 1d }').replace(/ {2}(either|both): .*\n/g, ''));
  const data = { from: 0, to: 4 * HOUR_MS };
  const history = foldHistory(plan, () => rows, data);
  const severities = (readAt?: number) =>
    simulate(plan, { ...history, ...(readAt === undefined ? {} : { readAt }) }, data).slots.map(
      ({ evaluation }) => evaluation.verdicts.find(({ node }) => node === 'wrong')?.severity,
    );

  it('judges all windows once their labels are due', () => {
    expect(severities()).toEqual(['warning', 'warning', 'warning', 'warning']);
    expect(severities(5 * DAY_MS)).toEqual(['warning', 'warning', 'warning', 'warning']);
  });

  it('stops at the first window that waits, as the running monitor does', () => {
    expect(severities(5 * HOUR_MS)).toEqual(['warning', 'no_data', 'no_data', 'no_data']);
    const { alerts } = simulate(plan, { ...history, readAt: 5 * HOUR_MS }, data);
    expect(alerts).toMatchObject([
      { node: 'wrong', firedAt: HOUR_MS, resolvedAt: null, severity: 'warning' },
    ]);
  });
});
