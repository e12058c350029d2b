import { describe, expect, it } from 'vitest';
import { type Score, scored, unscored } from '@/lib/blocks/block';
import { compile } from '@/lib/compile/compile';
import type { Plan } from '@/lib/compile/plan';
import { analyse } from './analyse';
import type { NodeScore } from './evaluate';
import { createTrail, lookbackOf, noPast } from './trail';

const HOUR = 3_600_000;
const draft = (nodes: string) => `version: 1
name: Series
schedule: { every: 1h, window: 1h }
nodes:
  events: { type: stream, params: { stream: events } }
  average: { type: mean, title: latency, inputs: [events], params: { column: ms } }
${nodes}`;

function planOf(nodes: string): Plan {
  const { plan, problems } = compile(draft(nodes));
  if (!plan) throw new Error(JSON.stringify(problems));
  return plan;
}

const entry = (node: string, score: Score, labels = {}): NodeScore => ({
  node,
  labels,
  score,
  previous: null,
  reference: null,
  failed: false,
});

const moving = `  smooth: { type: moving_statistic, inputs: [average], params: { windows: 3 } }
  high: { type: limit, inputs: [smooth], params: { critical: 9 } }`;

/** What an analyser answers when the input scores these values, an hour apart. */
function played(plan: Plan, values: readonly (number | null)[]): (number | string)[] {
  const trail = createTrail(plan);
  const [analyser] = plan.analysers;
  if (!analyser) throw new Error('there is an analyser');
  return values.map((value, i) => {
    const slot = (i + 1) * HOUR;
    const entries = [entry('average', value === null ? unscored('no rows') : scored(value, 5))];
    const [found] = analyse(plan, analyser, { slot, entries, past: trail.past });
    trail.note(slot, [...entries, ...(found ? [found] : [])]);
    if (!found) throw new Error('it answers every score');
    return found.score.ok ? found.score.value : found.score.why;
  });
}

describe('an analyser', () => {
  it('reads the windows before, and says how many it still needs', () => {
    const short = ['needs 3 windows, has 1', 'needs 3 windows, has 2'];
    expect(played(planOf(moving), [1, 2, 3, 4, 5])).toEqual([...short, 2, 3, 4]);
  });

  it('has no answer where its input has none, and goes on after it', () => {
    expect(played(planOf(moving), [1, 2, 3, null, 5]).slice(2)).toEqual([2, 'no rows', 4]);
  });

  it('keeps what it needs however long it runs', () => {
    const plan = planOf(moving);
    expect(lookbackOf(plan)).toBe(3);
    const long = played(
      plan,
      Array.from({ length: 1_000 }, (_, i) => i),
    );
    expect(long.at(-1)).toBe(998);
    const trail = createTrail(plan);
    for (let slot = 0; slot < 1_000; slot++) trail.note(slot, [entry('average', scored(slot, 1))]);
    expect(trail.past('average', '').length).toBeLessThanOrEqual(6);
    expect(trail.past('high', '')).toEqual([]);
  });

  it('counts a window that never ran as one without a value', () => {
    const plan = planOf(moving);
    const trail = createTrail(plan);
    for (const [hour, value] of [
      [1, 1],
      [2, 2],
      [4, 4],
    ] as const)
      trail.note(hour * HOUR, [entry('average', scored(value, 1))]);
    const [analyser] = plan.analysers;
    const ask = { slot: 5 * HOUR, entries: [entry('average', scored(6, 1))], past: trail.past };
    const found = analyser && analyse(plan, analyser, ask)[0]?.score;
    expect(found).toMatchObject({ ok: true, value: 5, rows: 1 });
  });

  it('keeps segments apart, and does not note a slot twice', () => {
    const trail = createTrail(planOf(moving));
    for (const value of [7, 8]) trail.note(HOUR, [entry('average', scored(value, 1), { country: 'DE' })]);
    expect(trail.past('average', 'country="DE"').map((point) => point.value)).toEqual([7]);
    expect(trail.past('average', 'country="FR"')).toEqual([]);
  });

  it('passes a failure on as a failure', () => {
    const plan = planOf(moving);
    const failed = { ...entry('average', unscored('it took too long')), failed: true };
    const [analyser] = plan.analysers;
    const found = analyser && analyse(plan, analyser, { slot: HOUR, entries: [failed], past: noPast });
    expect(found).toMatchObject([
      { node: 'smooth', failed: true, score: { ok: false, why: 'it took too long' } },
    ]);
  });

  it('has a window before, for a threshold that compares with it', () => {
    const plan = planOf(`  smooth: { type: moving_statistic, inputs: [average], params: { windows: 2 } }
  jumped: { type: change, inputs: [smooth], params: { against: previous, critical: 0.5 } }`);
    const trail = createTrail(plan);
    const [analyser] = plan.analysers;
    const scores = [2, 4, 8].map((value, i) => {
      const [entries, slot] = [[entry('average', scored(value, 40))], (i + 1) * HOUR];
      const found = analyser ? analyse(plan, analyser, { slot, entries, past: trail.past }) : [];
      trail.note(slot, [...entries, ...found]);
      return found[0]?.previous;
    });
    expect(scores).toEqual([
      null,
      unscored('that window gave no value', 40),
      { ok: true, value: 3, rows: 40 },
    ]);
  });
});

describe('compiling analysers', () => {
  it('takes unit and direction from the input, or from the block', () => {
    const plan = planOf(`  smooth: { type: moving_statistic, inputs: [average] }
  odd: { type: robust_z_score, inputs: [smooth], params: { windows: 40 } }
  high: { type: limit, inputs: [odd], params: { critical: 3 } }`);
    expect(
      plan.analysers.map(({ id, unit, worse, input, lookback }) => [id, unit, worse, input, lookback]),
    ).toEqual([
      ['smooth', 'column', 'either', 'average', 5],
      ['odd', 'score', 'higher', 'smooth', 40],
    ]);
  });

  const problemsOf = (nodes: string) => compile(draft(nodes)).problems.map(({ code, what }) => [code, what]);
  const limit = '  high: { type: limit, inputs: [a], params: { critical: 3 } }';

  it('refuses a season that is not made of whole windows', () => {
    const text = draft(`  a: { type: seasonal_residual, inputs: [average] }\n${limit}`);
    const problems = compile(text.replace('every: 1h', 'every: 7h')).problems;
    expect(problems.map(({ what }) => what)).toContain(
      '`a`: a day is not made of whole windows of this schedule.',
    );
  });

  it('refuses to look back further than it may', () => {
    const text = draft(
      `  a: { type: seasonal_residual, inputs: [average], params: { season: week } }\n${limit}`,
    );
    const { problems } = compile(text.replace('every: 1h', 'every: 15m'));
    expect(problems.map(({ what }) => what)).toContain(
      '`a`: it would look back over 4705 windows; 2017 is the most.',
    );
  });

  it('refuses rows for an analyser, and the reference for what reads one', () => {
    expect(problemsOf(`  a: { type: cusum, inputs: [events] }\n${limit}`)[0]?.[0]).toBe('wrong_port');
    const change = '  c: { type: change, inputs: [a], params: { against: reference, critical: 1 } }';
    const text = draft(`  a: { type: cusum, inputs: [average] }\n${change}`);
    const { problems } = compile(text.replace('window: 1h', 'window: 1h, reference: { trailing: 7d }'));
    expect(problems.map(({ what }) => what)).toContain(
      '`c`: it compares with the reference, and an analysed series has none.',
    );
  });
});
