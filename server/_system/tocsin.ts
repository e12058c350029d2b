import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createContext } from '@/server/api/context';
import { createEngineClient } from '@/server/api/engineClient';
import { createCaller } from '@/server/api/root';
import type { JobView } from '@/server/api/views';
import { localOwner, type Scope, scopeOf } from '@/server/store/scope';
import { closeStore, openStore } from '@/server/store/store';

const ENGINE = 'dist/engine.mjs';

/** A real engine process on a folder of its own, and the API over it as the web process runs it. */
export type Tocsin = {
  folder: string;
  port: number;
  ingest: (path: string, body: string | Uint8Array, headers?: Record<string, string>) => Promise<Response>;
  api: ReturnType<typeof createCaller>;
  /** The control store as the web process opens it: what checkers read. */
  scope: Scope;
  engine: Engine;
  /** Waits for a job's end; a job that failed throws with its problems. */
  finished: (job: string) => Promise<JobView>;
  close: () => Promise<void>;
};

export type Engine = {
  /** Resolves once it answers; throws where it ends before. `more` is added to its environment this once. */
  start: (more?: Readonly<Record<string, string>>) => Promise<void>;
  /** Starts it and waits for nothing. */
  spawn: (more?: Readonly<Record<string, string>>) => void;
  /** How it ended, once it has. */
  ended: () => Promise<Ended>;
  kill: (signal: 'SIGKILL' | 'SIGTERM' | 'SIGSTOP' | 'SIGCONT') => Promise<void>;
  readonly running: boolean;
  readonly pid: number | null;
  /** The last lines of the log, for a failing test's message. */
  log: () => string;
};

export type Ended = { code: number | null; signal: NodeJS.Signals | null };

export async function startTocsin(environment: Readonly<Record<string, string>> = {}): Promise<Tocsin> {
  if (!existsSync(ENGINE)) throw new Error(`${ENGINE} is missing: run npm run build first`);
  const folder = environment.TOCSIN_DATA ?? (await mkdtemp(join(tmpdir(), 'tocsin-')));
  const port = await freePort();
  const engine = createEngine(
    { ...environment, TOCSIN_DATA: folder, TOCSIN_ENGINE_PORT: String(port) },
    port,
  );
  await engine.start();
  const store = await openStore({ dataFolder: folder, key: null, migrate: false });
  const client = createEngineClient({ address: `127.0.0.1:${port}`, dataFolder: folder });
  // A context lives for one request; so does each call here.
  const api = freshEachCall(() => createCaller(createContext({ store, engine: client }, localOwner)));
  return {
    folder,
    port,
    ingest: (path, body, headers = {}) =>
      fetch(`http://127.0.0.1:${port}${path}`, {
        method: 'POST',
        body: body as BodyInit,
        headers: { 'content-type': 'application/json', ...headers },
      }),
    api,
    scope: scopeOf(store, localOwner),
    engine,
    finished: (job) => waitForJob(api, job),
    close: async () => {
      closeStore(store);
      if (engine.running) await engine.kill('SIGTERM');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function freshEachCall<T extends object>(make: () => T): T {
  return new Proxy({} as T, { get: (_target, name) => Reflect.get(make(), name) });
}

async function waitForJob(api: ReturnType<typeof createCaller>, id: string): Promise<JobView> {
  for (;;) {
    const job = await api.jobs.get({ id });
    if (job.state === 'done') return job;
    if (job.state === 'failed' || job.state === 'cancelled') {
      throw new Error(`job ${job.kind} ${job.state}: ${job.message} ${JSON.stringify(job.problems)}`);
    }
    await pause(50);
  }
}

/** An engine process on a port. The harness makes its own; tests of starting and stopping make more. */
export function createEngine(environment: Readonly<Record<string, string>>, port: number): Engine {
  let child: ChildProcess | null = null;
  let end: Promise<Ended> = Promise.resolve({ code: null, signal: null });
  let lines: string[] = [];
  const hasEnded = (process: ChildProcess) => process.exitCode !== null || process.signalCode !== null;
  function launch(more: Readonly<Record<string, string>> = {}): ChildProcess {
    const started = spawn(process.execPath, [ENGINE], {
      env: { ...process.env, NODE_ENV: 'production', TOCSIN_LOG_LEVEL: 'info', ...environment, ...more },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child = started;
    end = new Promise((done) => started.once('close', (code, signal) => done({ code, signal })));
    const keep = (chunk: Buffer) => {
      lines = [...lines, ...chunk.toString().split('\n')].slice(-200);
    };
    started.stdout?.on('data', keep);
    started.stderr?.on('data', keep);
    return started;
  }
  return {
    async start(more) {
      const started = launch(more);
      await until(
        async () => {
          if (hasEnded(started)) {
            const how = started.exitCode ?? started.signalCode;
            throw new Error(`the engine ended with ${how}:\n${lines.join('\n')}`);
          }
          return answers(`http://127.0.0.1:${port}/healthz`);
        },
        { limitMs: 60_000, what: () => `the engine to answer:\n${lines.join('\n')}` },
      );
    },
    spawn: (more) => void launch(more),
    ended: () => end,
    async kill(signal) {
      const target = child;
      if (!target || hasEnded(target)) return;
      target.kill(signal);
      if (signal === 'SIGKILL' || signal === 'SIGTERM') await end;
    },
    get running() {
      return child !== null && !hasEnded(child);
    },
    get pid() {
      return child?.pid ?? null;
    },
    log: () => lines.join('\n'),
  };
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Asks again until the answer is true; throws with what was waited for when time is up. */
export async function until(
  ask: () => boolean | Promise<boolean>,
  { limitMs, what }: { limitMs: number; what: () => string },
): Promise<void> {
  const end = performance.now() + limitMs;
  while (!(await ask())) {
    if (performance.now() > end) throw new Error(`gave up waiting for ${what()}`);
    await pause(50);
  }
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
