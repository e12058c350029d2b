import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from './root.mjs';

/** Somebody asked us to stop while a child was running: not a failure, and nothing more should be started. */
export class Stopped extends Error {
  constructor(signal) {
    super(`stopped by ${signal}`);
    this.exitCode = signal === 'SIGINT' ? 130 : 143;
  }
}

/** What the tools have to say goes to stderr, so that a command's stdout holds its result and nothing else. */
export function say(text) {
  process.stderr.write(`${text}\n`);
}

/** The JavaScript file behind a package's own command; run with our own Node, it needs no shell and no PATH. */
function toolPath(name) {
  const manifest = join(root, 'node_modules', name, 'package.json');
  const { bin } = JSON.parse(readFileSync(manifest, 'utf8'));
  const script = typeof bin === 'string' ? bin : (bin[name.split('/').at(-1)] ?? Object.values(bin)[0]);
  return join(dirname(manifest), script);
}

/**
 * Runs a program to its end and gives its exit code; its output goes to stderr, or to `onOutput` piece by piece.
 * A SIGTERM or SIGINT that reaches us is passed on, and then nothing else is started.
 */
export function run(command, args, { env = {}, onOutput } = {}) {
  return new Promise((resolve, reject) => {
    const output = onOutput ? 'pipe' : process.stderr;
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', output, output],
    });
    let stoppedBy;
    const forward = (signal) => {
      stoppedBy = signal;
      child.kill(signal);
    };
    const settle = (finish) => {
      process.off('SIGTERM', forward).off('SIGINT', forward);
      finish();
    };
    process.on('SIGTERM', forward).on('SIGINT', forward);
    child.stdout?.on('data', onOutput);
    child.stderr?.on('data', onOutput);
    child.on('error', (error) => settle(() => reject(error)));
    child.on('close', (code) =>
      settle(() => (stoppedBy ? reject(new Stopped(stoppedBy)) : resolve(code ?? 1))),
    );
  });
}

/** Runs one of our own tools (a package's command) under the Node we run under ourselves. */
export function runTool(name, args, options) {
  return run(process.execPath, [toolPath(name), ...args], options);
}

/** The one place where a script ends: a stop asked for is quiet, a failure is one line. */
export async function main(body) {
  try {
    process.exitCode = (await body()) ?? 0;
  } catch (error) {
    if (!(error instanceof Stopped)) say(error.message);
    process.exitCode = error.exitCode ?? 1;
  }
}
