import { createRng } from '@/lib/core/rng';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '@/lib/core/time';
import { type Harness, harness } from '@/server/engine/_harness';
import { createDataReader } from '@/server/engine/dataReader';
import { publish } from '@/server/engine/publish';
import { runMonitor } from '@/server/engine/runMonitor';
import { testClock } from '@/server/store/_testStore';
import { createMonitor, getMonitor, type Monitor } from '@/server/store/monitors';
import { createTallyCache } from '@/server/store/tallyCache';
import { makeEvents, NUMBERS, TEXTS } from './events';
import { median, took } from './measure';
import type { Family } from './options';
import { figure, type Row, verdictOf } from './row';

/** The last slot; the window before it and the reference before that are whole days. */
const NOON = Date.UTC(2026, 0, 10, 12, 30);
const COLUMNS = [...NUMBERS, ...TEXTS, 'prediction', 'label'];

/** T5: a run over a one-day window, cut into minutes and into hours, of 20 detectors. */
export const runs: Family = {
  name: 'runs',
  ids: ['T5'],
  async run({ quick }, say) {
    const stepMs = quick ? 5_000 : 2_000;
    const h = await harness(testClock(NOON));
    await fill(h, stepMs);
    const rows: Row[] = [];
    for (const every of ['1m', '1h']) {
      const monitor = await monitorEvery(h, every);
      const times = await measureRuns(h, monitor, quick ? 5 : 15);
      say(
        `every ${every}: first run ${figure(times.first)} ms, next slot ${figure(times.next)} ms, after a restart ${figure(times.restart)} ms, cached ${figure(times.cached)} ms of which ${figure(times.cachedCpu)} ms processor`,
      );
      rows.push(rowOf(every, times));
    }
    await h.end();
    return rows;
  },
};

type Times = Record<'first' | 'next' | 'restart' | 'cached' | 'cachedCpu', number>;

function rowOf(every: string, times: Times): Row {
  return {
    id: 'T5',
    what: `run every ${every} over 1 d, 20 columns, cached`,
    ask: '20 ms',
    good: '',
    measured: `${figure(times.cached)} ms (${figure(times.next)} with a new bucket)`,
    ratio: `${figure(times.cachedCpu)} ms processor`,
    verdict: verdictOf({ value: times.cached, ask: 20, better: 'lower' }),
  };
}

/** Two and a half days of events. */
async function fill(h: Harness, stepMs: number): Promise<void> {
  const rng = createRng('runs');
  const chunk = 5_000;
  for (let from = NOON - 2.5 * DAY_MS; from < NOON + HOUR_MS; from += chunk * stepMs) {
    const records = makeEvents(rng, chunk, { from, stepMs });
    await h.events.append('requests', records, { origin: 'event', bytes: chunk * 320 });
  }
}

async function monitorEvery(h: Harness, every: string): Promise<Monitor> {
  const detectors = [
    ...COLUMNS.map((column) => `psi, params: { column: ${column} }`),
    'missing_share, params: { column: f1 }',
    'row_count, params: {}',
  ];
  const nodes = detectors.flatMap((detector, i) => [
    `  d${i}: { type: ${detector}, inputs: [events] }`,
    `  l${i}: { type: limit, inputs: [d${i}], params: { critical: 1000000 } }`,
  ]);
  const reference = `{ from: 2026-01-08, to: 2026-01-09 }`;
  const draft = [
    'version: 1',
    `name: Day ${every}`,
    `schedule: { every: ${every}, window: 1d, delay: 0s, reference: ${reference} }`,
    'nodes:',
    '  events: { type: stream, params: { stream: requests } }',
    ...nodes,
    '',
  ].join('\n');
  const made = await createMonitor(h.scope, { name: `Day ${every}`, draft, layout: {} });
  const { finished } = await publish(h.engine, h.scope, {
    monitorId: made.id,
    token: made.token,
    note: '',
    backfill: false,
  });
  await finished;
  return getMonitor(h.scope, made.id);
}

async function measureRuns(h: Harness, monitor: Monitor, rounds: number): Promise<Times> {
  const everyMs = monitor.everyMs ?? MINUTE_MS;
  const first = Math.floor(NOON / everyMs) * everyMs - everyMs * rounds;
  let slot = first;
  const run = async () => {
    const reads = h.engine.reader;
    await runMonitor(h.engine, { monitor, version: 1, slot, missed: 0 }, reads);
  };
  const cold = await took(run);
  const [next, cached, cpu]: number[][] = [[], [], []];
  for (let round = 0; round < rounds; round++) {
    slot = first + (round + 1) * everyMs;
    next?.push((await took(run)).wallMs);
    const again = await took(run);
    cached?.push(again.wallMs);
    cpu?.push(again.cpuMs);
  }
  await new Promise((written) => setTimeout(written, 500));
  h.engine.reader = createDataReader(h.events, createTallyCache(h.store, String));
  const restart = await took(run);
  return {
    first: cold.wallMs,
    next: median(next ?? []),
    restart: restart.wallMs,
    cached: median(cached ?? []),
    cachedCpu: median(cpu ?? []),
  };
}
