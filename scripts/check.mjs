import './lib/requireNode.mjs';
import { runChecks, tableOf } from './lib/checks.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { main } from './lib/run.mjs';

await main(async () => {
  await ensureInstalled();
  const results = await runChecks();
  console.log(`\n${tableOf(results).join('\n')}`);
  return results.some(({ failed }) => failed > 0) ? 1 : 0;
});
