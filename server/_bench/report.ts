import { execFile, spawn } from 'node:child_process';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type EventStore, openEvents } from '@/server/events/store';
import { makeFolder } from './children';
import { median } from './measure';
import type { Family } from './options';
import { figure, type Row, skipped, verdictOf } from './row';
import { numberOf } from './synthetic';

const CLI = 'dist/bench/tocsin.mjs';
const NUMBERS = 14;
const TEXTS = 6;
const MB = 1024 * 1024;

/** The drift report of two Parquet files, each time by a fresh process: from its start to its last line. */
export const report: Family = {
  name: 'report',
  ids: ['report', 'peers'],
  run: async ({ quick, peers }, say) => {
    const folder = await makeFolder();
    const filesDir = join(folder, 'files');
    await mkdir(filesDir);
    const events = await openEvents({ path: join(folder, 'events.duckdb'), filesDir, clock: Date.now });
    const make = (name: string, rows: Rows) => makeFile(events, join(filesDir, name), rows);
    try {
      const reference = await make('reference.parquet', { rows: 1_000_000, shift: 0 });
      const current = await make('current.parquet', { rows: 1_000_000, shift: 1 });
      const files = { reference, current };
      const ours = await measure(files, quick ? 2 : 5);
      say(`1 M rows: ${figure(ours.ms)} ms, ${figure(ours.bytes / MB)} MB`);
      const rows = [reportRow(1, ours, 2_000)];
      if (peers) rows.push(await peerRow(files, ours.ms, say));
      else if (!quick) {
        const large = await make('large.parquet', { rows: 10_000_000, shift: 1 });
        rows.push(reportRow(10, await measure({ reference, current: large }, 2), 15_000));
      }
      return rows;
    } finally {
      await events.close();
      await rm(folder, { recursive: true, force: true });
    }
  },
};

type Rows = { rows: number; shift: number };

/** Columns of numbers, skewed and moved by `shift`, and columns of few to many categories. */
async function makeFile(events: EventStore, path: string, { rows, shift }: Rows): Promise<string> {
  const numbers = Array.from({ length: NUMBERS }, (_, i) => `${numberOf(i, shift)} AS n${i}`);
  const texts = Array.from(
    { length: TEXTS },
    (_, i) => `'v' || ((i * ${7_907 + i}) % ${3 + 4 * i}) AS t${i}`,
  );
  const select = `SELECT ${[...numbers, ...texts].join(', ')} FROM range(${rows}) AS t(i)`;
  await events.read((connection) => connection.run(`COPY (${select}) TO '${path}' (FORMAT parquet)`), {
    limitMs: 600_000,
  });
  return path;
}

type Files = { reference: string; current: string };
type Measured = { ms: number; bytes: number };

async function measure(files: Files, rounds: number): Promise<Measured> {
  const all: Measured[] = [];
  for (let round = 0; round < rounds; round++) all.push(await runOnce(files));
  return { ms: median(all.map(({ ms }) => ms)), bytes: Math.max(...all.map(({ bytes }) => bytes)) };
}

/** Exit code 1 is what the command answers where columns have drifted. */
async function runOnce({ reference, current }: Files): Promise<Measured> {
  const start = performance.now();
  const child = spawn(process.execPath, [CLI, 'drift', '--reference', reference, '--data', current], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  let bytes = 0;
  const watching = setInterval(async () => {
    const status = await readFile(`/proc/${child.pid}/status`, 'utf8').catch(() => '');
    const peak = /VmHWM:\s+(\d+) kB/.exec(status)?.[1];
    if (peak) bytes = Math.max(bytes, Number(peak) * 1024);
  }, 20);
  const code = await new Promise<number | null>((end) => child.once('exit', end));
  clearInterval(watching);
  if (code !== 1) throw new Error(`tocsin drift ended with ${code}`);
  return { ms: performance.now() - start, bytes };
}

function reportRow(millions: number, { ms, bytes }: Measured, askMs: number): Row {
  return {
    id: 'report',
    what: `drift report, ${millions} M rows on 1 M, ${NUMBERS + TEXTS} columns, Parquet, cold`,
    ask: `${askMs / 1_000} s, 500 MB`,
    good: '',
    measured: `${figure(ms / 1_000)} s, ${figure(bytes / MB)} MB`,
    ratio: '',
    verdict: verdictOf(
      { value: ms, ask: askMs, better: 'lower' },
      { value: bytes / MB, ask: 500, better: 'lower' },
    ),
  };
}

/** The same report written plainly: a test of every column of numbers, a distance of every column of text. */
const PYTHON = `
import sys, time
start = time.perf_counter()
import numpy, pandas
from scipy import stats
from scipy.spatial.distance import jensenshannon
reference, current = (pandas.read_parquet(path) for path in sys.argv[1:3])
for column in reference.columns:
    a, b = reference[column], current[column]
    if pandas.api.types.is_numeric_dtype(a):
        stats.ks_2samp(a, b, mode='asymp')
    else:
        p, q = (side.value_counts(normalize=True) for side in (a, b))
        names = p.index.union(q.index)
        jensenshannon(p.reindex(names, fill_value=0), q.reindex(names, fill_value=0), base=2)
print(time.perf_counter() - start)
`;

async function peerRow(files: Files, ours: number, say: (line: string) => void): Promise<Row> {
  const what = 'the same report by pandas and scipy, without a null';
  const python = process.env.BENCH_PYTHON ?? 'python3';
  try {
    const args = ['-c', PYTHON, files.reference, files.current];
    const { stdout } = await promisify(execFile)(python, args, { timeout: 600_000 });
    const theirs = Number(stdout) * 1_000;
    say(`pandas and scipy: ${figure(theirs / 1_000)} s`);
    return {
      id: 'peers',
      what,
      ask: '',
      good: '',
      measured: `${figure(theirs / 1_000)} s`,
      ratio: `${figure(theirs / ours)} times ours`,
      verdict: 'good',
    };
  } catch {
    return skipped('peers', what, `${python} has no pandas with Parquet and scipy; name one by BENCH_PYTHON`);
  }
}
