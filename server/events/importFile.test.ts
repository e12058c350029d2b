import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { describeFile, listFiles } from './files';
import { importFile } from './importFile';
import { quoteName } from './quote';
import { type EventStore, openEvents } from './store';

const T0 = Date.UTC(2026, 2, 1, 12);

let folder: string;
let files: string;
let events: EventStore;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tocsin-import-'));
  files = join(folder, 'files');
  events = await openEvents({ path: join(folder, 'e.duckdb'), filesDir: files, clock: () => T0 });
});

afterEach(async () => {
  await events.close();
  await rm(folder, { recursive: true, force: true });
});

const put = (name: string, text: string) => writeFile(join(files, name), text);
const wish = (file: string, origin: 'event' | 'label' = 'event') => ({
  file,
  stream: 's',
  origin,
  received: T0,
});

async function stored(columns: string): Promise<unknown[][]> {
  const table = quoteName(events.entry('s').table);
  return events.read(async (c) =>
    (await c.runAndReadAll(`SELECT ${columns} FROM ${table} ORDER BY _id`)).getRowsJS(),
  );
}

describe('an import', () => {
  it('reads CSV: an empty cell is missing, a NaN is a NaN, ids are text', async () => {
    await put(
      'a.csv',
      'id,timestamp,x,city,ok\n1,2026-01-01 00:00:00,NaN,Köln,true\n2,2026-01-01T01:00:00Z,,,false\n3,,1.5,"a,b",\n',
    );
    const progress = await importFile(events, wish('a.csv'));
    expect(progress).toEqual({ done: 3, total: 3, accepted: 3, duplicates: 0, rejected: 0 });
    const [first, second] = [Date.UTC(2026, 0, 1), Date.UTC(2026, 0, 1, 1)];
    expect(await stored('_id, _time::DOUBLE, c2, c3, c4')).toEqual([
      ['1', first, Number.NaN, 'Köln', true],
      ['2', second, null, null, false],
      ['3', T0, 1.5, 'a,b', null],
    ]);
    expect(events.stream('s')?.columns.map((c) => [c.name, c.type, c.role])).toEqual([
      ['id', 'text', 'id'],
      ['timestamp', 'time', 'timestamp'],
      ['x', 'number', 'feature'],
      ['city', 'text', 'feature'],
      ['ok', 'boolean', 'feature'],
    ]);
  });

  it('done twice changes nothing, and joins what came over the API', async () => {
    await events.append('s', [{ id: '2', x: 20 }], { origin: 'event', bytes: 1 });
    await put('a.csv', 'id,x\n1,10\n2,99\n3,30\n');
    expect(await importFile(events, wish('a.csv'))).toMatchObject({ accepted: 2, duplicates: 1 });
    expect(await importFile(events, wish('a.csv'))).toMatchObject({ accepted: 0, duplicates: 3 });
    expect(await stored('_id, c1')).toEqual([
      ['1', 10],
      ['2', 20],
      ['3', 30],
    ]);
  });

  it('reads NDJSON and Parquet', async () => {
    await put('b.ndjson', '{"id":"a","x":1,"tag":"t"}\n{"id":"b","x":2.5}\n');
    expect(await importFile(events, wish('b.ndjson'))).toMatchObject({ accepted: 2 });
    const maker = await (await DuckDBInstance.create()).connect();
    await maker.run(
      `COPY (SELECT 'p' || i AS id, i::FLOAT AS x, TIMESTAMP '2026-01-01' + INTERVAL (i) HOUR AS timestamp FROM range(30000) t(i)) TO '${join(files, 'c.parquet')}'`,
    );
    const seen: number[] = [];
    const progress = await importFile(events, wish('c.parquet'), { onProgress: (p) => seen.push(p.done) });
    expect(progress).toMatchObject({ done: 30_000, total: 30_000, accepted: 30_000 });
    expect(seen.length).toBeGreaterThan(1);
    expect(
      events.touchedSince('s', { from: Date.UTC(2026, 0, 2), to: Date.UTC(2026, 0, 3) }),
    ).toBeGreaterThan(0);
  });

  it('brings labels', async () => {
    await events.append('s', [{ id: '1', x: 1 }], { origin: 'event', bytes: 1 });
    await put('l.csv', 'id,label\n1,1\n2,0\n,1\n');
    expect(await importFile(events, wish('l.csv', 'label'))).toMatchObject({ accepted: 2, rejected: 1 });
    expect(events.stream('s')?.columns.at(-1)).toEqual({ name: 'label', type: 'number', role: 'label' });
  });

  it('stops when asked to, and can be finished later', async () => {
    await put('big.csv', `id,x\n${Array.from({ length: 40_000 }, (_, i) => `${i},${i}`).join('\n')}\n`);
    const controller = new AbortController();
    const stopped = importFile(events, wish('big.csv'), {
      signal: controller.signal,
      onProgress: () => controller.abort(),
    });
    await expect(stopped).rejects.toThrow(/abort/i);
    const rest = await importFile(events, wish('big.csv'));
    expect(rest.accepted + rest.duplicates).toBe(40_000);
    expect(rest.duplicates).toBeGreaterThan(0);
    expect((await stored('count(*)::DOUBLE').catch(() => [])).length).toBeLessThanOrEqual(1);
  });

  it('names what does not fit', async () => {
    await events.append('s', [{ id: '1', x: 1 }], { origin: 'event', bytes: 1 });
    await put('a.csv', 'id,x\n2,text\n');
    await expect(importFile(events, wish('a.csv'))).rejects.toThrow('`x` holds number in the stream');
    await put('bad.csv', 'id,x\n1,2\n3,4,5,6\n');
    await expect(importFile(events, wish('bad.csv'))).rejects.toThrow('import_failed');
  });
});

describe('the import folder', () => {
  it('lists files by name and follows no link and no path', async () => {
    await put('a.csv', 'id,x\n1,2\n');
    await writeFile(join(folder, 'secret.csv'), 'id,x\n1,2\n');
    await symlink(join(folder, 'secret.csv'), join(files, 'link.csv'));
    expect((await listFiles(files)).map((f) => [f.name, f.format])).toEqual([['a.csv', 'csv']]);
    for (const name of ['../secret.csv', 'link.csv', join(folder, 'secret.csv')]) {
      await expect(describeFile(events, name)).rejects.toThrow('unknown_file');
    }
  });

  it('describes a file anew when it has changed', async () => {
    await put('a.csv', 'id,x\n1,2\n');
    expect((await describeFile(events, 'a.csv')).columns.map((c) => c.name)).toEqual(['id', 'x']);
    await put('a.csv', 'id,x,y\n1,2,3\n');
    expect((await describeFile(events, 'a.csv')).columns.map((c) => c.name)).toEqual(['id', 'x', 'y']);
  });
});
