import './lib/requireNode.mjs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundle } from './lib/build.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { root } from './lib/root.mjs';
import { main } from './lib/run.mjs';

const output = 'dist/golden.mjs';
let ready = false;
await main(async () => {
  await ensureInstalled();
  await bundle({ entry: 'server/golden/main.ts', output });
  ready = true;
});

// Outside `main`: from here on the command says itself what went wrong and with what code it ends.
if (ready) await import(pathToFileURL(join(root, output)).href);
