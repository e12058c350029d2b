import './lib/requireNode.mjs';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { buildAll } from './lib/build.mjs';
import { runChecks, tableOf } from './lib/checks.mjs';
import { ensureChromium } from './lib/chromium.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { root } from './lib/root.mjs';
import { main, Stopped, say } from './lib/run.mjs';
import { runVitest } from './lib/vitest.mjs';

/** A step that the tests stand on: what goes wrong in it counts as one failure and is said where it happens. */
async function attempt(name, step) {
  say(`\n── ${name}`);
  try {
    return { name, failed: 0, value: await step() };
  } catch (error) {
    if (error instanceof Stopped) throw error;
    say(error.message);
    return { name, failed: 1 };
  }
}

function hasBrowserTests() {
  const folder = join(root, 'app/_e2e');
  return (
    existsSync(folder) && readdirSync(folder, { recursive: true }).some((path) => path.endsWith('.e2e.ts'))
  );
}

/** What needs the built product: without it these tests would only repeat that the build failed. */
async function runBuilt() {
  const build = await attempt('build', buildAll);
  if (build.failed) return [build];
  say('\n── system tests');
  const system = await runVitest('system');
  if (!hasBrowserTests()) return [build, system];
  const browser = await attempt('chromium', ensureChromium);
  if (browser.failed) return [build, system, browser];
  say('\n── browser tests');
  return [build, system, await runVitest('browser', { env: { CHROMIUM_PATH: browser.value } })];
}

function total(results, key) {
  return results.reduce((sum, result) => sum + (result[key] ?? 0), 0);
}

function report(results) {
  const summaries = results.filter(({ summary }) => summary?.length > 0);
  console.log(`\n${tableOf(results).join('\n')}\n`);
  for (const { name, summary } of summaries) console.log([name, ...summary, ''].join('\n'));
  const skipped = total(results, 'skipped');
  const counts = `${total(results, 'passed')} passed, ${total(results, 'failed')} failed`;
  console.log(skipped > 0 ? `${counts}, ${skipped} skipped` : counts);
}

await main(async () => {
  await ensureInstalled();
  const results = [...(await runChecks()), ...(await runBuilt())];
  report(results);
  return total(results, 'failed') > 0 ? 1 : 0;
});
