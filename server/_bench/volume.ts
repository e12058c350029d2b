import { execFile } from 'node:child_process';
import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createRng } from '@/lib/core/rng';
import { DAY_MS, HOUR_MS, type Span } from '@/lib/core/time';
import { perOctaveFor } from '@/lib/tally/key';
import { merge } from '@/lib/tally/merge';
import { emptyTally, type Tally, type TallySpec } from '@/lib/tally/tally';
import { type EventStore, openEvents } from '@/server/events/store';
import { createMemoryCache, createTallyReader } from '@/server/query/cache';
import { readProfiles } from '@/server/query/profile';
import { readTallies } from '@/server/query/tallies';
import { makeFolder } from './children';
import { makeEvents, TEXTS } from './events';
import { collect, median, took } from './measure';
import type { Family, Options } from './options';
import { figure, type Row, verdictOf } from './row';
import { insertRows, NUMERIC, numberOf } from './synthetic';

const START = Date.UTC(2026, 0, 1);
const BINS = 256;
const relation = { source: { kind: 'stream' as const, name: 'requests' }, where: null };

/** T6, T9, and what runs cost as events pile up. */
export const volume: Family = {
  name: 'volume',
  ids: ['T6', 'T9', 'events'],
  async run(options, say) {
    const rows: Row[] = [];
    for (const count of options.quick ? [10_000, 1_000_000] : [10_000, 1_000_000, 10_000_000]) {
      const folder = await makeFolder();
      rows.push(...(await measureVolume({ folder, count, options }, say)));
      await rm(folder, { recursive: true, force: true });
    }
    return rows;
  },
};

type Wish = { folder: string; count: number; options: Options };

async function measureVolume({ folder, count, options }: Wish, say: (line: string) => void): Promise<Row[]> {
  const path = join(folder, 'events.duckdb');
  // A day at most holds a million, so that a window of a day is as full as it gets.
  const stepMs = Math.max(1, Math.floor(DAY_MS / Math.min(count, 1_000_000)));
  const span = { from: START, to: START + count * stepMs };
  await seed(path, { count, stepMs });
  const events = await open(path);
  const specs = await specsOver(events, { from: START, to: Math.min(span.to, START + DAY_MS) });
  const rounds = options.quick ? 3 : 5;
  const times: number[] = [];
  for (let round = 0; round < (count > 1_000_000 ? 1 : rounds); round++) {
    times.push((await took(() => tallyAll(events, { span, specs }))).wallMs);
  }
  const tallyMs = median(times);
  const day = { from: span.to - DAY_MS, to: span.to };
  const runMs = await windowTimes(events, { span: day, specs });
  collect();
  const rssMb = process.memoryUsage.rss() / 1e6;
  const diskMb = (await stat(path)).size / 1e6;
  const rows = [eventsRow({ count, tallyMs, ...runMs, rssMb, diskMb })];
  if (count === 1_000_000) {
    const numbers = { span, specs: specs.slice(0, NUMERIC.length) };
    const numbersMs: number[] = [];
    for (let round = 0; round < rounds; round++)
      numbersMs.push((await took(() => tallyAll(events, numbers))).wallMs);
    rows.push(tallyRow({ tallyMs, numbersMs: median(numbersMs), scipyMs: await scipySeconds(say) }));
    rows.push(await mergeRow(events, { span, specs }));
  }
  await events.close();
  return rows;
}

const open = (path: string): Promise<EventStore> =>
  openEvents({ path, filesDir: `${path}.files`, clock: Date.now });

async function seed(path: string, { count, stepMs }: { count: number; stepMs: number }): Promise<void> {
  const events = await open(path);
  // The first events say which columns there are; two of text are known by their names already.
  const first = makeEvents(createRng('volume'), 10, { from: START, stepMs });
  await events.append('requests', first, { origin: 'event', bytes: 4_000 });
  await insertRows(events, { stream: 'requests', rows: count, from: START, stepMs });
  await events.close();
}

/** Twenty columns as drift detectors ask for them: 256 bins of numbers, the most frequent values of text, tails, presence. */
async function specsOver(events: EventStore, span: Span): Promise<TallySpec[]> {
  const needs = NUMERIC.map((column) => ({ kind: 'quantiles' as const, column, n: BINS }));
  const tops = TEXTS.map((column) => ({ kind: 'top' as const, column, k: 30 }));
  const profiles = await readProfiles(events, { relation, span, needs: [...needs, ...tops] });
  const numbers = NUMERIC.map((column): TallySpec => {
    const profile = profiles[`q${BINS}:${column}`];
    const edges = profile?.kind === 'quantiles' ? [...new Set(profile.values)] : [];
    return { keys: [{ column, bin: { kind: 'edges', edges } }] };
  });
  const texts = TEXTS.map((column): TallySpec => {
    const profile = profiles[`t30:${column}`];
    return {
      keys: [{ column, bin: { kind: 'top', values: profile?.kind === 'top' ? profile.values : [] } }],
    };
  });
  const tail: TallySpec = {
    keys: [{ column: 'latency_ms', bin: { kind: 'log', perOctave: perOctaveFor(0.01) } }],
  };
  return [...numbers, ...texts, tail, { keys: [{ column: 'score', bin: { kind: 'presence' } }] }];
}

