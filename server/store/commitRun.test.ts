import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type TestStore, testStore } from './_testStore';
import { acknowledgeAlert, addAlertNote, alertStatesOf, listAlerts, timelineOf } from './alerts';
import { commitRuns, type RunCommit } from './commitRun';
import { giveLease, renewLease, takeLease } from './leases';
import { createMonitor, getMonitor } from './monitors';
import {
  claimMessages,
  countMessages,
  listMessages,
  recoverMessages,
  retryMessage,
  settleMessage,
} from './outbox';
import { latestRun, listRuns, liveTrack } from './runs';

const SLOT = 1_000_000;
let t: TestStore;
let id: string;
beforeEach(async () => {
  t = await testStore();
  id = (await createMonitor(t.scope, { name: 'a', draft: '', layout: {} })).id;
});
afterEach(() => t.close());

/** A slot in which alert `x` has its nth notice. */
function slotOf(n: number, change: Partial<RunCommit> = {}): RunCommit {
  const place = { projectId: 'default', monitorId: id };
  const node = { node: 'limit', fingerprint: '', labels: {} };
  return {
    run: {
      ...place,
      ...liveTrack,
      slot: SLOT + n,
      version: 1,
      startedAt: 1,
      finishedAt: 2,
      status: 'ok',
      evaluation: { scores: [], verdicts: [] },
      missed: n,
    },
    states: [
      {
        ...place,
        ...node,
        track: 'live',
        state: 'firing',
        severity: 'critical',
        sequence: n,
        slot: SLOT + n,
        alertId: 'x',
      },
    ],
    alerts: [
      {
        ...place,
        ...node,
        id: 'x',
        title: 'Limit',
        track: 'live',
        version: 1,
        severity: 'critical',
        severityPeak: 'critical',
        reasonFirst: `first ${n}`,
        reasonLast: `last ${n}`,
        startedAt: SLOT,
        firedAt: SLOT,
        updatedAt: SLOT + n,
      },
    ],
    events: [{ projectId: 'default', alertId: 'x', id: `${n}`, at: SLOT + n, event: 'reminder', reason: '' }],
    outbox: [
      {
        ...place,
        id: `msg_${n}`,
        alertId: 'x',
        action: 'page',
        sequence: n,
        event: 'reminder',
        request: { transport: 'log', line: '' },
        endpoint: 'log',
        status: 'pending',
        nextAttemptAt: 0,
        createdAt: SLOT,
      },
    ],
    monitor: { projectId: 'default', id, nextDueAt: 77, lastSeverity: 'critical' },
    ...change,
  };
}

describe('commitRuns', () => {
  it('writes a slot whole', async () => {
    expect(await commitRuns(t.store, null, [slotOf(1)])).toEqual([true]);
    expect(latestRun(t.scope, id)?.slot).toBe(SLOT + 1);
    expect(alertStatesOf(t.scope, id)).toHaveLength(1);
    expect(timelineOf(t.scope, 'x')).toHaveLength(1);
    expect(listMessages(t.scope)).toHaveLength(1);
    expect(getMonitor(t.scope, id)).toMatchObject({
      nextDueAt: 77,
      lastSlot: SLOT + 1,
      missedSlots: 1,
      leaseUntil: null,
    });
  });

  it('changes nothing the second time', async () => {
    await commitRuns(t.store, null, [slotOf(1)]);
    const before = [
      latestRun(t.scope, id),
      alertStatesOf(t.scope, id),
      listAlerts(t.scope),
      listMessages(t.scope),
      getMonitor(t.scope, id),
    ];
    const other = slotOf(1, { states: slotOf(9).states, alerts: slotOf(9).alerts, outbox: slotOf(9).outbox });
    expect(await commitRuns(t.store, null, [other])).toEqual([false]);
    expect([
      latestRun(t.scope, id),
      alertStatesOf(t.scope, id),
      listAlerts(t.scope),
      listMessages(t.scope),
      getMonitor(t.scope, id),
    ]).toEqual(before);
  });

  it('writes all of a group or none', async () => {
    const broken = slotOf(2, {
      events: [{ projectId: 'default', alertId: 'nobody', id: '1', at: 0, event: 'firing', reason: '' }],
    });
    await expect(commitRuns(t.store, null, [slotOf(1), broken])).rejects.toThrow();
    expect(listRuns(t.scope, { monitorId: id, span: { from: 0, to: 2 * SLOT } })).toEqual([]);
    expect(countMessages(t.store)).toEqual({});
  });

  it('keeps how an alert began and who looks after it', async () => {
    await commitRuns(t.store, null, [slotOf(1)]);
    await acknowledgeAlert(t.scope, { id: 'x', acknowledged: true, note: 'on it' });
    await addAlertNote(t.scope, { id: 'x', note: 'bad deploy' });
    await commitRuns(t.store, null, [slotOf(2)]);
    expect(listAlerts(t.scope)[0]).toMatchObject({
      reasonFirst: 'first 1',
      reasonLast: 'last 2',
      acknowledgedBy: 'owner',
      acknowledgeNote: 'on it',
    });
    expect(
      timelineOf(t.scope, 'x')
        .map(({ event }) => event)
        .sort(),
    ).toEqual(['acknowledged', 'note', 'reminder', 'reminder']);
  });

  it('refuses an engine that has lost its lease', async () => {
    const wish = { name: 'engine', leaseMs: 1_000 };
    const first = await takeLease(t.store, { ...wish, holder: 'a:1' });
    await expect(takeLease(t.store, { ...wish, holder: 'b:2' })).rejects.toThrow(/engine_running/);
    t.clock.add(1_001);
    const second = await takeLease(t.store, { ...wish, holder: 'b:2' });
    await expect(commitRuns(t.store, first, [slotOf(1)])).rejects.toThrow(/lease_lost/);
    expect(await renewLease(t.store, first, 1_000)).toBe(false);
    expect(await commitRuns(t.store, second, [slotOf(1)])).toEqual([true]);
    await giveLease(t.store, second);
    expect((await takeLease(t.store, { ...wish, holder: 'a:1' })).fencing).toBe(second.fencing + 1);
  });

  it('takes a lease at once from a holder that is known to be dead', async () => {
    const wish = { name: 'engine', leaseMs: 10_000 };
    await takeLease(t.store, { ...wish, holder: 'a:1' });
    await expect(takeLease(t.store, { ...wish, holder: 'a:2', isGone: () => true })).resolves.toMatchObject({
      fencing: 2,
    });
  });
});

