import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { MINUTE_MS } from '@/lib/core/time';
import { pause } from '@/server/_system/tocsin';
import { monitors, runs } from '@/server/db/schema';
import { dueAt } from '@/server/store/monitors';
import { closeStore, openStore } from '@/server/store/store';
import { makeFolder, startEngineChild } from './children';
import { feed, makeFleet } from './fleet';
import { quantile, took } from './measure';
import type { Family } from './options';
import { figure, type Row, verdictOf } from './row';

/** Many one-minute monitors in real time: how late their runs are, and what the engine costs. */
export const scale: Family = {
  name: 'scale',
  ids: ['monitors'],
  async run({ quick }, say) {
    const rows: Row[] = [];
    for (const count of quick ? [1_000] : [100, 1_000, 10_000]) {
      rows.push(await measureFleet(count, count >= 10_000 ? 2 : 1, say));
    }
    return rows;
  },
};

async function measureFleet(count: number, minutes: number, say: (line: string) => void): Promise<Row> {
  const folder = await makeFolder();
  const made = await took(() => makeFleet(folder, count));
  say(`${count} monitors made in ${figure(made.wallMs / 1_000)} s`);
  const fleet = {
    folder,
    monitors: count,
    streams: Array.from({ length: Math.min(100, count) }, (_, i) => `stream${i}`),
  };
  const engine = await startEngineChild(folder);
  const feeding = feed(fleet, engine.port);
  // What was due while the fleet was made and the first reading of whole windows are no part of what goes on for ever.
  const from = Math.ceil((Date.now() + 20_000 + 10 * count) / MINUTE_MS) * MINUTE_MS;
  const begin = count < 1_000 ? Math.ceil(Date.now() / MINUTE_MS) * MINUTE_MS : from;
  await pause(begin - Date.now() - 100);
  await engine.probe();
  // Runs of a minute are due within its first half.
  const spanMs = (minutes - 1) * MINUTE_MS + 45_000;
  await pause(spanMs);
  const probe = await engine.probe();
  const refused = await feeding.stop();
  const lags = await lagsSince(folder, begin, begin + (minutes - 1) * MINUTE_MS);
  const disk = (await stat(join(folder, 'control.sqlite'))).size;
  await engine.close();
  if (refused > 0) say(`${refused} events were refused`);
  const due = count * minutes;
  const [p50, p99] = [quantile(lags, 0.5) / 1_000, quantile(lags, 0.99) / 1_000];
  // A run that did not come is the latest of all.
  const late = lags.length < due ? Number.POSITIVE_INFINITY : p99;
  say(
    `${lags.length} of ${due} runs; longest task ${figure(probe.longestMs)} ms; control store ${figure(disk / 1e6)} MB`,
  );
  return {
    id: 'monitors',
    what: `${count.toLocaleString('en')} one-minute monitors, ${fleet.streams.length} streams`,
    ask: 'lag p99 5 s',
    good: '',
    measured: `lag p50 ${p50.toFixed(2)} s, p99 ${p99.toFixed(2)} s, ${lags.length} of ${due} runs`,
    ratio: `${((100 * probe.cpuMs) / spanMs).toFixed(0)} % of a core, ${figure(probe.rssBytes / 1e6)} MB RSS`,
    verdict: verdictOf({ value: late, ask: 5, better: 'lower' }),
  };
}

/** From when a run was due to when it was ready to be committed, of the slots in [from, to]. */
async function lagsSince(folder: string, from: number, to: number): Promise<number[]> {
  const store = await openStore({ dataFolder: folder, key: null, migrate: false });
  const timings = new Map(
    store.db
      .select({
        id: monitors.id,
        everyMs: monitors.everyMs,
        delayMs: monitors.delayMs,
        offsetMs: monitors.offsetMs,
      })
      .from(monitors)
      .all()
      .map((m) => [m.id, m]),
  );
  const all = store.db
    .select({ monitorId: runs.monitorId, slot: runs.slot, finishedAt: runs.finishedAt })
    .from(runs)
    .all();
  closeStore(store);
  return all.flatMap(({ monitorId, slot, finishedAt }) => {
    const timing = timings.get(monitorId);
    return timing && slot >= from && slot <= to ? [finishedAt - dueAt(timing, slot)] : [];
  });
}
