/**
 * What tallies cost: twenty columns of a million rows from the store, and the same window from the cache.
 * Run by `npm run bench -- tallies`.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { createRng } from '@/lib/core/rng';
import { DAY_MS, HOUR_MS, type Span } from '@/lib/core/time';
import { merge } from '@/lib/tally/merge';
import { type ProfileNeed, quantileBin, topBin } from '@/lib/tally/profile';
import type { TallySpec } from '@/lib/tally/tally';
import type { StoredColumn } from '@/server/events/catalogue';
import { addColumn } from '@/server/events/catalogue';
import { openEvents } from '@/server/events/store';
import { createMemoryCache, createTallyReader } from './cache';
import { readProfiles } from './profile';

const ROWS = 1_000_000;
const PART = 20_000;
const NUMBERS = 12;
const TEXTS = 8;
const FROM = Date.UTC(2026, 2, 1);
const DAY: Span = { from: FROM, to: FROM + DAY_MS };

const folder = await mkdtemp(join(tmpdir(), 'tocsin-bench-'));
const events = await openEvents({
  path: join(folder, 'e.duckdb'),
  filesDir: join(folder, 'files'),
  clock: Date.now,
});
const rng = createRng('tallies bench');
const names = [
  ...Array.from({ length: NUMBERS }, (_, i) => `n${i}`),
  ...Array.from({ length: TEXTS }, (_, i) => `t${i}`),
];

async function fill(): Promise<void> {
  for (let from = 0; from < ROWS; from += PART) {
    await events.appendBatch(
      'bench',
      (entry) => {
        const columns = new Map<StoredColumn, (number | string)[]>();
        for (const name of names) {
          const type = name.startsWith('n') ? 'number' : 'text';
          const column = entry.event.get(name) ?? addColumn(entry, { name, type, origin: 'event' });
          if (!column) throw new Error('too many columns');
          const draw = () => (type === 'number' ? rng.normal() : `v${Math.floor(rng.uniform() ** 2 * 12)}`);
          columns.set(column, Array.from({ length: PART }, draw));
        }
        const times = Array.from({ length: PART }, (_, i) => FROM + Math.floor(((from + i) * DAY_MS) / ROWS));
        return { rows: PART, ids: new Array<null>(PART).fill(null), times, received: FROM, columns };
      },
      'event',
    );
  }
}

async function timed<T>(label: string, work: () => Promise<T>): Promise<T> {
  const runs: number[] = [];
  let result = await work();
  for (let i = 0; i < 3; i++) {
    const start = performance.now();
    result = await work();
    runs.push(performance.now() - start);
  }
  console.log(`${label.padEnd(58)}${(runs.sort((a, b) => a - b)[1] ?? 0).toFixed(1)} ms`);
  return result;
}

await fill();
const relation = { source: { kind: 'stream', name: 'bench' }, where: null } as const;
const needs: ProfileNeed[] = names.map((column) =>
  column.startsWith('n') ? { kind: 'quantiles', column, n: 256 } : { kind: 'top', column, k: 20 },
);
const profiles = await timed('profiles of 20 columns, 1 M rows', () =>
  readProfiles(events, { relation, span: DAY, needs }),
);
const specs: TallySpec[] = names.map((column) => ({
  keys: [
    {
      column,
      bin: column.startsWith('n')
        ? quantileBin(profiles, column, { n: 256, atoms: true })
        : topBin(profiles, column, 20),
    },
  ],
}));
for (const bucketMs of [null, HOUR_MS, HOUR_MS / 12]) {
  const all = (cache = createMemoryCache(), cellsMax = 0) => {
    const reader = createTallyReader({ events, cache, cellsMax });
    return () => Promise.all(specs.map((spec) => reader.readWindow({ relation, spec, span: DAY, bucketMs })));
  };
  const label = bucketMs === null ? 'one bucket' : `${DAY_MS / bucketMs} buckets`;
  await timed(`20 columns, 1 M rows, ${label}, nothing cached`, () => all()());
  const cached = all(createMemoryCache(), 1e7);
  const tallies = await timed(`20 columns, 1 M rows, ${label}, all cached`, cached);
  await timed(`   merging them`, async () => specs.map((spec, i) => merge(spec, tallies[i]?.values() ?? [])));
}
const sample: TallySpec = { keys: [], sample: { columns: names.slice(0, NUMBERS), n: 1000 } };
for (const bucketMs of [null, HOUR_MS]) {
  const label = bucketMs === null ? 'one bucket' : `${DAY_MS / bucketMs} buckets`;
  const read = () =>
    createTallyReader({ events, cache: createMemoryCache(), cellsMax: 0 }).readWindow({
      relation,
      spec: sample,
      span: DAY,
      bucketMs,
    });
  const parts = await timed(`1,000 of 1 M rows of 12 columns, ${label}, nothing cached`, read);
  await timed('   merging them', async () => merge(sample, parts.values()));
}
await events.close();
await rm(folder, { recursive: true });
