import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fingerprint } from './fingerprint.mjs';
import { root } from './root.mjs';
import { runTool, say } from './run.mjs';

const shared = ['lib', 'server', 'tsconfig.json', 'package-lock.json', 'scripts/lib/build.mjs'];

/** The parts of the product. `sources` is what a part's stamp is the fingerprint of. */
const parts = {
  web: {
    entry: 'app',
    output: '.next/standalone/server.js',
    sources: [
      ...shared,
      'app',
      'components',
      'public',
      'package.json',
      'next.config.mjs',
      'postcss.config.mjs',
    ],
    make: makeWeb,
  },
  engine: { entry: 'server/engine/main.ts', output: 'dist/engine.mjs', sources: shared, make: bundle },
  cli: { entry: 'server/cli/main.ts', output: 'dist/tocsin.mjs', sources: shared, make: bundle },
};

/** Next's standalone server leaves the static files to whoever serves it; here it serves them itself. */
async function makeWeb({ output }) {
  const code = await runTool('next', ['build'], { env: { NEXT_TELEMETRY_DISABLED: '1' } });
  if (code !== 0) throw new Error(`next build failed with code ${code}; its reason is above.`);
  const standalone = dirname(join(root, output));
  cpSync(join(root, '.next/static'), join(standalone, '.next/static'), { recursive: true });
  if (existsSync(join(root, 'public'))) {
    cpSync(join(root, 'public'), join(standalone, 'public'), { recursive: true });
  }
}

/** One file out of an entry and all that it imports of ours; packages stay outside. */
export async function bundle({ entry, output }) {
  const esbuild = await import('esbuild');
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: [entry],
    outfile: output,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    sourcemap: true,
    logLevel: 'warning',
    // `server-only` throws outside Next, where it keeps server code from the browser; here there is no browser.
    alias: { '@': root, 'server-only': join(root, 'node_modules/server-only/empty.js') },
  });
}

/** Builds a part unless its stamp says that it was built from these very sources. */
async function build(name, { quiet = false } = {}) {
  const part = parts[name];
  const stampPath = join(root, `dist/${name}.stamp`);
  if (!existsSync(join(root, part.entry))) {
    if (!quiet) say(`Skipping the ${name}: ${part.entry} does not exist.`);
    return;
  }
  const stamp = fingerprint(part.sources);
  const built = existsSync(stampPath) && existsSync(join(root, part.output));
  if (built && readFileSync(stampPath, 'utf8') === stamp) return;

  if (!quiet) say(`Building the ${name} …`);
  // Gone before, back after: an interrupted build is never taken for a whole one.
  rmSync(stampPath, { force: true });
  await part.make(part);
  mkdirSync(dirname(stampPath), { recursive: true });
  writeFileSync(stampPath, stamp);
}

/** The pages and the API: `.next/standalone/server.js`. */
export const buildWeb = (options) => build('web', options);
/** The engine: `dist/engine.mjs`. */
export const buildEngine = (options) => build('engine', options);
/** The command: `dist/tocsin.mjs`. */
export const buildCli = (options) => build('cli', options);

export async function buildAll() {
  await buildWeb();
  await buildEngine();
  await buildCli();
}

/** Where a part's built file lies, or a sentence that says what to do about its absence. */
export function builtFile(name) {
  const path = join(root, parts[name].output);
  if (!existsSync(path))
    throw new Error(`The ${name} is not built (${parts[name].output}). Run npm run build.`);
  return path;
}
