import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { quoteName } from '@/server/events/quote';
import { type EventStore, openEvents } from '@/server/events/store';
import { createIngest, type IngestAnswer } from './ingest';

const T0 = Date.UTC(2026, 2, 1, 12);

let folder: string;
let events: EventStore;
let server: Server;
let reports: unknown[];

async function serve(bytesMax?: number): Promise<void> {
  const report = (error: unknown) => `r${reports.push(error)}`;
  const handler = createIngest({ events, random: () => 0.5, report, ...(bytesMax ? { bytesMax } : {}) });
  server = createServer((req, res) => void handler(req, res));
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tocsin-ingest-'));
  reports = [];
  events = await openEvents({
    path: join(folder, 'e.duckdb'),
    filesDir: join(folder, 'files'),
    clock: () => T0,
  });
  await serve();
});

afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await events.close();
  await rm(folder, { recursive: true, force: true });
});

type Answer = { status: number; body: IngestAnswer; headers: Headers };

async function post(
  path: string,
  body: string | Buffer,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const { port } = server.address() as AddressInfo;
  const response = await fetch(`http://127.0.0.1:${port}${path}`, {
    method: 'POST',
    body: typeof body === 'string' ? body : new Uint8Array(body),
    headers: { 'content-type': 'application/json', ...headers },
  });
  return {
    status: response.status,
    body: (await response.json()) as IngestAnswer,
    headers: response.headers,
  };
}

const send = (body: string | Buffer, headers?: Record<string, string>) =>
  post('/v1/streams/s/events', body, headers);
const whats = (answer: Answer) => answer.body.problems.map((p) => p.what);

async function stored(columns: string): Promise<unknown[][]> {
  const table = quoteName(events.entry('s').table);
  return events.read(async (c) =>
    (await c.runAndReadAll(`SELECT ${columns} FROM ${table} ORDER BY rowid`)).getRowsJS(),
  );
}

describe('bodies', () => {
  it.each([
    ['an array', '[{"id":"a","x":1},{"id":"b","x":2}]', 2],
    ['one object', '{"id":"a","x":1}', 1],
    ['one object over several lines', '{\n  "id": "a",\n  "x": 1\n}', 1],
    ['lines', '{"id":"a","x":1}\n\n{"id":"b","x":2}\r\n{"id":"c","x":3}\n', 3],
    ['text with a byte order mark', '\uFEFF[{"id":"a","x":1}]', 1],
    ['an empty array', '[]', 0],
  ])('takes %s', async (_, body, accepted) => {
    const answer = await send(body);
    expect([answer.status, answer.body.accepted, answer.body.rejected]).toEqual([200, accepted, 0]);
  });

  it('takes gzip, and no bomb', async () => {
    expect((await send(gzipSync('[{"id":"a","x":1}]'), { 'content-encoding': 'gzip' })).status).toBe(200);
    const bomb = gzipSync(Buffer.alloc(40 * 1024 * 1024, ' '));
    const answer = await send(bomb, { 'content-encoding': 'gzip' });
    expect([answer.status, answer.body.problems[0]?.code]).toEqual([413, 'body_too_large']);
    expect((await send('not gzip', { 'content-encoding': 'gzip' })).body.problems[0]?.code).toBe(
      'body_malformed',
    );
  });

  it('refuses what it cannot read, by name', async () => {
    expect((await send('[{"x":1}]', { 'content-encoding': 'br' })).status).toBe(415);
    expect((await send('[{"x":1}]', { 'content-type': 'text/plain' })).status).toBe(415);
    expect((await send('')).body.problems[0]?.code).toBe('body_malformed');
    expect((await send('[{"x":1}')).body.problems[0]?.code).toBe('body_malformed');
    expect((await send(`[${' '.repeat(17 * 1024 * 1024)}]`)).status).toBe(413);
    expect((await post('/v1/streams/s/other', '[]')).status).toBe(404);
    expect((await post('/v1/streams/..%2Fetc/events', '[{"x":1}]')).body.problems[0]?.code).toBe(
      'stream_name',
    );
  });

  it('says when it is too busy, and when to come again', async () => {
    server.close();
    await serve(10);
    const answer = await send('[{"id":"a","x":1}]');
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '6']);
    expect(answer.body).toMatchObject({ accepted: 0, duplicates: 0, rejected: 0 });
  });
});

