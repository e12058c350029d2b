import { afterEach, beforeEach, expect, it } from 'vitest';
import { compile } from '@/lib/compile/compile';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '@/lib/core/time';
import { testClock } from '@/server/store/_testStore';
import { listAlerts } from '@/server/store/alerts';
import { dueAt, getMonitor, saveDraft } from '@/server/store/monitors';
import { listHistory, listRuns, type Run, replayTrack } from '@/server/store/runs';
import { type Harness, harness, monitorOf, runAt, sendEvents } from './_harness';
import { createPreview } from './preview';
import { publish } from './publish';
import { startReplay } from './replay';
import { createTrails } from './trails';

const T0 = Date.UTC(2026, 0, 1, 12);
const EVERY = 5 * MINUTE_MS;

const draft = `version: 1
name: Amount
schedule: { every: 5m, window: 5m, delay: 0s }
nodes:
  events: { type: stream, params: { stream: predictions } }
  countries: { type: segment, inputs: [events], params: { column: country } }
  average: { type: mean, title: amount, inputs: [countries], params: { column: amount } }
  calm: { type: moving_statistic, inputs: [average], params: { statistic: median, windows: 3 } }
  odd: { type: robust_z_score, inputs: [calm], params: { windows: 24 } }
  high: { type: limit, inputs: [odd], params: { critical: 8 } }
  tell: { type: log, inputs: [high] }
`;

let h: Harness;
beforeEach(async () => {
  h = await harness(testClock(T0 + 40_000));
});
afterEach(() => h.end());

/** Wanders a little by the window, and stays high for half an hour. */
const amount = (at: number) =>
  100 + (Math.floor(at / EVERY) % 7) + (at >= T0 + 3 * EVERY && at < T0 + 9 * EVERY ? 50 : 0);

async function publishDraft(text = draft, id?: string): Promise<string> {
  const monitor = id === undefined ? await monitorOf(h, text) : getMonitor(h.scope, id);
  const { token } = await saveDraft(h.scope, { ...monitor, draft: text, layout: {} });
  const answer = await publish(h.engine, h.scope, { monitorId: monitor.id, token, note: '' });
  await answer.finished;
  return monitor.id;
}

/** What a node scored, in the order of slots: a number, or why there is none. */
const scoresOf = (runs: readonly Run[], node: string, country = 'DE') =>
  runs.map(({ slot, evaluation }) => {
    const entry = evaluation.scores.find((one) => one.node === node && one.labels.country === country);
    const score = entry?.score ?? { ok: false as const, why: null };
    return [slot, score.ok ? score.value : score.why];
  });

