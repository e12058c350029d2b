import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { createRng } from '@/lib/core/rng';
import { MINUTE_MS } from '@/lib/core/time';
import { pause } from '@/server/_system/tocsin';
import { write } from '@/server/db/client';
import { monitors } from '@/server/db/schema';
import { closeStore, openStore } from '@/server/store/store';
import { type EngineChild, makeFolder, startEngineChild, startWeb, WEB } from './children';
import { makeEvent } from './events';
import { feed, makeFleet } from './fleet';
import { load, requestBytes } from './load';
import { median, quantile } from './measure';
import type { Family, Options } from './options';
import { figure, type Row, skipped, verdictOf } from './row';

const FLEET = 1_000;

/** T10 and T11: what the two processes are like to live with. */
export const process_: Family = {
  name: 'process',
  ids: ['T10', 'T11'],
  async run(options, say) {
    const wants = (id: string) =>
      options.only.size === 0 || options.only.has(id) || options.only.has('process');
    return [
      ...(wants('T10') ? await besideEvaluation(options, say) : []),
      ...(wants('T11') ? await startAndStop(options) : []),
    ];
  },
};

async function besideEvaluation({ quick }: Options, say: (line: string) => void): Promise<Row[]> {
  const folder = await makeFolder();
  const fleet = await makeFleet(folder, FLEET);
  const on = await measureRequests(fleet, quick ? 15_000 : 28_000);
  await pauseAll(folder);
  const off = await measureRequests(fleet, quick ? 8_000 : 28_000);
  await off.engine.close();
  say(
    `requests p50 ${figure(on.p50)} ms with ${FLEET} monitors, ${figure(off.p50)} without; longest task ${figure(on.longestMs)} and ${figure(off.longestMs)} ms`,
  );
  const ratio = on.p975 / off.p975;
  return [
    {
      id: 'T10',
      what: `longest task on the HTTP thread, ${FLEET} monitors`,
      ask: '50 ms',
      good: '',
      measured: `${figure(on.longestMs)} ms (${figure(off.longestMs)} without)`,
      ratio: '',
      verdict: verdictOf({ value: on.longestMs, ask: 50, better: 'lower' }),
    },
    {
      id: 'T10',
      what: 'p97.5 of single POSTs, evaluation on and off',
      ask: '1.2x',
      good: '',
      measured: `${figure(on.p975)} ms and ${figure(off.p975)} ms`,
      ratio: `${figure(ratio)}x`,
      verdict: verdictOf({ value: ratio, ask: 1.2, better: 'lower' }),
    },
  ];
}

type Measured = { p50: number; p975: number; longestMs: number; engine: EngineChild };

async function measureRequests(fleet: Parameters<typeof feed>[0], forMs: number): Promise<Measured> {
  const engine = await startEngineChild(fleet.folder);
  const feeding = feed(fleet, engine.port);
  // The first reading of whole windows is over by the next minute's start, where most runs are due.
  await pause(Math.ceil((Date.now() + 20_000) / MINUTE_MS) * MINUTE_MS - Date.now());
  await engine.probe();
  const rng = createRng('beside');
  const next = () => requestBytes('/v1/streams/beside/events', JSON.stringify(makeEvent(rng, Date.now())));
  const { latenciesMs, failed } = await load({
    port: engine.port,
    connections: 8,
    forMs,
    perSecond: 100,
    next,
  });
  const probe = await engine.probe();
  await feeding.stop();
  await engine.stop();
  if (failed > 0) throw new Error(`${failed} requests failed`);
  return { p50: median(latenciesMs), p975: quantile(latenciesMs, 0.975), longestMs: probe.longestMs, engine };
}

async function pauseAll(folder: string): Promise<void> {
  const store = await openStore({ dataFolder: folder, key: null, migrate: false });
  await write(store.db, (tx) => tx.update(monitors).set({ state: 'paused' }).run());
  closeStore(store);
}

async function startAndStop({ quick }: Options): Promise<Row[]> {
  const rounds = quick ? 2 : 3;
  const measured: { readyMs: number; rss: number; stopMs: number }[] = [];
  for (let round = 0; round < rounds; round++) measured.push(await engineOnce(quick));
  const of = (pick: (m: (typeof measured)[number]) => number) => median(measured.map(pick));
  const rows = [
    startRow(
      'engine',
      of((m) => m.readyMs),
    ),
    restRow({ name: 'engine', bytes: of((m) => m.rss), askMb: 200 }),
    stopRow(
      'engine',
      of((m) => m.stopMs),
    ),
  ];
  if (!existsSync(WEB))
    return [...rows, skipped('T11', 'web: start, rest, stop', 'not built (npm run build)')];
  return [...rows, ...(await webRows(rounds, quick))];
}

async function engineOnce(quick: boolean) {
  const engine = await startEngineChild();
  await pause(quick ? 2_000 : 5_000);
  const { rssBytes } = await engine.probe();
  const socket = await halfRequest(engine.port);
  const stopMs = await engine.stop();
  socket.destroy();
  await engine.close();
  return { readyMs: engine.readyMs, rss: rssBytes, stopMs };
}

async function webRows(rounds: number, quick: boolean): Promise<Row[]> {
  const engine = await startEngineChild();
  const settings = { TOCSIN_DATA: engine.folder, TOCSIN_ENGINE_PORT: String(engine.port) };
  const [ready, rss, stop]: number[][] = [[], [], []];
  for (let round = 0; round < rounds; round++) {
    const web = await startWeb(settings);
    await pause(quick ? 2_000 : 5_000);
    ready?.push(web.readyMs);
    rss?.push(await web.rssBytes());
    const socket = await halfRequest(web.port);
    stop?.push(await web.stop());
    socket.destroy();
  }
  await engine.close();
  return [
    startRow('web', median(ready ?? [])),
    restRow({ name: 'web', bytes: median(rss ?? []), askMb: 130 }),
    stopRow('web', median(stop ?? [])),
  ];
}

/** A connection whose request never ends: nobody may wait for it. */
async function halfRequest(port: number) {
  const socket = connect({ port, host: '127.0.0.1' });
  await new Promise<void>((open) => socket.once('connect', open));
  socket.on('error', () => undefined);
  socket.write('POST /v1/streams/open/events HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\n\r\n[');
  await pause(100);
  return socket;
}

const startRow = (name: string, ms: number): Row => ({
  id: 'T11',
  what: `${name}: cold start to first answer`,
  ask: '2 s',
  good: '',
  measured: `${(ms / 1_000).toFixed(2)} s`,
  ratio: '',
  verdict: verdictOf({ value: ms, ask: 2_000, better: 'lower' }),
});

const restRow = ({ name, bytes, askMb }: { name: string; bytes: number; askMb: number }): Row => ({
  id: 'T11',
  what: `${name}: RSS at rest`,
  ask: `${askMb} MB`,
  good: '',
  measured: `${figure(bytes / 1e6)} MB`,
  ratio: '',
  verdict: verdictOf({ value: bytes / 1e6, ask: askMb, better: 'lower' }),
});

const stopRow = (name: string, ms: number): Row => ({
  id: 'T11',
  what: `${name}: SIGTERM with an open request`,
  ask: '2 s',
  good: '',
  measured: `${(ms / 1_000).toFixed(2)} s`,
  ratio: '',
  verdict: verdictOf({ value: ms, ask: 2_000, better: 'lower' }),
});
