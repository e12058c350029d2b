import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '@/lib/core/time';
import { testClock } from '@/server/store/_testStore';
import { listAlerts, timelineOf } from '@/server/store/alerts';
import { newSigningSecret } from '@/server/store/connectionInput';
import { saveConnection } from '@/server/store/connections';
import { getJob } from '@/server/store/jobs';
import { dueAt, getMonitor, saveDraft } from '@/server/store/monitors';
import { listMessages } from '@/server/store/outbox';
import { backfillTrack, listRuns, replayTrack } from '@/server/store/runs';
import { drain, type Harness, harness, monitorOf, runAt, sendEvents } from './_harness';
import { type Receiver, receiver } from './_receiver';
import { publish } from './publish';
import { startReplay } from './replay';

const T0 = Date.UTC(2026, 0, 1, 12);
const EVERY = 5 * MINUTE_MS;

const spec = (extra = '') => `version: 1
name: Amount
why: { owner: risk-team, requirement: REQ-12 }
schedule: { every: 5m, window: 5m, delay: 0s }
nodes:
  events: { type: stream, params: { stream: predictions } }
  average: { type: mean, title: Mean amount, inputs: [events], params: { column: amount } }
  high: { type: limit, inputs: [average], params: { direction: above, warning: 50, critical: 90 } }
  page: { type: webhook, inputs: [high], params: { connection: pager } }
${extra}`;