describe('records', () => {
  it('keeps the good ones and names the bad ones', async () => {
    await send('[{"id":"0","age":1,"country":"de","ok":true}]');
    const answer = await send(
      JSON.stringify([
        { id: 'a', age: 30 },
        { id: 'b', age: 'forty' },
        { id: 'c', country: 7 },
        { id: 'd', country: { code: 'de' } },
        { id: 'e', ok: 'maybe' },
        { id: 'f', age: [1] },
        'text',
        null,
        { id: 'g', age: 31 },
      ]),
    );
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ accepted: 2, duplicates: 0, rejected: 7, problemsTotal: 7 });
    expect(answer.body.problems.map((p) => p.at.record)).toEqual([7, 8, 2, 6, 3, 4, 5]);
    expect(whats(answer)).toContain('Record 2, field `age`: expected a number, got the text "forty".');
    expect(whats(answer)).toContain(
      'Record 4, field `country`: expected text, got a nested object; send flat fields.',
    );
    expect((await stored('_id')).flat()).toEqual(['0', 'a', 'g']);
  });

  it('lists at most 100 problems and counts the rest', async () => {
    const answer = await send(JSON.stringify(Array.from({ length: 250 }, () => 'no')));
    expect([answer.body.problems.length, answer.body.problemsTotal]).toEqual([100, 250]);
  });

  it('names the line that is no JSON', async () => {
    const answer = await send('{"id":"a","x":1}\n{"id":"b",\n{"id":"c","x":1}\n');
    expect([answer.body.accepted, answer.body.problems[0]?.at.record]).toEqual([2, 2]);
  });

  it('rejects numbers that would lose digits, and keeps those that do not', async () => {
    await send('[{"id":"0","n":1}]');
    const answer = await send(
      '[{"id":"a","n":9007199254740993},{"id":"b","n":1e999},{"id":"c","n":-0.0},{"id":"d","n":9007199254740991}]',
    );
    expect(whats(answer)).toEqual([
      'Record 1, field `n`: the whole number is beyond 2^53 and would lose digits; send it as text.',
      'Record 2, field `n`: the number is too large for a double.',
    ]);
    expect((await send('[{"id":"e","n":1e20}]')).status).toBe(200);
    expect((await stored('c1')).flat()).toEqual([1, -0, 9007199254740991, 1e20]);
  });

  it('keeps a NaN as a NaN and a null as missing', async () => {
    const answer = await send(
      '[{"id":"a","n":NaN,"t":"NaN"},{"id":"b","n":-Infinity,"t":"x"},{"id":"c","n":null}]',
    );
    expect(answer.status).toBe(200);
    expect(await stored('c1, c2')).toEqual([
      [Number.NaN, 'NaN'],
      [Number.NEGATIVE_INFINITY, 'x'],
      [null, null],
    ]);
  });

  it('takes keys that other programs stumble over, or names them', async () => {
    const answer = await send(
      `[{"id":"a","__proto__":{"polluted":1}},{"id":"b","${'k'.repeat(1024 * 1024)}":1},{"id":"c","":1},{"id":"d","constructor":5,"toString":6}]`,
    );
    expect(answer.body).toMatchObject({ accepted: 1, rejected: 3 });
    expect(whats(answer)[0]).toBe('Record 1, field `__proto__`: this name is not allowed.');
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
    expect(await stored('_id, c1, c2')).toEqual([['d', 5, 6]]);
    expect((await send('[{"id":"e"}]')).body.accepted).toBe(1);
  });

  it('rejects texts over 1 MB and half surrogate pairs; keeps all other text to the character', async () => {
    const kept = ['', 'a\0b', '\u202Eabc', '\u{1F600}', 'é', 'e\u0301', '￿'];
    const records = [...kept, 'x'.repeat(10 * 1024 * 1024), '\ud800'].map((t, i) => ({ id: i, t }));
    const answer = await send(JSON.stringify(records));
    expect(answer.body).toMatchObject({ accepted: kept.length, rejected: 2 });
    expect((await stored('c1')).flat()).toEqual(kept);
  });

  it('does not fall over deep nesting', async () => {
    const answer = await send(`[{"id":"a","x":${'['.repeat(100_000)}${']'.repeat(100_000)}}]`);
    expect([answer.status, answer.body.rejected]).toEqual([400, 1]);
  });

  it('reads times as people write them', async () => {
    await send('[{"id":"0","timestamp":"2026-03-01T11:00:00Z"}]');
    const times = [
      '"2026-03-01 11:00:00"',
      '"2026-03-01T12:00:00+01:00"',
      '1772362800',
      '1772362800000',
      '"2026-03-01"',
      'null',
    ];
    const answer = await send(`[${times.map((t, i) => `{"id":"t${i}","timestamp":${t}}`).join(',')}]`);
    expect(answer.status).toBe(200);
    const at = Date.UTC(2026, 2, 1, 11);
    expect((await stored('_time::DOUBLE')).flat()).toEqual([at, at, at, at, at, Date.UTC(2026, 2, 1), T0]);
    expect((await send('[{"id":"z","timestamp":"yesterday"}]')).body.problems[0]?.what).toContain(
      'expected a time',
    );
  });

  it('has at most 500 columns, and says so', async () => {
    const wide = Object.fromEntries(Array.from({ length: 520 }, (_, i) => [`f${i}`, i]));
    const answer = await send(JSON.stringify([wide, { f1: 1 }]));
    expect(answer.body).toMatchObject({ accepted: 1, rejected: 1 });
    expect(events.stream('s')?.columns.length).toBe(500);
  });

  it('accounts for every record whatever is sent, and changes no prototype', async () => {
    const before = Object.getOwnPropertyNames(Object.prototype).join();
    const json = fc.jsonValue({ maxDepth: 2, stringUnit: 'binary' });
    const record = fc.oneof(
      json,
      fc.dictionary(fc.oneof(fc.constantFrom('id', 'n', 't', '__proto__', 'constructor'), fc.string()), json),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(record, { maxLength: 20 }), async (records) => {
        const { body, status } = await send(JSON.stringify(records));
        expect([200, 400]).toContain(status);
        expect(body.accepted + body.duplicates + body.rejected).toBe(records.length);
      }),
      { numRuns: 150 },
    );
    expect(Object.getOwnPropertyNames(Object.prototype).join()).toBe(before);
    expect(reports).toEqual([]);
  });
});

describe('labels', () => {
  it('may come before, with or after their event, under the id that the stream has', async () => {
    expect((await post('/v1/streams/s/labels', '[{"id":"b","label":1}]')).status).toBe(200);
    await send('[{"request_id":"a","prediction":0},{"request_id":"b","prediction":1}]');
    const answer = await post('/v1/streams/s/labels', '[{"request_id":"a","label":0},{"label":1}]');
    expect(answer.body).toMatchObject({ accepted: 1, rejected: 1 });
    expect(whats(answer)[0]).toBe('Record 2, field `request_id`: is missing; a label names its event by id.');
    expect(events.stream('s')?.columns).toContainEqual({ name: 'label', type: 'number', role: 'label' });
  });
});
