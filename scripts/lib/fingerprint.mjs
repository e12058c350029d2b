import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root.mjs';

/** Tests and benchmarks are not part of what is built: editing one must not cost a build. */
const isTest = (name) => name === '_bench' || /\.(test|system|e2e)\.tsx?$/.test(name);

function filesUnder(path) {
  const full = join(root, path);
  if (!existsSync(full)) return [];
  if (!statSync(full).isDirectory()) return [path];
  return readdirSync(full, { withFileTypes: true })
    .filter(({ name }) => !name.startsWith('.') && name !== 'node_modules' && !isTest(name))
    .flatMap(({ name }) => filesUnder(`${path}/${name}`));
}

/** One hash over the names and contents of files and folders; times and checkouts do not move it. */
export function fingerprint(paths) {
  const hash = createHash('sha256');
  for (const path of paths.flatMap(filesUnder).sort()) {
    const content = readFileSync(join(root, path));
    hash.update(`${path}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}
