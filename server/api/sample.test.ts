import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS } from '@/lib/core/time';
import { creditIncidents, type IncidentId, incidentSpan } from '@/lib/samples/creditIncidents';
import { type Opened, openForTest } from './openForTest';
import type { RouterOutputs } from './root';

/** The sample from loading to alerts, through the API and a real engine. */

const NAME = 'credit_requests';
let open: Opened;
let stream: RouterOutputs['streams']['get'];

beforeAll(async () => {
  open = await openForTest();
  const { job } = await open.api.samples.load();
  const done = await open.finished(job);
  expect(done).toMatchObject({ state: 'done', problems: [], result: { kind: 'sample', stream: NAME } });
  expect(done.done).toBe(done.total);
  stream = await open.api.streams.get({ name: NAME });
});
afterAll(() => open?.close());

describe('samples.load', () => {
  it('fills a stream whose columns have their roles', () => {
    expect(stream.rows).toBeGreaterThan(22_000);
    const roles = Object.fromEntries(stream.columns.map(({ name, role }) => [name, role]));
    expect(roles).toMatchObject({
      request_id: 'id',
      timestamp: 'timestamp',
      prediction: 'prediction',
      score: 'score',
      defaulted: 'label',
      sex: 'group',
      region: 'group',
      latency_ms: 'latency',
      age: 'feature',
    });
    expect(stream.labelledShare).toBeGreaterThan(0.9);
    expect(stream.labelledShare).toBeLessThan(1);
  });

  it('changes nothing the second time', async () => {
    const again = await open.finished((await open.api.samples.load({ id: 'credit_requests' })).job);
    expect(again.result).toMatchObject({ stored: 0, duplicates: stream.rows });
    expect(await open.api.streams.get({ name: NAME })).toMatchObject({
      rows: stream.rows,
      from: stream.from,
      to: stream.to,
      labelledShare: stream.labelledShare,
    });
  });
});

describe('streams', () => {
  it('shows rows, volume and statistics', async () => {
    const rows = await open.api.streams.rows({ name: NAME, limit: 5 });
    expect(rows.rows).toHaveLength(5);
    expect(rows.columns).toContain('defaulted');
    const volume = await open.api.streams.volume({ name: NAME, points: 60 });
    expect(volume.points.length).toBeLessThanOrEqual(60);
    expect(volume.points.reduce((sum, [, n]) => sum + n, 0)).toBe(stream.rows);
    const stats = await open.api.streams.stats({ name: NAME });
    expect(stats.find(({ name }) => name === 'age')).toMatchObject({ type: 'number', missing: 0 });
  });

  it('is in the catalogue with last values and freshness', async () => {
    const { catalogue, freshness, lastValues } = await open.api.catalogue.get();
    expect(catalogue.streams[NAME]?.some((column) => column.name === 'age')).toBe(true);
    expect(freshness).toMatchObject([{ stream: NAME, rows: stream.rows }]);
    expect(lastValues.find(({ column }) => column === 'model_version')?.value).toBe('2.0');
  });

  it('sets roles, and refuses ones that do not exist', async () => {
    const changed = await open.api.streams.setRole({ name: NAME, column: 'housing', role: 'group' });
    expect(changed.columns.find(({ name }) => name === 'housing')?.role).toBe('group');
    const wrong = { name: NAME, column: 'housing', role: 'king' as 'group' };
    await expect(open.api.streams.setRole(wrong)).rejects.toThrow();
  });
});

const startsAt = () => {
  const endsAt = Math.floor(Date.now() / HOUR_MS) * HOUR_MS;
  return endsAt - 60 * DAY_MS;
};

/** A draft with one detector of these, its limits, and an action. */
function draft(detector: { type: string; params: object }, limit: object): string {
  const reference = {
    from: new Date(startsAt()).toISOString(),
    to: new Date(startsAt() + 20 * DAY_MS).toISOString(),
  };
  return JSON.stringify({
    version: 1,
    name: 'Sample watch',
    why: { owner: 'risk-team', requirement: 'REQ-1' },
    schedule: { every: '6h', window: '1d', reference },
    nodes: {
      rows: { type: 'stream', params: { stream: NAME } },
      watch: { ...detector, inputs: ['rows'] },
      limit: { type: 'limit', inputs: ['watch'], params: limit },
      tell: { type: 'log', inputs: ['limit'] },
    },
  });
}

const preview = (text: string, days = 60) => open.api.preview.run({ text, days });
type VerdictNode = Extract<RouterOutputs['preview']['run']['nodes'][string], { kind: 'threshold' | 'logic' }>;
const verdictOf = (nodes: RouterOutputs['preview']['run']['nodes'], id: string): VerdictNode => {
  const node = nodes[id];
  if (node?.kind !== 'threshold') throw new Error(`${id} is ${node?.kind}: ${node?.words}`);
  return node;
};

