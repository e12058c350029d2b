import { describe, expect, it } from 'vitest';
import type { Severity } from '@/lib/blocks/block';
import { compile } from '@/lib/compile/compile';
import type { Plan } from '@/lib/compile/plan';
import { fingerprint } from '@/lib/core/ids';
import { inactive } from '@/lib/evaluate/alert';
import type { NodeVerdict } from '@/lib/evaluate/evaluate';
import type { Alert, AlertStateRow } from '@/server/store/alerts';
import { type Settled, type Settling, settle } from './settle';

const STEP = 300_000;
const SLOT = 100 * STEP;

const plan = (alert = ''): Plan => {
  const text = `version: 1
name: Amount
schedule: { every: 5m, window: 5m }
nodes:
  events: { type: stream, params: { stream: predictions } }
  average: { type: mean, title: Mean, inputs: [events], params: { column: amount } }
  high: { type: limit, inputs: [average], params: { warning: 5, critical: 9 }, why: { owner: node-owner } }
  tell: { type: log, inputs: [high] }
  page: { type: webhook, inputs: [high], params: { connection: pager } }
why: { owner: whole-owner, requirement: REQ-1 }
${alert}`;
  const compiled = compile(text);
  if (!compiled.plan) throw new Error(JSON.stringify(compiled.problems));
  return compiled.plan;
};

const verdict = (severity: Severity, change: Partial<NodeVerdict> = {}): NodeVerdict => ({
  node: 'high',
  labels: {},
  severity,
  reason: `${severity} it is`,
  value: 10,
  ...change,
});

const settling = (change: Partial<Settling> = {}): Settling => ({
  published: { monitorId: 'm', version: 3, plan: plan(), profiles: new Map(), references: new Map() },
  projectId: 'default',
  track: 'live',
  slot: SLOT,
  now: SLOT + 1_000,
  verdicts: [],
  states: [],
  open: [],
  downMs: 0,
  voice: { mode: 'live', publicUrl: 'https://t.example' },
  ...change,
});

/** What a settled slot leaves behind, as the next slot finds it. */
const after = (settled: Settled) => ({
  states: settled.states as AlertStateRow[],
  open: settled.alerts.filter((alert) => !alert.resolvedAt) as Alert[],
});

const DE = { country: 'DE' };
const row = (change: Partial<AlertStateRow>): AlertStateRow => ({
  ...inactive,
  projectId: 'default',
  monitorId: 'm',
  track: 'live',
  node: 'high',
  fingerprint: fingerprint(change.labels ?? {}),
  labels: {},
  alertId: null,
  slot: SLOT - STEP,
  ...change,
});
const firing = (labels: Record<string, string>) =>
  row({
    state: 'firing',
    severity: 'critical',
    labels,
    firedAt: SLOT - STEP,
    since: SLOT - STEP,
    alertId: 'a',
    sequence: 1,
  });

