import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS, type Millis } from '@/lib/core/time';
import { testClock } from '@/server/store/_testStore';
import { listAlerts, timelineOf } from '@/server/store/alerts';
import { dueAt, getMonitor } from '@/server/store/monitors';
import { listHistory, listRuns } from '@/server/store/runs';
import { drain, type Harness, harness, monitorOf, runAt } from './_harness';
import { armFailpoints } from './failpoints';
import { createLabelWatch } from './labelWatch';
import { publish } from './publish';

const T0 = Date.UTC(2026, 0, 1, 12);

const draft = `version: 1
name: Right
schedule: { every: 1h, window: 1h, delay: 0s, labels: { share: 0.8, within: 1d } }
nodes:
  rows: { type: stream, params: { stream: predictions } }
  right: { type: accuracy, title: Accuracy, inputs: [rows], params: { prediction: guess, label: truth } }
  wrong: { type: limit, inputs: [right], params: { direction: below, warning: 0.8 } }
  count: { type: row_count, inputs: [rows] }
  few: { type: limit, inputs: [count], params: { direction: below, warning: 1 } }
  told: { type: log, inputs: [wrong, few] }
`;

describe('labels that come late', () => {
  let h: Harness;
  let id: string;

  /** A row a minute, all predicted 1. */
  const predict = (from: Millis, to: Millis) => {
    const records = [];
    for (let at = from; at < to; at += MINUTE_MS)
      records.push({ id: `e${at}`, timestamp: new Date(at).toISOString(), guess: 1 });
    return h.events.append('predictions', records, { origin: 'event', bytes: 1_000 });
  };
  const label = (from: Millis, to: Millis, truth: 0 | 1) => {
    const records = [];
    for (let at = from; at < to; at += MINUTE_MS) records.push({ id: `e${at}`, truth });
    return h.events.append('predictions', records, { origin: 'label', bytes: 1_000 });
  };
  /** Looks for late labels at a time, as the running engine does every few seconds. */
  const look = async (at: Millis) => {
    h.clock.set(at);
    const changed = await createLabelWatch(h.engine).tick();
    await drain(h.delivery);
    return changed;
  };
  const runSlot = async (slot: Millis) => {
    await runAt(h, dueAt(getMonitor(h.scope, id), slot));
    await drain(h.delivery);
  };
  const runs = () => listRuns(h.scope, { monitorId: id, span: { from: T0 - DAY_MS, to: T0 + DAY_MS * 3 } });
  const shown = () =>
    runs().map(({ evaluation, waiting }) => {
      const own = evaluation.scores.find(({ node }) => node === 'right');
      const verdict = evaluation.verdicts.find(({ node }) => node === 'wrong');
      return [own?.score.ok ? own.score.value : null, verdict?.severity, waiting];
    });

  beforeEach(async () => {
    h = await harness(testClock(T0 - HOUR_MS + 40_000));
    await predict(T0 - 2 * HOUR_MS, T0 + 3 * HOUR_MS);
    // The label's column must be known before a monitor can name it.
    await label(T0 - 2 * HOUR_MS, T0 - HOUR_MS, 1);
    const monitor = await monitorOf(h, draft);
    id = monitor.id;
    const answer = await publish(h.engine, h.scope, {
      monitorId: id,
      token: monitor.token,
      note: '',
      backfill: false,
    });
    await answer.finished;
  });
  afterEach(async () => {
    armFailpoints(null);
    await h.end();
  });

  it('keep a window open until enough came, and then it is judged and told once', async () => {
    await runSlot(T0);
    await runSlot(T0 + HOUR_MS);
    expect(shown()).toEqual([
      [null, 'no_data', 'wrong'],
      [null, 'no_data', 'wrong'],
    ]);
    expect(runs()[0]?.evaluation.verdicts).toMatchObject([
      { node: 'wrong', reason: 'waiting for labels: 0 % of 60 rows have one, judged from 80 % on' },
      { node: 'few', severity: 'ok' },
    ]);
    expect(listAlerts(h.scope)).toEqual([]);

    // The later window is complete first: it waits for its turn.
    await label(T0, T0 + HOUR_MS, 1);
    await look(T0 + 2 * HOUR_MS - 1);
    expect(shown()).toEqual([
      [null, 'no_data', 'wrong'],
      [1, 'no_data', 'wrong'],
    ]);

    await label(T0 - HOUR_MS, T0 - HOUR_MS + 40 * MINUTE_MS, 0);
    await look(T0 + 2 * HOUR_MS);
    expect(shown()[0]).toEqual([0, 'no_data', 'wrong']);

    await label(T0 - HOUR_MS + 40 * MINUTE_MS, T0 - HOUR_MS + 50 * MINUTE_MS, 0);
    await look(T0 + 2 * HOUR_MS + MINUTE_MS);
    expect(shown()).toEqual([
      [0, 'warning', null],
      [1, 'ok', null],
    ]);
    const [alert] = listAlerts(h.scope);
    expect(alert).toMatchObject({ node: 'wrong', firedAt: T0, resolvedAt: T0 + HOUR_MS });
    expect(timelineOf(h.scope, alert?.id ?? '').map(({ event }) => event)).toEqual(['firing', 'resolved']);
    expect(getMonitor(h.scope, id).lastSeverity).toBe('ok');
  });

  it('are waited for no longer than the schedule says', async () => {
    await label(T0 - HOUR_MS, T0 - 20 * MINUTE_MS, 0);
    await runSlot(T0);
    expect(await look(T0 + DAY_MS - 1)).toBe(0);
    expect(shown()).toEqual([[0, 'no_data', 'wrong']]);
    expect(await look(T0 + DAY_MS)).toBe(1);
    expect(shown()).toEqual([[0, 'warning', null]]);
    expect(h.lines).toHaveLength(1);
    expect(getMonitor(h.scope, id).lastSeverity).toBe('warning');
  });

  it('revise a score that was judged, and leave the alert as it was told', async () => {
    await label(T0 - HOUR_MS, T0 - 10 * MINUTE_MS, 0);
    await runSlot(T0);
    expect(shown()).toEqual([[0, 'warning', null]]);
    const before = listAlerts(h.scope);
    await label(T0 - 10 * MINUTE_MS, T0, 1);
    expect(await look(T0 + 30 * MINUTE_MS)).toBe(1);
    expect(shown()).toEqual([[10 / 60, 'warning', null]]);
    expect(runs()[0]?.evaluation.scores[0]?.revised).toEqual({ from: 0, at: T0 + 30 * MINUTE_MS });
    expect(listAlerts(h.scope)).toEqual(before);
    expect(h.lines).toHaveLength(1);
    expect(timelineOf(h.scope, before[0]?.id ?? '').map(({ event, reason }) => [event, reason])).toEqual([
      ['firing', expect.stringContaining('Accuracy is 0 %')],
      [
        'revised',
        'Accuracy of the window to 2026-01-01T12:00Z was 0 % when it was judged; it is 16.67 %, with 100 % labelled',
      ],
    ]);
    expect(await look(T0 + 40 * MINUTE_MS)).toBe(0);
  });

  it.each(['late.before_commit=throw', 'late.after_commit=throw@1'])(
    'count once where the engine is cut off at %s',
    async (failpoint) => {
      await runSlot(T0);
      await runSlot(T0 + HOUR_MS);
      await label(T0 - HOUR_MS, T0 + HOUR_MS, 0);
      armFailpoints(failpoint);
      await look(T0 + HOUR_MS + 20 * MINUTE_MS);
      armFailpoints(null);
      await look(T0 + HOUR_MS + 40 * MINUTE_MS);
      await look(T0 + HOUR_MS + 50 * MINUTE_MS);
      expect(shown()).toEqual([
        [0, 'warning', null],
        [0, 'warning', null],
      ]);
      const [alert, ...others] = listAlerts(h.scope);
      expect(others).toEqual([]);
      expect(timelineOf(h.scope, alert?.id ?? '').map(({ event }) => event)).toEqual(['firing']);
      expect(h.lines).toHaveLength(1);
    },
  );

  it('are waited for in the past that a new version is scored for, too', async () => {
    await label(T0 - HOUR_MS, T0, 0);
    h.clock.set(T0 + 2 * HOUR_MS + 30_000);
    const monitor = await monitorOf(h, draft.replace('name: Right', 'name: Again'));
    const answer = await publish(h.engine, h.scope, {
      monitorId: monitor.id,
      token: monitor.token,
      note: '',
    });
    await answer.finished;
    id = monitor.id;
    const past = () =>
      listHistory(h.scope, { monitorId: id, version: 1, span: { from: 0, to: T0 + DAY_MS } }).map(
        ({ slot, waiting }) => [(slot - T0) / HOUR_MS, waiting],
      );
    expect(past()).toEqual([
      [-1, null],
      [0, null],
      [1, 'wrong'],
    ]);
    await label(T0, T0 + HOUR_MS, 1);
    await look(T0 + 2 * HOUR_MS + MINUTE_MS);
    expect(past()).toEqual([
      [-1, null],
      [0, null],
      [1, null],
    ]);
    expect(listAlerts(h.scope, { monitorId: id })).toMatchObject([{ firedAt: T0, resolvedAt: T0 + HOUR_MS }]);
  });
});