describe('preview.run', () => {
  const watches: [IncidentId, { type: string; params: object }, object][] = [
    ['missing_income', { type: 'missing_share', params: { column: 'income' } }, { critical: 0.2 }],
    ['young_applicants', { type: 'psi', params: { column: 'age' } }, { critical: 0.25 }],
    ['slow_answers', { type: 'quantile', params: { column: 'latency_ms', q: 0.95 } }, { critical: 300 }],
    ['new_behaviour', { type: 'accuracy', params: {} }, { critical: 0.58, direction: 'below' }],
    [
      'unequal_answers',
      { type: 'demographic_parity_difference', params: { group: 'sex' } },
      { critical: 0.15 },
    ],
    ['income_in_cents', { type: 'mean', params: { column: 'income' } }, { critical: 8_000 }],
    ['lost_requests', { type: 'row_count', params: {} }, { critical: 150, direction: 'below' }],
  ];

  it.each(watches)('finds %s, and rings at no other time', async (id, detector, limit) => {
    const { nodes, problems } = await preview(draft(detector, limit));
    expect(problems).toEqual([]);
    // The newest rows have no labels yet, which is no data and no finding.
    const alerts = verdictOf(nodes, 'limit').alerts.filter(({ severity }) => severity === 'critical');
    const incident = creditIncidents.find((one) => one.id === id);
    if (!incident) throw new Error(id);
    const span = incidentSpan(incident, startsAt());
    expect(alerts.length).toBeGreaterThan(0);
    for (const alert of alerts) {
      expect(alert.firedAt).toBeGreaterThan(span.from);
      expect(alert.firedAt).toBeLessThanOrEqual(span.to + DAY_MS);
    }
  });

  it('marks nothing as cached the first time', async () => {
    const { nodes } = await preview(
      draft({ type: 'mean', params: { column: 'amount' } }, { critical: 1e6 }),
      59,
    );
    expect([nodes.watch?.cached, nodes.limit?.cached, nodes.tell?.cached]).toEqual([false, false, false]);
  });

  it('shows every node: rows, a series, alerts, and the message with real values', async () => {
    const { nodes, span } = await preview(
      draft(watches[1]?.[1] ?? { type: '', params: {} }, { critical: 0.25 }),
    );
    expect(span && span.to - span.from).toBeGreaterThan(50 * DAY_MS);
    expect(nodes.rows).toMatchObject({ kind: 'source', state: 'ok', rows: stream.rows });
    expect(nodes.watch).toMatchObject({
      kind: 'detector',
      state: 'ok',
      unit: 'distance',
      last: { ok: true },
    });
    expect(nodes.limit).toMatchObject({ kind: 'threshold', state: 'ok', now: { severity: 'ok' } });
    const { tell } = nodes;
    expect(tell).toMatchObject({ kind: 'action', state: 'ok' });
    expect(JSON.stringify(tell)).toContain('Sample watch');
  });

  it('sends nothing and stores nothing', async () => {
    expect(await open.api.deliveries.list()).toMatchObject({ items: [] });
    expect(await open.api.alerts.list()).toMatchObject({ items: [] });
    expect(await open.api.monitors.list()).toEqual([]);
  });

  it('runs again only what an edit touches', async () => {
    const psi = { type: 'psi', params: { column: 'amount' } };
    await preview(draft(psi, { critical: 0.25 }));
    const { nodes } = await preview(draft(psi, { critical: 0.01 }));
    expect([nodes.rows?.cached, nodes.watch?.cached]).toEqual([true, true]);
    expect([nodes.limit?.cached, nodes.tell?.cached]).toEqual([false, false]);
    const same = await preview(draft(psi, { critical: 0.01 }));
    expect(Object.values(same.nodes).every((node) => node.cached)).toBe(true);
    const { nodes: other } = await preview(
      draft({ ...psi, params: { column: 'duration_months' } }, { critical: 0.01 }),
    );
    expect(other.watch?.cached).toBe(false);
  });

  it('runs what it can of an unfinished draft, and says why not of the rest', async () => {
    const spec = JSON.parse(draft({ type: 'psi', params: { column: 'agee' } }, { critical: 0.2 }));
    spec.nodes.sound = { type: 'row_count', inputs: ['rows'] };
    spec.nodes.later = { type: 'nothing_such', inputs: ['sound'] };
    spec.nodes.off = { type: 'row_count', inputs: ['rows'], enabled: false };
    const { nodes, problems } = await preview(JSON.stringify(spec));
    expect(problems.length).toBeGreaterThan(0);
    expect(nodes.rows?.state).toBe('ok');
    expect(nodes.sound).toMatchObject({ kind: 'detector', state: 'ok' });
    expect(nodes.watch).toMatchObject({ kind: 'detector', state: 'not_run' });
    expect(nodes.watch?.words).toContain('agee');
    expect(nodes.limit).toMatchObject({ state: 'not_run', words: expect.stringContaining('watch') });
    expect(nodes.later).toMatchObject({ kind: 'unknown', state: 'not_run' });
    expect(nodes.off).toMatchObject({ state: 'upstream_disabled' });
  });

  it('says so where a filter lets nothing through', async () => {
    const spec = JSON.parse(draft({ type: 'row_count', params: {} }, { critical: 1, direction: 'below' }));
    spec.nodes.none = {
      type: 'filter',
      inputs: ['rows'],
      params: { where: { column: 'region', op: 'eq', value: 'moon' } },
    };
    spec.nodes.watch = { type: 'mean', params: { column: 'age' }, inputs: ['none'] };
    const { nodes, problems } = await preview(JSON.stringify(spec));
    expect(problems).toEqual([]);
    expect(nodes.none).toMatchObject({ kind: 'transform', state: 'warning', rows: 0 });
    expect(nodes.watch).toMatchObject({ kind: 'detector', state: 'warning' });
    expect(nodes.watch?.words).toMatch(/^No window gave a value/);
  });

  it('gives problems and no nodes for text that is no spec', async () => {
    expect(await preview('nodes: [')).toMatchObject({ span: null, nodes: {} });
  });
});

