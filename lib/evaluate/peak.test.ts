import { describe, expect, it } from 'vitest';
import { compile } from '@/lib/compile/compile';
import { HOUR_MS } from '@/lib/core/time';
import { EVENT_TIME, type Row, type Value } from '@/lib/tally/column';
import { foldHistory, spanAnswered } from './foldHistory';
import { worstValue } from './peak';
import { simulate } from './simulate';

const T0 = Date.UTC(2026, 0, 5);

function worstOf(limit: string, values: readonly number[]): (number | null)[] {
  const { plan } = compile(`version: 1
name: test
schedule: { every: 1h, window: 1h }
nodes:
  s: { type: stream, params: { stream: s } }
  m: { type: mean, inputs: [s], params: { column: x } }
  v: { type: limit, inputs: [m], params: { minRows: 1, ${limit} } }
`);
  if (!plan) throw new Error('does not compile');
  const rows = values.map(
    (x, hour): Row =>
      new Map<string, Value>([
        [EVENT_TIME, T0 + hour * HOUR_MS],
        ['x', x],
      ]),
  );
  const data = { from: T0, to: T0 + values.length * HOUR_MS };
  const { slots, alerts } = simulate(
    plan,
    foldHistory(plan, () => rows, data),
    spanAnswered(plan, data),
  );
  return alerts.map((alert) => worstValue(plan, slots, alert));
}

describe('worstValue', () => {
  it('is the highest where high is bad', () => {
    expect(worstOf('warning: 5, critical: 9', [1, 6, 12, 8, 1])).toEqual([12]);
    expect(worstOf('warning: 5, critical: 9', [1, 6, 7, 1])).toEqual([7]);
  });

  it('is the lowest where low is bad', () => {
    expect(worstOf('direction: below, warning: 5, critical: 3', [8, 4, 2, 4, 8])).toEqual([2]);
    expect(worstOf('direction: below, critical: 3', [8, 2, 1, 8])).toEqual([1]);
  });

  it('follows the side that was crossed where both are bad', () => {
    expect(worstOf('direction: outside, low: 3, high: 9', [5, 2, 1, 5, 10, 12])).toEqual([1, 12]);
  });
});