describe('the outbox', () => {
  const limits = { limit: 10, perEndpoint: 2 };

  it('lets a newer state take the place of one that was never sent', async () => {
    await commitRuns(t.store, null, [slotOf(1), slotOf(2)]);
    expect(
      listMessages(t.scope)
        .map(({ sequence, status }) => [sequence, status])
        .sort(),
    ).toEqual([
      [1, 'superseded'],
      [2, 'pending'],
    ]);
  });

  it('holds a newer message back while an older one of the same alert is in flight', async () => {
    await commitRuns(t.store, null, [slotOf(1)]);
    const [older] = await claimMessages(t.store, limits);
    await commitRuns(t.store, null, [slotOf(2)]);
    expect(await claimMessages(t.store, limits)).toEqual([]);
    if (older)
      expect(await settleMessage(t.store, older, { status: 'retry', at: 0, error: 'down' })).toBe(
        'superseded',
      );
    expect((await claimMessages(t.store, limits)).map((message) => message.sequence)).toEqual([2]);
  });

  it('has at most two in flight for one endpoint, whatever waits', async () => {
    const many = Array.from({ length: 6 }, (_, n) => {
      const commit = slotOf(n);
      const message = commit.outbox[0];
      return {
        ...commit,
        outbox: message ? [{ ...message, alertId: `x${n}`, endpoint: n < 4 ? 'dead' : 'fine' }] : [],
      };
    });
    await commitRuns(t.store, null, many);
    const claimed = await claimMessages(t.store, limits);
    expect(claimed.map(({ endpoint }) => endpoint).sort()).toEqual(['dead', 'dead', 'fine', 'fine']);
    expect(await claimMessages(t.store, limits)).toEqual([]);
  });

  it('sends again what was in flight when the engine died', async () => {
    await commitRuns(t.store, null, [slotOf(1)]);
    const [first] = await claimMessages(t.store, limits);
    expect(await recoverMessages(t.store)).toBe(1);
    const [again] = await claimMessages(t.store, limits);
    expect(again?.id).toBe(first?.id);
  });

  it('tries what was given up on again when somebody asks', async () => {
    await commitRuns(t.store, null, [slotOf(1)]);
    const [message] = await claimMessages(t.store, limits);
    if (message) await settleMessage(t.store, message, { status: 'undelivered', error: 'it answered 410' });
    expect(countMessages(t.store)).toEqual({ undelivered: 1 });
    expect(await retryMessage(t.scope, 'msg_1')).toMatchObject({ status: 'pending', attempts: 0 });
    await expect(retryMessage(t.scope, 'msg_1')).rejects.toThrow(/not_found/);
  });
});
