import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Severity, severities } from '@/lib/blocks/block';
import { compile } from '@/lib/compile/compile';
import { type AlertEvent, inactive, transition } from '@/lib/evaluate/alert';
import { type TestStore, testStore } from '@/server/store/_testStore';
import { alertStatesOf, listAlerts, timelineOf, toAlertState } from '@/server/store/alerts';
import { commitRuns } from '@/server/store/commitRun';
import { createMonitor } from '@/server/store/monitors';
import { liveTrack } from '@/server/store/runs';
import type { Published } from './plans';
import { slotCommit } from './slotCommit';

const STEP = 60_000;
let t: TestStore;
beforeAll(async () => {
  t = await testStore();
});
afterAll(() => t.close());

const draft = (alert: string) => `version: 1
name: Amount
schedule: { every: 1m, window: 1m }
nodes:
  events: { type: stream, params: { stream: predictions } }
  average: { type: mean, inputs: [events], params: { column: amount } }
  high: { type: limit, inputs: [average], params: { critical: 9 } }
  tell: { type: log, inputs: [high] }
alert: ${alert}
`;

const settings = fc.record({
  for: fc.constantFrom('1 window', '3 windows'),
  keepFiringFor: fc.constantFrom('0s', '2m'),
  remindEvery: fc.constantFrom('1m', '5m'),
  onNoData: fc.constantFrom('alert', 'keep', 'ok'),
  onError: fc.constantFrom('alert', 'keep'),
});
const step = fc.record({
  severity: fc.constantFrom(...severities),
  /** The engine died after the commit and runs the slot once more, with another result. */
  again: fc.boolean(),
});

async function commitSlot(published: Published, at: { slot: number; severity: Severity }): Promise<void> {
  const verdict = { node: 'high', labels: {}, severity: at.severity, reason: '', value: null };
  const { severity: _, ...commit } = slotCommit(
    { ...t.scope, clock: { now: () => at.slot } },
    {
      published,
      track: liveTrack,
      slot: at.slot,
      startedAt: at.slot,
      evaluation: { scores: [], verdicts: [verdict] },
      problem: null,
      missed: 0,
      voice: { mode: 'live', publicUrl: null },
    },
  );
  await commitRuns(t.store, null, [commit]);
}

it('kept in the store and run twice, an alert lives as if nothing had ever stopped', async () => {
  await fc.assert(
    fc.asyncProperty(settings, fc.array(step, { maxLength: 25 }), async (alert, steps) => {
      const { plan } = compile(draft(JSON.stringify(alert)));
      if (!plan) throw new Error('the draft is right');
      const { id } = await createMonitor(t.scope, { name: 'a', draft: '', layout: {} });
      const published = { monitorId: id, version: 1, plan, profiles: new Map(), references: new Map() };
      let twin = inactive;
      const events: AlertEvent[] = [];
      for (const [n, { severity, again }] of steps.entries()) {
        const slot = t.clock.now() + n * STEP;
        const next = transition(twin, { severity, slot }, plan.alert);
        twin = next.next;
        if (next.event) events.push(next.event);
        await commitSlot(published, { slot, severity });
        if (again) await commitSlot(published, { slot, severity: 'critical' });
      }
      const [row] = alertStatesOf(t.scope, id);
      expect(row ? toAlertState(row) : inactive).toEqual(twin);
      const told = listAlerts(t.scope, { monitorId: id })
        .reverse()
        .flatMap((one) => timelineOf(t.scope, one.id).map(({ event }) => event));
      expect(told).toEqual(events);
    }),
    { numRuns: 60 },
  );
});
