import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root.mjs';
import { runTool, say } from './run.mjs';
import { runVitest } from './vitest.mjs';

/** A tool that has no tests to count: it passes as a whole or fails as one. */
async function runGate(name, steps) {
  for (const [tool, ...args] of steps) {
    if ((await runTool(tool, args, { env: { NEXT_TELEMETRY_DISABLED: '1' } })) !== 0)
      return { name, failed: 1 };
  }
  return { name, failed: 0 };
}

// Next writes the types of routes and of style sheets; a fresh checkout has none yet.
const typegen = existsSync(join(root, 'app')) ? [['next', 'typegen']] : [];

const checks = {
  types: () => runGate('types', [...typegen, ['typescript', '--noEmit']]),
  lint: () =>
    runGate('lint', [['@biomejs/biome', 'check', '--error-on-warnings', '--max-diagnostics=200', '.']]),
  'unused code': () => runGate('unused code', [['knip']]),
  'unit tests': () => runVitest('unit'),
};

/** Runs every check, whatever the ones before it found, and gives what each came to. */
export async function runChecks() {
  const results = [];
  for (const [title, check] of Object.entries(checks)) {
    say(`\n── ${title}`);
    results.push(await check());
  }
  return results;
}

/** One line per result, for the end of a run. */
export function tableOf(results) {
  const width = Math.max(...results.map(({ name }) => name.length));
  return results.map(({ name, passed, failed }) => {
    const counts = passed === undefined ? '' : `  ${passed} passed, ${failed} failed`;
    return `${name.padEnd(width)}  ${failed > 0 ? 'FAILED' : 'ok'}${counts}`;
  });
}