describe('publish to alerts', () => {
  it('goes from a draft to a history of alerts with their series', async () => {
    const text = draft({ type: 'missing_share', params: { column: 'income' } }, { critical: 0.2 });
    const { id } = await open.api.monitors.create({ text });
    const { draft: saved } = await open.api.monitors.get({ id });
    const published = await open.api.monitors.publish({
      id,
      token: saved.token,
      note: 'first',
      acceptWarnings: false,
    });
    expect(published).toMatchObject({ version: 1, problems: [] });
    const backfill = await open.finished(published.backfill ?? '');
    expect(backfill).toMatchObject({ kind: 'backfill', state: 'done', monitor: id });

    const [row] = await open.api.monitors.list();
    expect(row).toMatchObject({ id, version: 1, hasUnpublishedChanges: false, enabled: true });
    expect(row?.sparkline?.values.length).toBeGreaterThan(10);
    expect(row?.why).toMatchObject({ owner: 'risk-team' });

    const series = await open.api.monitors.scores({ id, from: startsAt() });
    expect(series).toHaveLength(1);
    expect(series[0]).toMatchObject({
      node: 'watch',
      unit: 'share',
      lines: [{ value: 0.2, severity: 'critical' }],
    });
    expect(series[0]?.points.some(([, , severity]) => severity === 'critical')).toBe(true);
    expect(series[0]?.bands).toHaveLength(1);

    const { items } = await open.api.alerts.list({ monitor: id });
    expect(items).toMatchObject([
      { node: 'limit', state: 'resolved', severityPeak: 'critical', backfilled: true },
    ]);
    const alert = await open.api.alerts.get({ id: items[0]?.id ?? '' });
    expect(alert.series?.points.length).toBeGreaterThan(4);
    expect(alert.why).toMatchObject({ requirement: 'REQ-1' });
    expect(alert.timeline.map(({ event }) => event)).toEqual(['firing', 'resolved']);

    await open.api.alerts.acknowledge({ id: alert.id, note: 'seen' });
    const noted = await open.api.alerts.get({ id: alert.id });
    expect(noted.acknowledged).toMatchObject({ by: 'owner', note: 'seen' });
    expect(await open.api.monitors.versions({ id })).toMatchObject([
      { number: 1, note: 'first', author: 'owner' },
    ]);

    const { job } = await open.api.monitors.replay({
      id,
      from: startsAt() + 20 * DAY_MS,
      to: startsAt() + 30 * DAY_MS,
    });
    const replay = await open.finished(job);
    expect(replay).toMatchObject({ state: 'done', result: { kind: 'replay', slots: 40, alerts: 1 } });
    expect((await open.api.alerts.list({ replay: job })).items).toHaveLength(1);
  });

  it('refuses warnings that were not accepted, and errors always', async () => {
    const spec = JSON.parse(draft({ type: 'row_count', params: {} }, { critical: 1, direction: 'below' }));
    delete spec.nodes.tell;
    const { id } = await open.api.monitors.create({ text: JSON.stringify(spec) });
    const { token } = (await open.api.monitors.get({ id })).draft;
    const refused = await open.api.monitors.publish({ id, token, acceptWarnings: false });
    expect(refused).toMatchObject({ version: null, problems: [{ code: 'no_action', level: 'warning' }] });
    expect(await open.api.monitors.publish({ id, token, acceptWarnings: true })).toMatchObject({
      version: 1,
    });
    const blank = await open.api.monitors.create({ name: 'Empty' });
    const empty = (await open.api.monitors.get({ id: blank.id })).draft;
    expect(
      await open.api.monitors.publish({ id: blank.id, token: empty.token, acceptWarnings: true }),
    ).toMatchObject({ version: null, problems: [{ code: 'no_nodes' }] });
  });
});
