import { describe, expect, it } from 'vitest';
import { compile } from '@/lib/compile/compile';
import type { Plan } from '@/lib/compile/plan';
import { HOUR_MS } from '@/lib/core/time';
import { EVENT_TIME, type Row, type Value } from '@/lib/tally/column';
import { rowsOf } from '@/lib/tally/tally';
import { foldHistory, profileRows, spanAnswered, spanOf } from './foldHistory';
import { slotsIn } from './windows';

const T0 = Date.UTC(2026, 0, 5);
const row = (hour: number, x: Value): Row =>
  new Map<string, Value>([
    [EVENT_TIME, T0 + hour * HOUR_MS],
    ['x', x],
  ]);
const rows = Array.from({ length: 48 }, (_, hour) => row(hour, hour));
const data = { from: T0, to: T0 + 48 * HOUR_MS };

function planOf(reference: string, nodes = 'limit, inputs: [d], params: { critical: 1 }'): Plan {
  const { plan, problems } = compile(`version: 1
name: test
schedule: { every: 1h, window: 2h${reference} }
nodes:
  s: { type: stream, params: { stream: s } }
  few: { type: filter, inputs: [s], params: { where: { column: x, op: ge, value: 6 } } }
  d: { type: psi, inputs: [few], params: { column: x } }
  v: { type: ${nodes} }
`);
  if (!plan) throw new Error(JSON.stringify(problems));
  return plan;
}

describe('foldHistory', () => {
  it('puts the rows that pass the filter into hourly buckets', () => {
    const history = foldHistory(planOf(', reference: { trailing: 10h }'), () => rows, data);
    const buckets = history.buckets.get('d');
    expect(buckets?.size).toBe(42);
    expect(buckets?.get(T0 + 6 * HOUR_MS)?.cells[0]?.count).toBe(1);
    expect(history.references.size).toBe(0);
  });

  it('takes bins and reference from a fixed range', () => {
    const plan = planOf(', reference: { from: 2026-01-05, to: 2026-01-05T16:00Z }');
    const history = foldHistory(plan, () => rows, data);
    expect(rowsOf(history.references.get('d') ?? { cells: [] })).toBe(10);
    expect(history.profiles.get('d')?.['q10:x']).toEqual(
      profileRows({ kind: 'quantiles', column: 'x', n: 10 }, rows.slice(6, 16)),
    );
  });

  it('takes the reference from a file', () => {
    const plan = planOf(', reference: { file: before.csv }');
    const file = [row(0, 7), row(0, 8), row(0, 3)];
    const history = foldHistory(plan, (source) => (source.kind === 'file' ? file : rows), data);
    expect(rowsOf(history.references.get('d') ?? { cells: [] })).toBe(2);
  });

  it('leaves rows without a time out', () => {
    const timeless: Row = new Map<string, Value>([['x', 9]]);
    expect(
      foldHistory(planOf(', reference: { trailing: 10h }'), () => [timeless], data).buckets.get('d')?.size,
    ).toBe(0);
    expect(spanOf([timeless])).toBeNull();
    expect(spanOf(rows)).toEqual({ from: T0, to: T0 + 47 * HOUR_MS + 1 });
  });
});

describe('spanAnswered', () => {
  const first = (plan: Plan) => ((slotsIn(plan.schedule, spanAnswered(plan, data))[0] ?? 0) - T0) / HOUR_MS;

  it('begins where window and trailing reference lie in the data', () => {
    expect(first(planOf(', reference: { trailing: 10h, ending: 3h }'))).toBe(15);
  });

  it('begins after a fixed reference that lies in the data', () => {
    expect(first(planOf(', reference: { from: 2026-01-05, to: 2026-01-05T16:00Z }'))).toBe(18);
    expect(first(planOf(', reference: { from: 2026-01-05, to: 2026-02-05 }'))).toBe(2);
  });

  it('needs a window more where it is compared with', () => {
    const against = 'change, inputs: [d], params: { against: previous }';
    expect(first(planOf(', reference: { file: a.csv }', against))).toBe(4);
  });
});

describe('profileRows', () => {
  it('interpolates quantiles and leaves out what is not finite', () => {
    const held = [1, 2, 3, 4, Number.NaN, null].map((x) => row(0, x));
    expect(profileRows({ kind: 'quantiles', column: 'x', n: 2 }, held)).toEqual({
      kind: 'quantiles',
      values: [1, 2.5, 4],
    });
    expect(profileRows({ kind: 'quantiles', column: 'y', n: 2 }, held)).toEqual({
      kind: 'quantiles',
      values: [],
    });
  });

  it('orders the most frequent values, ties by value, booleans as text', () => {
    const held = ['b', 'a', 'c', 'c', true, null].map((x) => row(0, x));
    expect(profileRows({ kind: 'top', column: 'x', k: 3 }, held)).toEqual({
      kind: 'top',
      values: ['c', 'a', 'b'],
    });
  });
});
