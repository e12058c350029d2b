import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { ensureChromium } from '@/scripts/lib/chromium.mjs';

/** The built app on free ports with data of its own, and a browser to use it with. */
export type App = {
  url: string;
  /** Calls a procedure as a page would. */
  call: <T>(path: string, input?: unknown) => Promise<T>;
  /** A page in a context of its own; `errors` collects what its console complains of. */
  open: (options?: BrowserContextOptions) => Promise<Opened>;
  /** Ends and starts the server again on the same data. */
  down: () => Promise<void>;
  up: () => Promise<void>;
  stop: () => Promise<void>;
};

export type Opened = { page: Page; errors: string[]; foreign: string[]; close: () => Promise<void> };

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Starts what is built; build it first with `npm run build`. */
export async function startApp(): Promise<App> {
  const data = await mkdtemp(join(tmpdir(), 'tocsin-e2e-'));
  const [web, engine] = [await freePort(), await freePort()];
  const url = `http://127.0.0.1:${web}`;
  const env = { TOCSIN_DATA: data, TOCSIN_WEB_PORT: String(web), TOCSIN_ENGINE_PORT: String(engine) };
  let server = await startServer(env);
  const browser = await chromium.launch({
    executablePath: await ensureChromium(),
    args: ['--no-sandbox', '--disable-quic', '--disable-background-networking'],
  });
  return {
    url,
    call: (path, input) => call(url, path, input),
    open: (options) => open(browser, url, options),
    down: () => ended(server),
    up: async () => {
      server = await startServer(env);
    },
    stop: async () => {
      await browser.close();
      await ended(server);
      await rm(data, { recursive: true, force: true });
    },
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}

async function startServer(env: Record<string, string>): Promise<ChildProcess> {
  const server = spawn(process.execPath, ['scripts/start.mjs', '--no-build'], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`the app did not start: ${said}`)), 60_000);
    const hear = (part: Buffer) => {
      said += part.toString();
      if (!said.includes('Tocsin is ready')) return;
      clearTimeout(timer);
      resolve();
    };
    server.stdout?.on('data', hear);
    server.stderr?.on('data', hear);
    server.once('exit', (code) => reject(new Error(`the app ended with ${code}: ${said}`)));
  });
  return server;
}

async function ended(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null) return;
  const gone = new Promise((resolve) => server.once('exit', resolve));
  server.kill('SIGTERM');
  await gone;
}

async function call<T>(url: string, path: string, input: unknown): Promise<T> {
  const response = await fetch(`${url}/api/trpc/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify(input ?? {}),
  });
  const answer = (await response.json()) as { result?: { data: T }; error?: unknown };
  if (!answer.result) throw new Error(`${path}: ${JSON.stringify(answer.error)}`);
  return answer.result.data;
}

async function open(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<Opened> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    permissions: ['clipboard-read', 'clipboard-write'],
    baseURL: url,
    ...options,
  });
  const page = await context.newPage();
  const errors: string[] = [];
  const foreign: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('request', (request) => {
    if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(url)) foreign.push(request.url());
  });
  return { page, errors, foreign, close: () => context.close() };
}
