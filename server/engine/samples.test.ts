import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '@/lib/core/time';
import { testClock } from '@/server/store/_testStore';
import { dueAt, getMonitor } from '@/server/store/monitors';
import { latestRun } from '@/server/store/runs';
import { type Harness, harness, monitorOf, runAt } from './_harness';
import { createPlans } from './plans';
import { publish } from './publish';

const T0 = Date.UTC(2026, 0, 1, 12);
const EVERY = 5 * MINUTE_MS;

const spec = `version: 1
name: Samples
schedule: { every: 5m, window: 30m, delay: 0s, reference: { from: ${new Date(T0 - 2 * HOUR_MS).toISOString()}, to: ${new Date(T0 - HOUR_MS).toISOString()} } }
nodes:
  events: { type: stream, params: { stream: requests } }
  each: { type: segment, inputs: [events], params: { column: tenant, k: 2 } }
  busiest: { type: largest_client_share, inputs: [each], params: { client: key } }
  much: { type: limit, inputs: [busiest], params: { critical: 0.9 } }
  unlike: { type: far_input_share, inputs: [events], params: { columns: [x, y] } }
  odd: { type: limit, inputs: [unlike], params: { critical: 0.5 } }
  tell: { type: log, inputs: [much, odd] }
`;

let h: Harness;
beforeEach(async () => {
  h = await harness(testClock(T0 + 40_000));
  const records = Array.from({ length: 7200 }, (_, i) => {
    const at = T0 - 2 * HOUR_MS + i * 1000;
    // From half an hour before T0 on, one client of tenant a sends three of four requests, and x and y come apart.
    const late = at >= T0 - 30 * MINUTE_MS;
    const tenant = i % 2 === 0 ? 'a' : 'b';
    const key = late && tenant === 'a' && i % 8 !== 0 ? 'scraper' : `k${i % 10}`;
    const x = Math.sin(i);
    return { id: `e${i}`, timestamp: new Date(at).toISOString(), tenant, key, x, y: late ? -x : x };
  });
  await h.events.append('requests', records, { origin: 'event', bytes: 1_000_000 });
});
afterEach(() => h.end());

async function scoresAt(id: string, slot: number) {
  await runAt(h, dueAt(getMonitor(h.scope, id), slot));
  const run = latestRun(h.scope, id);
  expect(run).toMatchObject({ slot, status: 'ok', problem: null });
  return run?.evaluation.scores.map(({ node, labels, score }) => [
    node,
    labels,
    score.ok ? score.value : score.why,
  ]);
}

describe('samples in a published monitor', () => {
  it('are split by segment, merged over buckets, pinned, and read again from the store', async () => {
    const { id, token } = await monitorOf(h, spec);
    const { version, finished } = await publish(h.engine, h.scope, { monitorId: id, token, note: '' });
    await finished;
    const pinned = new Map(version.baseline.references).get('unlike');
    expect(pinned?.cells[0]?.sample?.length).toBe(1000);
    const wanted = [
      ['unlike', {}, expect.closeTo(1, 1)],
      ['busiest', { tenant: 'a' }, 0.75],
      ['busiest', { tenant: 'b' }, 0.2],
    ];
    expect(await scoresAt(id, T0)).toEqual(wanted);
    // Plans are read anew and buckets come out of the cache.
    h.engine.plans = createPlans();
    const next = await scoresAt(id, T0 + EVERY);
    expect(next?.[1]).toEqual(['busiest', { tenant: 'a' }, expect.closeTo(0.75, 2)]);
  });
});