describe('a monitor from publishing to the receiver', () => {
  let h: Harness;
  let hook: Receiver;
  const secret = newSigningSecret();

  beforeEach(async () => {
    hook = await receiver();
    h = await harness(testClock(T0 + 40_000), ['127.0.0.1']);
    await saveConnection(h.scope, { kind: 'webhook', name: 'pager', url: hook.url, secret });
  });
  afterEach(async () => {
    await h.end();
    hook.close();
  });

  const publishDraft = async (draft: string) => {
    const monitor = await monitorOf(h, draft);
    const answer = await publish(h.engine, h.scope, {
      monitorId: monitor.id,
      token: monitor.token,
      note: '',
    });
    await answer.finished;
    return { id: monitor.id, answer };
  };
  const runSlot = async (id: string, slot: number) => runAt(h, dueAt(getMonitor(h.scope, id), slot));

  it('fires once, says so with a valid signature, and resolves', async () => {
    const bad = (at: number) => at >= T0 && at < T0 + 2 * EVERY;
    await sendEvents(h, { from: T0 - HOUR_MS, to: T0 + 4 * EVERY }, (at) => (bad(at) ? 100 : 10));
    const { id } = await publishDraft(spec());
    for (let n = 0; n <= 4; n++) {
      await runSlot(id, T0 + n * EVERY);
      await drain(h.delivery);
    }

    const bodies = hook.got.map(({ body }) => JSON.parse(body));
    expect(bodies.map(({ type }) => type)).toEqual(['alert.firing', 'alert.resolved']);
    expect(bodies[0].data.reason).toBe(
      'Mean amount is 100, above the critical limit 90; the mean of amount is 100 over 300 rows',
    );
    expect(bodies[0].data.why).toEqual({ owner: 'risk-team', requirement: 'REQ-12' });
    for (const { headers, body } of hook.got) {
      const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
      const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
      expect(headers['webhook-signature']).toBe(
        `v1,${createHmac('sha256', key).update(signed).digest('base64')}`,
      );
    }
    const [alert] = listAlerts(h.scope);
    expect(alert).toMatchObject({
      severity: 'ok',
      severityPeak: 'critical',
      firedAt: T0 + EVERY,
      resolvedAt: T0 + 3 * EVERY,
      valuePeak: 100,
    });
    expect(timelineOf(h.scope, alert?.id ?? '').map(({ event }) => event)).toEqual(['firing', 'resolved']);
    expect(
      listRuns(h.scope, { monitorId: id, span: { from: 0, to: T0 + HOUR_MS } }).map((run) => run.slot),
    ).toEqual([0, 1, 2, 3, 4].map((n) => T0 + n * EVERY));
  });

  it('sends the same id again while the receiver is down', async () => {
    hook.answers.push(500, 503);
    await sendEvents(h, { from: T0 - EVERY, to: T0 + EVERY }, () => 100);
    const { id } = await publishDraft(spec());
    await runSlot(id, T0);
    await drain(h.delivery);
    h.clock.add(5_000);
    await drain(h.delivery);
    expect(listMessages(h.scope)[0]).toMatchObject({
      status: 'pending',
      attempts: 2,
      lastError: 'it answered 503',
    });
    h.clock.add(15_000);
    await drain(h.delivery);
    expect(hook.got).toHaveLength(3);
    expect(new Set(hook.got.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect(new Set(hook.got.map(({ body }) => body)).size).toBe(1);
    expect(listMessages(h.scope)[0]?.status).toBe('delivered');
  });

  it('never tells stale news: an unsent state gives way to a newer one', async () => {
    hook.answers.push(500);
    await sendEvents(h, { from: T0 - EVERY, to: T0 + EVERY }, (at) => (at < T0 ? 100 : 10));
    const { id } = await publishDraft(spec());
    await runSlot(id, T0);
    await drain(h.delivery);
    await runSlot(id, T0 + EVERY);
    await drain(h.delivery);
    expect(hook.got.map(({ body }) => JSON.parse(body).type)).toEqual(['alert.firing', 'alert.resolved']);
    expect(
      listMessages(h.scope)
        .map(({ status }) => status)
        .sort(),
    ).toEqual(['delivered', 'superseded']);
  });

  it('counts slots that were missed and runs the latest only', async () => {
    await sendEvents(h, { from: T0 - EVERY, to: T0 + HOUR_MS }, () => 10);
    const { id } = await publishDraft(spec());
    await runSlot(id, T0);
    await runSlot(id, T0 + 6 * EVERY);
    const runs = listRuns(h.scope, { monitorId: id, span: { from: 0, to: T0 + HOUR_MS } });
    expect(runs.map(({ slot, missed }) => [slot, missed])).toEqual([
      [T0, 0],
      [T0 + 6 * EVERY, 5],
    ]);
    expect(getMonitor(h.scope, id).missedSlots).toBe(5);
  });

  it('scores the past at publishing, tells nobody of what is over and once of what still fires', async () => {
    const bad = (at: number) =>
      (at >= T0 - 40 * MINUTE_MS && at < T0 - 30 * MINUTE_MS) || at >= T0 - 10 * MINUTE_MS;
    await sendEvents(h, { from: T0 - HOUR_MS, to: T0 }, (at) => (bad(at) ? 100 : 10));
    const { id, answer } = await publishDraft(spec());
    expect(getJob(h.scope, answer.backfill.id)).toMatchObject({ status: 'done', result: { slots: 11 } });
    expect(
      listRuns(h.scope, { monitorId: id, track: backfillTrack(1), span: { from: 0, to: T0 } }),
    ).toHaveLength(11);
    expect(listAlerts(h.scope).map(({ resolvedAt }) => resolvedAt)).toEqual([null, T0 - 25 * MINUTE_MS]);
    await drain(h.delivery);
    expect(hook.got).toHaveLength(1);
    await runSlot(id, T0);
    await drain(h.delivery);
    expect(hook.got.map(({ body }) => JSON.parse(body).data.reason)).toEqual([
      'Mean amount is 100, above the critical limit 90; the mean of amount is 100 over 300 rows',
    ]);
  });

  it('turns a segment that vanishes while firing into no data, never into resolved', async () => {
    const draft = spec()
      .replace(
        'inputs: [events], params: { column: amount }',
        'inputs: [by_country], params: { column: amount }',
      )
      .replace(
        'nodes:\n',
        'nodes:\n  by_country: { type: segment, inputs: [events], params: { column: country, k: 5 } }\n',
      );
    await sendEvents(h, { from: T0 - EVERY, to: T0 }, (at) => (at % 2_000 ? 100 : 10));
    const { id } = await publishDraft(draft);
    await runSlot(id, T0);
    await runSlot(id, T0 + EVERY);
    await drain(h.delivery);
    expect(
      hook.got.map(({ body }) => [JSON.parse(body).type, JSON.parse(body).data.alert.labels]),
    ).toContainEqual(['alert.no_data', { country: 'DE' }]);
    expect(listAlerts(h.scope, { status: 'open' }).map(({ labels }) => labels)).toContainEqual({
      country: 'DE',
    });
  });

  it('ends alerts of a node that a new version no longer has', async () => {
    await sendEvents(h, { from: T0 - EVERY, to: T0 }, () => 100);
    const { id } = await publishDraft(spec());
    await runSlot(id, T0);
    await drain(h.delivery);
    const old = getMonitor(h.scope, id);
    const draft = old.draft.replaceAll('high', 'other');
    const saved = await saveDraft(h.scope, { id, name: 'test', draft, layout: {}, token: old.token });
    const answer = await publish(h.engine, h.scope, { monitorId: id, token: saved.token, note: '' });
    await answer.finished;
    await drain(h.delivery);
    expect(answer.version.summary).toBe('added other; page reads other; removed high');
    expect(hook.got.map(({ body }) => JSON.parse(body).type).slice(0, 2)).toEqual([
      'alert.firing',
      'alert.resolved',
    ]);
    expect(
      listAlerts(h.scope)
        .filter(({ node }) => node === 'high')
        .map(({ severity }) => severity),
    ).toEqual(['ok']);
  });

  it('replays apart from what is live, and gives the live answer', async () => {
    const bad = (at: number) => at >= T0 - 40 * MINUTE_MS && at < T0 - 30 * MINUTE_MS;
    await sendEvents(h, { from: T0 - HOUR_MS, to: T0 }, (at) => (bad(at) ? 100 : 10));
    const { id } = await publishDraft(spec());
    const span = { from: T0 - HOUR_MS, to: T0 - EVERY };
    const { job, finished } = await startReplay(h.engine, h.scope, { monitorId: id, span, deliver: true });
    await finished;
    expect(getJob(h.scope, job.id)).toMatchObject({ status: 'done', result: { slots: 11, alerts: 1 } });
    const replayed = listRuns(h.scope, { monitorId: id, track: replayTrack(job.id), span });
    const past = listRuns(h.scope, { monitorId: id, track: backfillTrack(1), span });
    expect(replayed.map(({ evaluation }) => evaluation)).toEqual(past.map(({ evaluation }) => evaluation));
    await drain(h.delivery);
    expect(hook.got.map(({ body }) => JSON.parse(body).data.replay)).toContain(true);
  });
});
