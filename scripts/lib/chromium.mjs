import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run, runTool, say } from './run.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome'];

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function onPath(name) {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.map((folder) => join(folder, name)).find(isExecutable);
}

function installed() {
  return [process.env.CHROMIUM_PATH, ...names.map(onPath)].find((path) => path && isExecutable(path));
}

async function playwrightsOwn() {
  const { chromium } = await import('playwright-core');
  const path = chromium.executablePath();
  return isExecutable(path) ? path : undefined;
}

async function fromPackages() {
  if (process.getuid?.() !== 0 || !onPath('apt-get')) return;
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update', '-qq'], { env });
  await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], { env });
  return installed();
}

async function fromPlaywright() {
  await runTool('playwright-core', ['install', 'chromium']);
  return playwrightsOwn();
}

/** The path of a Chromium for the browser tests: the one that is here, or one installed now by whatever way works. */
export async function ensureChromium() {
  const found = installed() ?? (await playwrightsOwn());
  if (found) return found;
  say('Installing Chromium for the browser tests …');
  const path = (await fromPackages()) ?? (await fromPlaywright());
  if (path) return path;
  throw new Error('No Chromium for the browser tests. Install one and set CHROMIUM_PATH to its executable.');
}
