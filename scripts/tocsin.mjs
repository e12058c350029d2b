#!/usr/bin/env node
import './lib/requireNode.mjs';
import { pathToFileURL } from 'node:url';
import { buildCli, builtFile } from './lib/build.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { main } from './lib/run.mjs';

let command;
await main(async () => {
  await ensureInstalled();
  await buildCli({ quiet: true });
  command = builtFile('cli');
});

// Outside `main`: from here on the command says itself what went wrong and with what code it ends.
if (command) {
  process.setSourceMapsEnabled(true);
  await import(pathToFileURL(command).href);
}
