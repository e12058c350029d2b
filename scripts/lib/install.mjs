import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from './root.mjs';
import { run, say } from './run.mjs';

const lockPath = join(root, 'package-lock.json');
const installedPath = join(root, 'node_modules/.package-lock.json');
const stampPath = join(root, 'node_modules/.tocsin-runtime');
/** Native modules are compiled for one platform and one ABI: an upgraded Node needs them anew. */
const runtime = `${process.platform} ${process.arch} abi ${process.versions.modules}`;

function packagesIn(path) {
  return JSON.parse(readFileSync(path, 'utf8')).packages;
}

/**
 * Whether node_modules holds what the lock asks for. npm's own record of what it installed is compared by content,
 * so an install done by hand counts, and a checkout that only touched the lock's time costs nothing.
 */
function isInstalled() {
  if (!existsSync(installedPath)) return false;
  if (existsSync(stampPath) && readFileSync(stampPath, 'utf8') !== runtime) return false;
  const installed = packagesIn(installedPath);
  return Object.entries(packagesIn(lockPath)).every(
    // Optional packages are the ones for other platforms.
    ([path, { version, optional }]) => path === '' || optional || installed[path]?.version === version,
  );
}

/** A native module compiled from source looks online for Node's headers; where they lie beside Node, point there. */
function headers() {
  const prefix = dirname(dirname(process.execPath));
  const given = process.env.npm_config_nodedir;
  return !given && existsSync(join(prefix, 'include/node/node.h')) ? { npm_config_nodedir: prefix } : {};
}

function npm(args) {
  // Under `npm run` this is npm's own script: the same npm, and no shell to quote for.
  const script = process.env.npm_execpath;
  if (script?.endsWith('.js')) return run(process.execPath, [script, ...args], { env: headers() });
  return run(process.platform === 'win32' ? 'npm.cmd' : 'npm', args, { env: headers() });
}

/** Installs the dependencies if they are missing, out of date, or built for another Node. */
export async function ensureInstalled() {
  if (!isInstalled()) {
    say('Installing the dependencies (a minute or two, once) …');
    // The build needs the development packages too, whatever NODE_ENV says.
    const code = await npm(['ci', '--include=dev', '--no-audit', '--no-fund']);
    if (code !== 0) throw new Error(`npm ci failed with code ${code}; its reason is above.`);
  }
  writeFileSync(stampPath, runtime);
}
