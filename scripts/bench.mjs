import './lib/requireNode.mjs';
import { join } from 'node:path';
import { bundle } from './lib/build.mjs';
import { root } from './lib/root.mjs';
import { main, run, say } from './lib/run.mjs';

const usage = `Measures Tocsin against its targets and prints one table (docs/performance.md explains it).

  npm run bench [-- options]

  --only T5,scale   only these rows (an id, or the name of a family)
  --quick           fewer events, fewer rounds: under two minutes
  --peers           the drift report beside one by pandas and scipy (npm run bench:peers)
  --json FILE       write the rows there too

  BENCH_PYTHON      a Python with numpy and scipy, and pandas for the ratios (default python3)
  CHROMIUM_PATH     a Chromium, for T12 (default /usr/bin/chromium)`;

/** The engine is bundled once more, with a probe in it that tells what its event loop and memory do. */
const parts = [
  { entry: 'server/_bench/main.ts', output: 'dist/bench/main.mjs' },
  { entry: 'server/_bench/engineProbe.ts', output: 'dist/bench/engine.mjs' },
  { entry: 'server/cli/main.ts', output: 'dist/bench/tocsin.mjs' },
];

await main(async () => {
  const args = process.argv.slice(2);
  if (args.includes('--help')) return say(usage);
  for (const part of parts) await bundle(part);
  // The table is the answer, so it goes to stdout; `run` sends what it starts to stderr otherwise.
  return run(
    process.execPath,
    ['--expose-gc', '--enable-source-maps', join(root, parts[0].output), ...args],
    {
      onOutput: (chunk) => process.stdout.write(chunk),
    },
  );
});