it('gives the same live, replayed and in a preview, whenever the engine was started anew', async () => {
  await sendEvents(h, { from: T0 - 3 * HOUR_MS, to: T0 + 12 * EVERY }, amount);
  h.clock.set(T0 + 40_000);
  const id = await publishDraft();
  for (let n = 0; n <= 11; n++) {
    // A new engine knows nothing but what is in the store; one that goes on keeps what it has read.
    if (n % 2 === 1) h.engine.trails = createTrails();
    await runAt(h, dueAt(getMonitor(h.scope, id), T0 + n * EVERY));
  }
  const span = { from: T0 - 3 * HOUR_MS, to: T0 + 11 * EVERY };
  const live = listHistory(h.scope, { monitorId: id, version: 1, span });
  const calm = scoresOf(live, 'calm');
  const odd = scoresOf(live, 'odd');
  expect(calm.slice(0, 3).map(([, value]) => value)).toEqual([
    'needs 3 windows, has 1',
    'needs 3 windows, has 2',
    expect.any(Number),
  ]);
  expect(odd.slice(0, 3).map(([, value]) => value)).toEqual([
    'needs 3 windows, has 1',
    'needs 3 windows, has 2',
    'needs 21 windows, has 1',
  ]);
  expect(odd.slice(22).every(([, value]) => typeof value === 'number')).toBe(true);

  const { finished, job } = await startReplay(h.engine, h.scope, { monitorId: id, span });
  await finished;
  const replayed = listRuns(h.scope, { monitorId: id, track: replayTrack(job.id), span });
  const seen = new Set(live.map(({ slot }) => slot));
  expect(
    scoresOf(
      replayed.filter(({ slot }) => seen.has(slot)),
      'odd',
    ).slice(-12),
  ).toEqual(odd.slice(-12));

  const preview = createPreview({ events: h.events, reader: h.engine.reader, now: () => h.clock.now() });
  const catalogue = await h.engine.catalogue(h.scope);
  const { nodes } = await preview({ text: draft, days: 1, catalogue });
  const node = nodes.odd;
  if (node?.kind !== 'analyser') throw new Error('it previews as an analyser');
  const german = node.series.find(({ labels }) => labels.country === 'DE')?.points ?? [];
  const shown = new Map(german.map(([slot, value]) => [slot, value]));
  const wanted = odd.map(([slot, value]) => [slot, typeof value === 'number' ? value : null]);
  expect(wanted.slice(-12).map(([slot]) => [slot, shown.get(slot as number) ?? null])).toEqual(
    wanted.slice(-12),
  );

  const again = await preview({ text: draft, days: 1, catalogue });
  expect(again.nodes.odd).toMatchObject({ cached: true, series: node.series });
});

it('rings for what is unusual and for nothing else, also while it still learns', async () => {
  await sendEvents(h, { from: T0 - 3 * HOUR_MS, to: T0 + 12 * EVERY }, amount);
  h.clock.set(T0 + 40_000);
  const id = await publishDraft();
  for (let n = 0; n <= 11; n++) await runAt(h, dueAt(getMonitor(h.scope, id), T0 + n * EVERY));
  const alerts = listAlerts(h.scope, { monitorId: id });
  expect(alerts.map(({ labels, firedAt, severityPeak }) => [labels.country, firedAt, severityPeak])).toEqual(
    expect.arrayContaining([
      ['DE', T0 + 5 * EVERY, 'critical'],
      ['FR', T0 + 5 * EVERY, 'critical'],
    ]),
  );
  expect(alerts).toHaveLength(2);
  expect(alerts[0]?.reasonFirst).toMatch(
    /^odd is .+, above the critical limit 8 \(country \w+\); calm is .+ of its usual swings above its median: /,
  );
});

it('begins a series of its own with each version', async () => {
  await sendEvents(h, { from: T0 - HOUR_MS, to: T0 + 3 * EVERY }, amount);
  h.clock.set(T0 + 40_000);
  const id = await publishDraft();
  await runAt(h, dueAt(getMonitor(h.scope, id), T0));
  await publishDraft(draft.replace('amount, inputs', 'amount in cents, inputs'), id);
  await runAt(h, dueAt(getMonitor(h.scope, id), T0 + EVERY));
  const [run] = listRuns(h.scope, { monitorId: id, span: { from: T0, to: T0 + DAY_MS } });
  expect(run).toMatchObject({ version: 2, slot: T0 + EVERY });
  expect(scoresOf(run ? [run] : [], 'calm')).toEqual([[T0 + EVERY, expect.any(Number)]]);
});

it('backfills as many more windows as its analysers look back', async () => {
  const longer = draft
    .replace('windows: 24', 'windows: 900')
    .replace('every: 5m, window: 5m', 'every: 1m, window: 1m');
  expect(compile(longer).plan?.analysers.map(({ lookback }) => lookback)).toEqual([3, 900]);
  await sendEvents(h, { from: T0 - 9 * HOUR_MS, to: T0 }, amount);
  h.clock.set(T0 + 40_000);
  const id = await publishDraft(longer);
  const span = { from: T0 - DAY_MS, to: T0 };
  expect(listHistory(h.scope, { monitorId: id, version: 1, span, limit: 5_000 }).length).toBeGreaterThan(530);
});
