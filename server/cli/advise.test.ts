import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRng } from '@/lib/core/rng';
import { run } from './run';

let folder: string;
let data: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tocsin-advise-'));
  data = join(folder, 'series.csv');
  const rng = createRng('series');
  const rows = Array.from({ length: 1_200 }, (_, i) => {
    const at = new Date(Date.UTC(2026, 0, 1) + i * 600_000).toISOString();
    const value = i === 7 ? '' : i >= 900 && i < 906 ? 50 : 10 + rng.uniform();
    return `${at},${value}`;
  });
  await writeFile(data, `when,latency\n${rows.join('\n')}\n`);
});
afterAll(() => rm(folder, { recursive: true }));

async function tocsin(...words: string[]): Promise<{ code: number; out: string; err: string }> {
  const [out, err]: string[][] = [[], []];
  const io = {
    out: (l: string) => out?.push(l),
    err: (l: string) => err?.push(l),
    colour: false,
    environment: {},
  };
  const code = await run(words, io);
  return { code, out: (out ?? []).join('\n'), err: (err ?? []).join('\n') };
}

const columns = ['--column', 'latency', '--time', 'when'];

describe('tocsin budget', () => {
  it('learns from the first half and finds what happens in the second', async () => {
    const { code, out } = await tocsin('budget', '--data', data, ...columns);
    expect(code).toBe(0);
    const found = JSON.parse(out) as Record<string, number> & { alarms: number[] };
    expect(found.predicted).toBeCloseTo(1.2);
    expect(found.low).toBeLessThanOrEqual(found.high ?? 0);
    expect(found.debounce).toBe(3);
    expect(found.alarms).toContain(902);
    expect(found.alarms.every((row) => row >= 600)).toBe(true);
  });

  it.each([
    [['--budget', 'two'], 'write it as 2/1000rows'],
    [['--split', '1.5'], 'give a number from 0.01 to 0.99'],
    [['--debounce', '2.5'], 'give a whole number from 1 to 1000'],
    [['--column', 'nope'], 'it has when, latency'],
    [['--time', 'latency'], 'is no time (--time)'],
    [['--data', 'nowhere.csv'], 'there is no such file'],
    [['--split', '0.05'], 'are needed'],
  ])('says what is wrong with %s', async (flags, why) => {
    const { code, err } = await tocsin('budget', '--data', data, ...columns, ...flags);
    expect(code).toBe(2);
    expect(err).toContain(why);
  });
});

describe('tocsin anomaly', () => {
  it('writes a row for each row', async () => {
    const out = join(folder, 'out.csv');
    const said = await tocsin('anomaly', '--data', data, ...columns, '--out', out);
    expect(said.code).toBe(0);
    expect(said.out).toMatch(/^[1-9] alerts? in 1200 rows, 1 row without a value$/);
    const lines = (await readFile(out, 'utf8')).trimEnd().split('\n');
    expect(lines[0]).toBe('timestamp,score,alert');
    expect(lines).toHaveLength(1_201);
    expect(lines[901]).toMatch(/^2026-01-07T06:00:00.000Z,1,[01]$/);
    expect(lines.slice(1).every((line) => /,(0|1|0\.\d+|\d\.\d+e-\d+),[01]$/.test(line))).toBe(true);
  });

  it('needs a place to write to', async () => {
    expect((await tocsin('anomaly', '--data', data, ...columns)).err).toContain('--out is missing');
    const nowhere = await tocsin(
      'anomaly',
      '--data',
      data,
      ...columns,
      '--out',
      join(folder, 'no', 'out.csv'),
    );
    expect(nowhere.code).toBe(2);
  });
});
