import './lib/requireNode.mjs';
import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { buildEngine, buildWeb, builtFile } from './lib/build.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { portFrom, requireFreePort } from './lib/ports.mjs';
import { root } from './lib/root.mjs';
import { main, Stopped, say } from './lib/run.mjs';
import { supervisor } from './lib/supervisor.mjs';

const usage = `Starts Tocsin: the web pages and the engine. Ctrl-C stops both.

  npm start [-- --no-build]

  --no-build          start what is built already; neither install nor build

  TOCSIN_DATA         where the data lies (default ./data)
  TOCSIN_WEB_PORT     the port of the pages and the API (default 4310)
  TOCSIN_ENGINE_PORT  the port that takes events in (default 4311)`;

const parent = process.ppid;

function optionsFrom(args) {
  const unknown = args.find((arg) => arg !== '--no-build');
  if (unknown) throw Object.assign(new Error(`Unknown option ${unknown}.\n\n${usage}`), { exitCode: 2 });
  return { build: !args.includes('--no-build') };
}

/** What both processes are told; the web server changes its folder, so the data's path has to be absolute. */
function environment({ webPort, enginePort }) {
  return {
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    TOCSIN_DATA: resolve(root, process.env.TOCSIN_DATA || 'data'),
    TOCSIN_WEB_PORT: String(webPort),
    TOCSIN_ENGINE_PORT: String(enginePort),
  };
}

async function prepare({ build }) {
  if (!build) return;
  await ensureInstalled();
  await buildWeb();
  await buildEngine();
}

/** The engine first: it brings the database up to date, and the pages read what it made. */
async function startBoth(processes, { webPort, enginePort }) {
  const env = environment({ webPort, enginePort });
  mkdirSync(env.TOCSIN_DATA, { recursive: true, mode: 0o700 });
  const address = `http://127.0.0.1:${webPort}`;
  await processes.start({
    name: 'engine',
    script: builtFile('engine'),
    env,
    probe: { url: `http://127.0.0.1:${enginePort}/healthz`, isReady: (status) => status === 200 },
  });
  await processes.start({
    name: 'web server',
    script: builtFile('web'),
    env: { ...env, HOSTNAME: '127.0.0.1', PORT: String(webPort) },
    probe: { url: address, isReady: (status) => status < 500 },
  });
  return address;
}

/** Resolves at the first request to stop; later ones change nothing (npm repeats the terminal's Ctrl-C). */
function stopRequested() {
  return new Promise((resolveStop) => {
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => resolveStop());
    // npm hands its SIGTERM to the shell between it and us, and not every shell hands it on: being left alone tells.
    const orphaned = () => process.ppid !== parent;
    if (process.env.npm_lifecycle_event) setInterval(() => orphaned() && resolveStop(), 250).unref();
  });
}

async function start() {
  const args = process.argv.slice(2);
  if (args.includes('--help')) return say(usage);
  const options = optionsFrom(args);
  const webPort = portFrom('TOCSIN_WEB_PORT', 4310);
  const enginePort = portFrom('TOCSIN_ENGINE_PORT', 4311);
  await requireFreePort(webPort, { purpose: 'web pages', variable: 'TOCSIN_WEB_PORT' });
  await requireFreePort(enginePort, { purpose: 'engine', variable: 'TOCSIN_ENGINE_PORT' });
  await prepare(options);

  const processes = supervisor();
  const stopped = stopRequested();
  try {
    const address = await Promise.race([startBoth(processes, { webPort, enginePort }), stopped]);
    if (address) {
      console.log(`Tocsin is ready at ${address}`);
      await stopped;
    }
    say('Stopping …');
  } finally {
    await processes.stop();
  }
}

await main(async () => {
  try {
    await start();
  } catch (error) {
    // Asked to stop while still installing or building: that too is a clean end.
    if (!(error instanceof Stopped)) throw error;
  }
});
