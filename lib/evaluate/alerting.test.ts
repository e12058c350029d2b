import { describe, expect, it } from 'vitest';
import type { Severity } from '@/lib/blocks/block';
import { compile } from '@/lib/compile/compile';
import { alertingVerdicts } from './alerting';
import type { NodeVerdict } from './evaluate';
import { play } from './simulate';

const { plan } = compile(`version: 1
name: Amount
schedule: { every: 5m, window: 5m }
nodes:
  events: { type: stream, params: { stream: predictions } }
  by_country: { type: segment, inputs: [events], params: { column: country } }
  average: { type: mean, inputs: [by_country], params: { column: amount } }
  high: { type: limit, inputs: [average], params: { critical: 9 } }
`);
if (!plan) throw new Error('the spec is right');
const EVERY = 300_000;
const DE = { country: 'DE' };
const FR = { country: 'FR' };
const verdict = (severity: Severity, labels: Readonly<Record<string, string>>): NodeVerdict => ({
  node: 'high',
  labels,
  severity,
  reason: '',
  value: null,
});
const outcome = (verdicts: NodeVerdict[], held: Parameters<typeof alertingVerdicts>[2]) =>
  alertingVerdicts(plan, verdicts, held).map(({ labels, severity }) => [labels, severity]);

describe('the verdicts that alerts live by', () => {
  it.each(['pending', 'firing'] as const)('hold a %s segment that is not heard from as no data', (state) => {
    expect(outcome([verdict('ok', FR)], [{ node: 'high', labels: DE, state }])).toEqual([
      [FR, 'ok'],
      [DE, 'no_data'],
    ]);
  });

  it('say nothing of segments that were well, of other nodes, and of nodes that are gone', () => {
    const held = [
      { node: 'high', labels: DE, state: 'inactive' as const },
      { node: 'gone', labels: DE, state: 'firing' as const },
    ];
    expect(outcome([verdict('ok', FR), { ...verdict('ok', FR), node: 'other' }], held)).toEqual([[FR, 'ok']]);
  });

  it('let one error speak for all segments, and end it when they are back', () => {
    expect(outcome([verdict('error', {})], [{ node: 'high', labels: DE, state: 'firing' }])).toEqual([
      [{}, 'error'],
    ]);
    expect(outcome([verdict('ok', DE)], [{ node: 'high', labels: {}, state: 'firing' }])).toEqual([
      [DE, 'ok'],
      [{}, 'ok'],
    ]);
  });

  it('are the same in a simulation', () => {
    const heard = [[verdict('critical', DE)], [verdict('ok', FR)], [verdict('ok', DE)]];
    const { slots, alerts } = play(plan, { from: 0, to: 3 * EVERY }, (slot) => ({
      scores: [],
      verdicts: heard[slot / EVERY - 1] ?? [],
    }));
    expect(slots.map(({ events }) => events.map(({ event }) => event))).toEqual([
      ['firing'],
      ['no_data'],
      ['resolved'],
    ]);
    expect(alerts).toMatchObject([{ firedAt: EVERY, resolvedAt: 3 * EVERY }]);
  });
});

it('leaves alerts as they are where it is too early to judge', () => {
  const early: NodeVerdict = {
    node: 'high',
    labels: {},
    severity: 'no_data',
    reason: 'needs 21 windows, has 3',
    value: null,
    early: true,
  };
  const held = [{ node: 'high', labels: {}, state: 'firing' as const }];
  expect(alertingVerdicts(plan, [early], [])).toEqual([]);
  expect(alertingVerdicts(plan, [early], held)).toEqual([]);
});
