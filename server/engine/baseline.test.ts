import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '@/lib/core/time';
import { testClock } from '@/server/store/_testStore';
import { dueAt, getMonitor } from '@/server/store/monitors';
import { latestRun } from '@/server/store/runs';
import { getVersion } from '@/server/store/versions';
import { type Harness, harness, monitorOf, runAt, sendEvents } from './_harness';
import { createPlans } from './plans';
import { publish } from './publish';

const T0 = Date.UTC(2026, 0, 1, 12);
const EVERY = 5 * MINUTE_MS;

const spec = (reference: string, extra = '') => `version: 1
name: Drift
schedule: { every: 5m, window: 10m, delay: 0s, reference: ${reference} }
nodes:
  events: { type: stream, params: { stream: predictions } }
${extra}  shift: { type: psi, inputs: [${extra ? 'only' : 'events'}], params: { column: amount } }
  high: { type: limit, inputs: [shift], params: { warning: 0.1, critical: 0.25 } }
  tell: { type: log, inputs: [high] }
`;

let h: Harness;
beforeEach(async () => {
  h = await harness(testClock(T0 + 40_000));
  // Even over 0 to 99 until T0, and over 50 to 149 from then on.
  await sendEvents(
    h,
    { from: T0 - 2 * HOUR_MS, to: T0 + HOUR_MS },
    (at) => ((at / 1_000) % 100) + (at < T0 ? 0 : 50),
  );
});
afterEach(() => h.end());

const live = async (draft: string) => {
  const { id, token } = await monitorOf(h, draft);
  const { version, finished } = await publish(h.engine, h.scope, { monitorId: id, token, note: '' });
  await finished;
  return { id, baseline: version.baseline };
};
const scoreAt = async (id: string, slot: number) => {
  await runAt(h, dueAt(getMonitor(h.scope, id), slot));
  const run = latestRun(h.scope, id);
  expect(run).toMatchObject({ slot, status: 'ok', problem: null });
  const score = run?.evaluation.scores[0]?.score;
  return score?.ok ? score.value : score?.why;
};

describe('the baseline of a version', () => {
  it('pins a range once: what comes later into it changes nothing', async () => {
    const range = `{ from: ${new Date(T0 - 2 * HOUR_MS).toISOString()}, to: ${new Date(T0).toISOString()} }`;
    const { id, baseline } = await live(spec(range));
    expect(baseline.references.map(([detector]) => detector)).toEqual(['shift']);
    expect(baseline.catalogue.streams).toHaveProperty('predictions');
    expect(await scoreAt(id, T0)).toBeCloseTo(0, 2);
    const shifted = await scoreAt(id, T0 + 3 * EVERY);
    expect(shifted).toBeGreaterThan(1);
    await h.events.append(
      'predictions',
      Array.from({ length: 5_000 }, (_, n) => ({
        id: `late${n}`,
        timestamp: new Date(T0 - HOUR_MS).toISOString(),
        amount: 500,
      })),
      { origin: 'event', bytes: 500_000 },
    );
    h.engine.plans = createPlans();
    expect(await scoreAt(id, T0 + 4 * EVERY)).toBeCloseTo(Number(shifted), 6);
  });

  it('moves on with a trailing reference, in the bins of its publishing', async () => {
    const { id, baseline } = await live(spec('{ trailing: 30m }'));
    expect(baseline.references).toEqual([]);
    expect(baseline.profiles[0]?.[1]).toMatchObject({ 'q10:amount': { kind: 'quantiles' } });
    expect(await scoreAt(id, T0 + 2 * EVERY)).toBeGreaterThan(1);
    // 40 minutes later the window and the half hour before it are alike again.
    expect(await scoreAt(id, T0 + 10 * EVERY)).toBeCloseTo(0, 2);
  });

  it('takes a file, with the same filter', async () => {
    const rows = Array.from({ length: 2_000 }, (_, n) => `${n % 100},${n % 2 ? 'DE' : 'FR'}`);
    writeFileSync(join(h.folder, 'files', 'normal.csv'), `amount,country\n${rows.join('\n')}\n`);
    const filter = `  only: { type: filter, inputs: [events], params: { where: { column: country, op: eq, value: DE } } }\n`;
    const { id, baseline } = await live(spec('{ file: normal.csv }', filter));
    expect(baseline.referenceSpan).toBeNull();
    const [, tally] = baseline.references[0] ?? [];
    expect(tally?.cells.reduce((sum, { count }) => sum + count, 0)).toBe(1_000);
    expect(await scoreAt(id, T0 + 3 * EVERY)).toBeGreaterThan(1);
  });

  it('takes any data for its bins where the latest stretch has none', async () => {
    h.clock.set(T0 + 90 * DAY_MS);
    const { baseline } = await live(spec('{ trailing: 30m }'));
    expect(baseline.profiles[0]?.[1]?.['q10:amount']?.values).toHaveLength(11);
  });

  it('is compiled with the columns of its publishing', async () => {
    const { id } = await live(spec('{ trailing: 30m }'));
    expect(
      getVersion(h.scope, id, 1).baseline.catalogue.streams.predictions?.map(({ name }) => name),
    ).toEqual(expect.arrayContaining(['amount', 'country']));
  });
});
