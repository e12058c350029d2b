// Makes package-lock.json hold on every platform and for every registry. Run it (npm run lock) after npm install.
//
// - A registry that does not carry the packages of other platforms makes npm write a lock without them, and `npm ci`
//   then refuses that lock everywhere. All that npm needs to know of them is in the parent's optionalDependencies and
//   in their names, so they are added from there: no network, and the same lock on every machine.
// - `resolved` names the registry somebody happened to use. The integrity pins the content; the address can go.
import './lib/requireNode.mjs';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './lib/root.mjs';
import { say } from './lib/run.mjs';

const systems = [
  'aix',
  'android',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'openharmony',
  'sunos',
  'win32',
];
const processors = 'arm arm64 ia32 loong64 mips64el ppc64 riscv64 s390x wasm32 x64'.split(' ');
const folder = 'node_modules/';

/** For whom a package is, read from its name: `@x/y-linux-arm-musleabihf` → linux, arm, musl. */
function platformOf(name, siblings) {
  const words = name.split('/').at(-1).split('-');
  const os = systems.find((system) => words.includes(system));
  const cpu = processors.find((processor) => words.includes(processor));
  return { os, cpu, libc: os === 'linux' ? libcOf(words, siblings.includes(`${name}-musl`)) : undefined };
}

function libcOf(words, hasMuslSibling) {
  if (words.some((word) => word.startsWith('musl'))) return 'musl';
  return hasMuslSibling || words.some((word) => word.startsWith('gnu')) ? 'glibc' : undefined;
}

/** Where Node looks for a package from a place in the tree: the place itself, then upwards. */
function lookupPaths(place, name) {
  const paths = [];
  for (let at = place; at; at = at.slice(0, Math.max(0, at.lastIndexOf(`/${folder}`)))) {
    paths.push(`${at}/${folder}${name}`);
  }
  return [...paths, folder + name];
}

function entry(version, parent, { os, cpu, libc }) {
  return {
    version,
    ...(cpu && { cpu: [cpu] }),
    ...(parent.dev && { dev: true }),
    ...(libc && { libc: [libc] }),
    optional: true,
    ...(os && { os: [os] }),
  };
}

/** The entries that the lock should have and does not, keyed by their place. */
function missingEntries(packages) {
  const added = {};
  for (const [place, parent] of Object.entries(packages)) {
    const wanted = Object.entries(parent.optionalDependencies ?? {});
    const siblings = wanted.map(([name]) => name);
    for (const [name, range] of wanted) {
      const version = range.replace(/^[~^]/, '');
      const found = lookupPaths(place, name).find((path) => packages[path] || added[path]);
      const there = packages[found] ?? added[found];
      if (there && (range !== version || there.version === version)) continue;
      // Beside its parent, or below it where another version already holds that place.
      const beside = place.slice(0, place.lastIndexOf(folder)) + folder + name;
      const free = !packages[beside] && !added[beside];
      added[free ? beside : `${place}/${folder}${name}`] = entry(version, parent, platformOf(name, siblings));
    }
  }
  return added;
}

function withoutRegistry({ resolved, ...rest }) {
  const fromRegistry = resolved?.startsWith('http') && rest.integrity;
  return resolved && !fromRegistry ? { resolved, ...rest } : rest;
}

const path = join(root, 'package-lock.json');
const before = readFileSync(path, 'utf8');
const lock = JSON.parse(before);
const added = missingEntries(lock.packages);
const entries = Object.entries({ ...lock.packages, ...added });
lock.packages = Object.fromEntries(
  entries
    .map(([place, value]) => [place, withoutRegistry(value)])
    .sort(([a], [b]) => a.localeCompare(b, 'en')),
);
const after = `${JSON.stringify(lock, null, 2)}\n`;
if (after !== before) writeFileSync(path, after);
say(`package-lock.json: ${Object.keys(added).length} packages of other platforms added.`);