describe('settle', () => {
  it('tells every action that listens, under an id of its own', () => {
    const { outbox } = settle(settling({ verdicts: [verdict('critical')] }));
    expect(outbox.map(({ action, endpoint, event }) => [action, endpoint, event])).toEqual([
      ['tell', 'log', 'firing'],
      ['page', 'pager', 'firing'],
    ]);
    expect(new Set(outbox.map(({ id }) => id)).size).toBe(2);
  });

  it('gives the same ids and the same bodies however often it is computed, and whenever', () => {
    const once = settle(settling({ verdicts: [verdict('critical')] }));
    const later = settle(settling({ verdicts: [verdict('critical')], now: SLOT + 999_999 }));
    const telling = ({ outbox }: Settled) => outbox.map(({ id, request }) => [id, request]);
    expect(telling(later)).toEqual(telling(once));
  });

  it('says why in the node’s words before the monitor’s, and where to look', () => {
    const { outbox, alerts } = settle(settling({ verdicts: [verdict('critical')] }));
    const request = outbox.find(({ action }) => action === 'page')?.request;
    expect(request).toMatchObject({
      body: {
        data: {
          why: { owner: 'node-owner', requirement: 'REQ-1' },
          url: `https://t.example/alerts/${alerts[0]?.id}`,
          reason: 'Mean is critical it is',
          monitor: { id: 'm', version: 3 },
        },
      },
    });
  });

  it('is silent in a backfill, and marks what it finds', () => {
    const { outbox, alerts, events } = settle(
      settling({ verdicts: [verdict('critical')], voice: { mode: 'backfill', publicUrl: null } }),
    );
    expect(outbox).toEqual([]);
    expect(alerts[0]).toMatchObject({ backfilled: true });
    expect(events).toHaveLength(1);
  });

  it('keeps one alert from its first bad slot to its end, with its peak and its last finding', () => {
    let known: Pick<Settling, 'states' | 'open'> = { states: [], open: [] };
    const found = [
      verdict('warning', { value: 6, reason: '6, above' }),
      verdict('critical', { value: 12, reason: '12, above' }),
      verdict('warning', { value: 7, reason: '7, above' }),
      verdict('ok', { value: 1, reason: '1, within' }),
    ].map((one, n) => {
      const settled = settle(
        settling({ ...known, verdicts: [one], slot: SLOT + n * STEP, now: SLOT + n * STEP }),
      );
      known = after(settled);
      return settled;
    });
    expect(found.flatMap(({ events }) => events.map(({ event }) => event))).toEqual([
      'firing',
      'escalated',
      'resolved',
    ]);
    expect(new Set(found.flatMap(({ alerts }) => alerts.map(({ id }) => id))).size).toBe(1);
    expect(found.at(-1)?.alerts[0]).toMatchObject({
      severity: 'ok',
      severityPeak: 'critical',
      valuePeak: 12,
      valueLast: 7,
      reasonFirst: 'Mean is 6, above',
      reasonLast: 'Mean is 7, above',
      firedAt: SLOT,
      resolvedAt: SLOT + 3 * STEP,
    });
  });

  it('leaves firing segments alone while their detector is broken, and ends the error when it is back', () => {
    const broken = settle(settling({ states: [firing(DE)], verdicts: [verdict('error', { value: null })] }));
    expect(broken.states.map(({ labels, severity }) => [labels, severity])).toEqual([[{}, 'error']]);
    const [error] = broken.states as AlertStateRow[];
    const back = settle(
      settling({
        slot: SLOT + STEP,
        now: SLOT + STEP,
        states: [firing(DE), ...(error ? [error] : [])],
        verdicts: [verdict('critical', { labels: DE })],
      }),
    );
    expect(back.events.map(({ event }) => event)).toEqual(['resolved']);
  });

  it.each([
    ['pending', 'no_data'],
    ['firing', 'no_data'],
  ] as const)('takes a %s segment that is not heard from as no data', (state, event) => {
    const states = [
      row({
        state,
        severity: 'critical',
        labels: DE,
        since: SLOT - STEP,
        alertId: state === 'firing' ? 'a' : null,
      }),
    ];
    const settled = settle(settling({ states, verdicts: [verdict('ok', { labels: { country: 'FR' } })] }));
    expect(settled.events.map((entry) => entry.event)).toEqual([event]);
    expect(settled.events[0]?.reason).toBe(`Mean: no data (was ${state}) (country DE)`);
  });

  it('does not count time down towards `for`, up to an hour', () => {
    const chosen = plan('alert: { for: 15m }');
    const published = { ...settling().published, plan: chosen };
    const states = [row({ state: 'pending', severity: 'critical', since: SLOT - 4 * STEP })];
    const verdicts = [verdict('critical')];
    const stateOf = (downMs: number) =>
      settle(settling({ published, states, verdicts, downMs })).states[0]?.state;
    expect(stateOf(0)).toBe('firing');
    expect(stateOf(3 * STEP)).toBe('pending');
  });

  it('forgets times that a wrong clock has written', () => {
    const future = SLOT + 1_000 * STEP;
    const states = [{ ...firing({}), slot: future, toldAt: future }];
    const settled = settle(settling({ states, verdicts: [verdict('ok')] }));
    expect(settled.events.map(({ event }) => event)).toEqual(['resolved']);
  });

  it('changes nothing for a slot that was taken into account', () => {
    const settled = settle(settling({ states: [{ ...firing({}), slot: SLOT }], verdicts: [verdict('ok')] }));
    expect(settled).toEqual({ states: [], alerts: [], events: [], outbox: [] });
  });
});
