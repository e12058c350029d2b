import { copyFile, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DAY_MS } from '@/lib/core/time';
import { type Received, type Receiver, startReceiver } from './receiver';
import { hasShared, sharedPath } from './shared';
import { startTocsin, type Tocsin, until } from './tocsin';

/**
 * The main job on real input: sixty days of scored requests come in, seven monitors are published, time is
 * replayed, and each of the seven incidents reaches a webhook, signed; the clean days stay silent.
 */

type Incident = { kind: string; start: string; end: string };

const START = Date.UTC(2025, 0, 6);
const END = Date.UTC(2025, 2, 8);
/** Days 0 to 19 are clean. */
const CLEAN_UNTIL = START + 20 * DAY_MS;

const monitor = (parts: { name: string; schedule: string; detector: string; limit: string }) => `version: 1
name: ${parts.name}
schedule: { ${parts.schedule}, reference: { from: 2025-01-06, to: 2025-01-20 } }
nodes:
  requests: { type: stream, params: { stream: adult } }
  measure: { ${parts.detector}, inputs: [requests] }
  limit: { type: limit, inputs: [measure], params: { ${parts.limit} } }
  tell: { type: webhook, inputs: [limit], params: { connection: pager } }
alert: { onNoData: keep }
`;

const daily = 'every: 1d, window: 1d, delay: 0s';
const monitors: Record<string, string> = {
  missing: monitor({
    name: 'Missing hours',
    schedule: daily,
    detector: 'type: missing_share, params: { column: hours_per_week }',
    limit: 'critical: 0.05',
  }),
  covariate: monitor({
    name: 'Drift of age',
    schedule: 'every: 1d, window: 3d, delay: 0s',
    detector: 'type: psi, params: { column: age }',
    limit: 'critical: 0.2',
  }),
  latency: monitor({
    name: 'Slow answers',
    schedule: daily,
    detector: 'type: quantile, params: { column: latency_ms, q: 0.95 }',
    limit: 'critical: 150',
  }),
  concept: monitor({
    name: 'Accuracy',
    schedule: 'every: 1d, window: 3d, delay: 4d',
    detector: 'type: accuracy, params: { label: income_gt_50k }',
    limit: 'direction: below, critical: 0.78',
  }),
  bias: monitor({
    name: 'Parity by sex',
    schedule: 'every: 1d, window: 3d, delay: 0s',
    detector: 'type: demographic_parity_ratio, params: { group: sex }',
    limit: 'direction: below, critical: 0.12',
  }),
  unit: monitor({
    name: 'Range of hours',
    schedule: daily,
    detector: 'type: out_of_range_share, params: { column: hours_per_week, min: 0, max: 99 }',
    limit: 'critical: 0.01',
  }),
  volume: monitor({
    name: 'Daily volume',
    schedule: daily,
    detector: 'type: row_count',
    limit: 'direction: below, critical: 180',
  }),
};

describe.skipIf(!hasShared)('sixty days of scored requests', () => {
  let tocsin: Tocsin;
  let receiver: Receiver;
  const told = new Map<string, Received[]>();

  beforeAll(async () => {
    receiver = await startReceiver();
    tocsin = await startTocsin({ TOCSIN_EGRESS_ALLOW: new URL(receiver.url).host });
    await mkdir(join(tocsin.folder, 'files'), { recursive: true });
    for (const file of ['predictions.csv', 'labels.csv']) {
      await copyFile(sharedPath('data', 'adult-stream', file), join(tocsin.folder, 'files', file));
    }
    const { signingSecret } = await tocsin.api.connections.create({
      kind: 'webhook',
      name: 'pager',
      url: receiver.url,
    });
    receiver.setSecret(signingSecret ?? '');
  }, 120_000);

  afterAll(async () => {
    await tocsin?.close();
    await receiver?.close();
  });

  it('imports events and labels, each exactly once', async () => {
    const { api, finished } = tocsin;
    await finished((await api.files.import({ file: 'predictions.csv', stream: 'adult', as: 'events' })).job);
    await finished((await api.files.import({ file: 'labels.csv', stream: 'adult', as: 'labels' })).job);
    await finished((await api.files.import({ file: 'predictions.csv', stream: 'adult', as: 'events' })).job);
    const stream = await api.streams.get({ name: 'adult' });
    expect(stream.rows).toBe(21_145);
    expect(stream.labelledShare).toBe(1);
  });

  it.each(Object.keys(monitors))('publishes and replays: %s', async (kind) => {
    const { api, finished } = tocsin;
    const { id } = await api.monitors.create({ text: monitors[kind] ?? '' });
    const { draft } = await api.monitors.get({ id });
    const published = await api.monitors.publish({
      id,
      token: draft.token,
      note: 'test',
      acceptWarnings: false,
    });
    expect(published.problems).toEqual([]);
    expect(published.version).toBe(1);
    const before = receiver.received.length;
    const job = await finished((await api.monitors.replay({ id, from: START, to: END, deliver: true })).job);
    const result = job.result;
    const expected = result?.kind === 'replay' ? result.alerts : 0;
    expect(expected).toBeGreaterThan(0);
    const ofThis = () =>
      receiver.received.slice(before).filter((message) => JSON.stringify(message.body).includes(`"${id}"`));
    await until(() => ofThis().filter((m) => m.body.type === 'alert.firing').length >= expected, {
      limitMs: 60_000,
      what: () =>
        `${expected} firing notices of ${kind}, got ${JSON.stringify(ofThis().map((m) => m.body))}\n${tocsin.engine.log()}`,
    });
    told.set(kind, ofThis());
  });

  it('finds every incident within its time, signed, and says why', async () => {
    const incidents = JSON.parse(
      await readFile(sharedPath('data', 'adult-stream', 'incidents.json'), 'utf8'),
    ) as Incident[];
    expect(incidents).toHaveLength(7);
    for (const incident of incidents) {
      const firing = (told.get(incident.kind) ?? []).filter((m) => m.body.type === 'alert.firing');
      const during = firing.filter((message) => {
        const window = message.body.data.window as { from: string | number; to: string | number };
        const to = new Date(window.to).getTime();
        return to > Date.parse(incident.start) && to <= Date.parse(incident.end) + DAY_MS;
      });
      expect(during.length, `${incident.kind}: ${JSON.stringify(firing.map((m) => m.body))}`).toBeGreaterThan(
        0,
      );
      expect(during.every((message) => message.signed)).toBe(true);
      expect(String(during[0]?.body.data.reason ?? '').length).toBeGreaterThan(10);
    }
  });

  it('is silent on the clean days', () => {
    const early = receiver.received.filter((message) => {
      const window = message.body.data.window as { from: string | number; to: string | number };
      return new Date(window.to).getTime() <= CLEAN_UNTIL;
    });
    expect(early.map((m) => m.body)).toEqual([]);
  });
});