type Asked = { span: Span; specs: readonly TallySpec[] };

const tallyAll = (events: EventStore, { span, specs }: Asked) =>
  readTallies(events, { relation, span, bucketMs: null, specs }, { limitMs: 600_000 });

/** A day's window of every spec in hours: all of it new, and all of it known. */
async function windowTimes(events: EventStore, { span, specs }: Asked) {
  const reader = createTallyReader({ events, cache: createMemoryCache() });
  const read = () =>
    Promise.all(specs.map((spec) => reader.readWindow({ relation, spec, span, bucketMs: HOUR_MS })));
  const newMs = (await took(read)).wallMs;
  const knownMs = (await took(read)).wallMs;
  return { newMs, knownMs };
}

type Volume = Record<'count' | 'tallyMs' | 'newMs' | 'knownMs' | 'rssMb' | 'diskMb', number>;

const eventsRow = (v: Volume): Row => ({
  id: 'events',
  what: `${v.count.toLocaleString('en')} events stored`,
  ask: '',
  good: '',
  measured: `all, uncached ${figure(v.tallyMs)} ms; a day's window ${figure(v.newMs)} ms new, ${figure(v.knownMs)} ms known`,
  ratio: `${figure(v.rssMb)} MB RSS, ${figure(v.diskMb)} MB disk`,
  verdict: 'good',
});

type Tallied = { tallyMs: number; numbersMs: number; scipyMs: number | null };

function tallyRow({ tallyMs, numbersMs, scipyMs }: Tallied): Row {
  const seconds = { value: tallyMs / 1_000, ask: 1, good: 0.4, better: 'lower' as const };
  const ratio = scipyMs === null ? null : { value: scipyMs / numbersMs, ask: 15, better: 'higher' as const };
  return {
    id: 'T6',
    what: 'uncached tallies, 20 columns, 1 M rows',
    ask: '1 s; 15x scipy, numpy',
    good: '0.4 s',
    measured: `${(tallyMs / 1_000).toFixed(3)} s`,
    ratio:
      ratio === null
        ? 'scipy skipped: not found'
        : `${figure(ratio.value)}x on the ${NUMERIC.length} numeric ones (${numbersMs.toFixed(0)} ms)`,
    verdict: verdictOf(seconds, ...(ratio === null ? [] : [ratio])),
  };
}

/** KS and PSI of the same numbers against a second million, as scipy and numpy compute them. */
async function scipySeconds(say: (line: string) => void): Promise<number | null> {
  const columns = NUMERIC.map((_, i) => `lambda i: ${numberOf(i, 0)}`).join(',\n  ');
  const code = `
import time
import numpy as np
from scipy.stats import ks_2samp
columns = [
  ${columns}]
i = np.arange(1000000)
pairs = [(f(i + 1000003), f(i) * 1.02) for f in columns]
def psi(a, b):
    edges = np.quantile(a, np.linspace(0, 1, 11))[1:-1]
    p = np.bincount(np.searchsorted(edges, a, side='right'), minlength=10) / len(a)
    q = np.bincount(np.searchsorted(edges, b, side='right'), minlength=10) / len(b)
    p, q = np.maximum(p, 1e-4), np.maximum(q, 1e-4)
    return ((q - p) * np.log(q / p)).sum()
start = time.perf_counter()
for a, b in pairs:
    ks_2samp(a, b, method='asymp')
    psi(a, b)
print(time.perf_counter() - start)
`;
  try {
    const python = process.env.BENCH_PYTHON ?? 'python3';
    const { stdout } = await promisify(execFile)(python, ['-c', code], { timeout: 120_000 });
    say(`scipy KS and numpy PSI of ${NUMERIC.length} columns: ${Number(stdout).toFixed(2)} s`);
    return Number(stdout) * 1_000;
  } catch {
    return null;
  }
}

/** T9: hours added up are the day. */
async function mergeRow(events: EventStore, { span, specs }: Asked): Promise<Row> {
  const whole = await tallyAll(events, { span, specs });
  const hours = await readTallies(events, { relation, span, bucketMs: HOUR_MS, specs });
  let cells = 0;
  let wrong = 0;
  specs.forEach((spec, i) => {
    const [one] = whole[i]?.values() ?? [];
    const added = merge(spec, hours[i]?.values() ?? []);
    cells += added.cells.length;
    if (JSON.stringify(added) !== JSON.stringify((one ?? emptyTally) as Tally)) wrong += 1;
  });
  return {
    id: 'T9',
    what: 'hours merged = the whole, counts to the bit',
    ask: 'always',
    good: '',
    measured: `${specs.length - wrong} of ${specs.length} tallies, ${cells.toLocaleString('en')} cells`,
    ratio: '',
    verdict: wrong === 0 ? 'good' : 'short',
  };
}
