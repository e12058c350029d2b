import { spawn } from 'node:child_process';
import { get } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { root } from './root.mjs';
import { say } from './run.mjs';

const endWithParent = fileURLToPath(new URL('endWithParent.mjs', import.meta.url));
const graceMs = 10_000;
const firstDelayMs = 1_000;
const longestDelayMs = 30_000;
/** A process that ran this long was healthy: its next death starts the backoff anew. */
const steadyMs = 60_000;
/** A process that dies this often before it ever answered will not come up by being started again. */
const hopelessDeaths = 3;

function answers({ url, isReady }) {
  return new Promise((resolve) => {
    // No agent, so no connection is kept: a server that is told to stop waits for those that are open.
    const request = get(url, { agent: false, timeout: 5_000 }, (response) => {
      response.resume();
      resolve(isReady(response.statusCode));
    });
    request.on('timeout', () => request.destroy());
    request.on('error', () => resolve(false));
  });
}

/** Keeps processes running until it is told to stop them. */
export function supervisor() {
  const kept = new Set();
  let stopping = false;

  function launch(service) {
    const startedAt = Date.now();
    service.child = spawn(
      process.execPath,
      ['--enable-source-maps', '--import', endWithParent, service.script],
      {
        cwd: root,
        env: { ...process.env, ...service.env },
        // A group of its own: Ctrl-C in a terminal reaches a whole group, and a child should hear "stop" once, from us.
        detached: process.platform !== 'win32',
        stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      },
    );
    service.ended = new Promise((resolve) => {
      service.child.once('exit', (code, signal) => {
        service.child = undefined;
        resolve();
        if (!stopping) relaunch(service, { how: signal ?? `code ${code}`, aliveMs: Date.now() - startedAt });
      });
    });
  }

  function relaunch(service, { how, aliveMs }) {
    service.deaths = aliveMs > steadyMs ? 1 : service.deaths + 1;
    const delayMs = Math.min(firstDelayMs * 2 ** (service.deaths - 1), longestDelayMs);
    say(`The ${service.name} ended (${how}); starting it again in ${delayMs / 1_000} s.`);
    service.timer = setTimeout(() => launch(service), delayMs);
  }

  /** Starts a service `{ name, script, env, probe: { url, isReady } }` and resolves when it answers. */
  async function start(description) {
    if (stopping) return;
    const service = { ...description, deaths: 0 };
    kept.add(service);
    launch(service);
    while (!stopping && !(await answers(service.probe))) {
      if (service.deaths >= hopelessDeaths) {
        throw new Error(
          `The ${service.name} does not come up: it ended ${service.deaths} times before it answered.`,
        );
      }
      await sleep(100);
    }
  }

  async function end(service) {
    clearTimeout(service.timer);
    if (!service.child) return;
    service.child.kill('SIGTERM');
    const timer = setTimeout(() => {
      say(`The ${service.name} did not stop within ${graceMs / 1_000} s; ending it.`);
      service.child?.kill('SIGKILL');
    }, graceMs);
    await service.ended;
    clearTimeout(timer);
  }

  /** Stops everything: asks first, and after a while insists. */
  async function stop() {
    stopping = true;
    await Promise.all([...kept].map(end));
  }

  return { start, stop };
}
