import { type ChildProcess, fork, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { freePort, pause } from '@/server/_system/tocsin';
import type { Probe } from './engineProbe';

const ENGINE = 'dist/bench/engine.mjs';
/** Next's standalone server, where `npm run build` has made it. */
export const WEB = '.next/standalone/server.js';

export type EngineChild = {
  folder: string;
  port: number;
  /** From the start of the process to its first good answer. */
  readyMs: number;
  /** What it cost since the last question. */
  probe: () => Promise<Probe>;
  /** How long it took to end. */
  stop: () => Promise<number>;
  close: () => Promise<void>;
};

export const makeFolder = (): Promise<string> => mkdtemp(join(tmpdir(), 'tocsin-bench-'));

/** An engine process of its own, on a fresh folder or one that was seeded. */
export async function startEngineChild(folder?: string): Promise<EngineChild> {
  const data = folder ?? (await makeFolder());
  const port = await freePort();
  const env = environment({
    TOCSIN_DATA: data,
    TOCSIN_ENGINE_PORT: String(port),
    TOCSIN_WEB_PORT: String(port),
    TOCSIN_LOG_LEVEL: 'warn',
  });
  const start = performance.now();
  const child = fork(ENGINE, [], { env, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  await answering(child, `http://127.0.0.1:${port}/healthz`);
  const readyMs = performance.now() - start;
  return {
    folder: data,
    port,
    readyMs,
    probe: () =>
      new Promise((answer) => {
        child.once('message', (probe) => answer(probe as Probe));
        child.send('probe');
      }),
    stop: () => endOf(child),
    close: async () => {
      await endOf(child);
      await rm(data, { recursive: true, force: true });
    },
  };
}

export type WebChild = {
  port: number;
  readyMs: number;
  rssBytes: () => Promise<number>;
  stop: () => Promise<number>;
};

/** The pages, as `npm start` runs them. */
export async function startWeb(settings: Readonly<Record<string, string>>): Promise<WebChild> {
  const port = await freePort();
  const env = environment({
    ...settings,
    PORT: String(port),
    TOCSIN_WEB_PORT: String(port),
    HOSTNAME: '127.0.0.1',
    NEXT_TELEMETRY_DISABLED: '1',
  });
  const start = performance.now();
  const child = spawn(process.execPath, [resolve(WEB)], { env, stdio: ['ignore', 'ignore', 'inherit'] });
  await answering(child, `http://127.0.0.1:${port}/monitors`);
  const readyMs = performance.now() - start;
  return { port, readyMs, rssBytes: () => rssOf(child.pid ?? 0), stop: () => endOf(child) };
}

/** A child's environment: ours, without what was meant for us alone. */
function environment(more: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  return { ...process.env, NODE_ENV: 'production', NODE_OPTIONS: '', ...more };
}

async function answering(child: ChildProcess, url: string): Promise<void> {
  for (const end = performance.now() + 60_000; performance.now() < end; await pause(5)) {
    if (child.exitCode !== null) throw new Error(`a process ended with ${child.exitCode} before it answered`);
    try {
      if ((await fetch(url)).ok) return;
    } catch {
      // Not up yet.
    }
  }
  child.kill('SIGKILL');
  throw new Error(`${url} did not answer within 60 s`);
}

async function endOf(child: ChildProcess): Promise<number> {
  if (child.exitCode !== null || child.signalCode !== null) return 0;
  const start = performance.now();
  const ended = new Promise((exit) => child.once('exit', exit));
  child.kill('SIGTERM');
  const late = setTimeout(() => child.kill('SIGKILL'), 30_000);
  await ended;
  clearTimeout(late);
  return performance.now() - start;
}

/** Resident memory of a process, from Linux's own account of it. */
async function rssOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? Number.NaN) * 1024;
}
