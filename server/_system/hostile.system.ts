import { request } from 'node:http';
import { connect } from 'node:net';
import { pathToFileURL } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { TRPCError } from '@trpc/server';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Problem } from '@/lib/core/failures';
import { problemsOf } from '@/server/api/errors';
import { readToken } from '@/server/engine/token';
import { startTocsin, type Tocsin, until } from './tocsin';

/** What senders and pages should never send. The engine names what is wrong, keeps what is right, and goes on. */

const MB = 1024 * 1024;
const RSS_BYTES_MAX = 512 * MB;
const EVENTS = '/v1/streams/hostile/events';

let tocsin: Tocsin;
let prototypes: string;

type Answer = {
  status: number;
  accepted: number;
  duplicates: number;
  rejected: number;
  problems: Problem[];
};

async function send(body: string | Uint8Array, headers: Record<string, string> = {}, path = EVENTS) {
  const response = await tocsin.ingest(path, body, headers);
  return { status: response.status, ...((await response.json()) as Omit<Answer, 'status'>) };
}

const codesOf = ({ problems }: { problems: readonly Problem[] }) => problems.map(({ code }) => code);
const whatOf = ({ problems }: { problems: readonly Problem[] }) =>
  problems.map(({ what }) => what).join('\n');

async function rssBytes(): Promise<number> {
  const text = await (await fetch(`http://127.0.0.1:${tocsin.port}/metrics`)).text();
  return Number(/^process_resident_memory_bytes (\d+)$/m.exec(text)?.[1]);
}

/** Asks the engine what its prototypes hold. */
async function prototypesNow(): Promise<string> {
  const told = () =>
    tocsin.engine
      .log()
      .split('\n')
      .filter((line) => line.startsWith('PROTOTYPES '));
  const before = told().length;
  process.kill(tocsin.engine.pid ?? 0, 'SIGUSR2');
  await until(() => told().length > before, { limitMs: 10_000, what: () => tocsin.engine.log() });
  return told().at(-1) ?? '';
}

let serial = 0;
const fresh = () => `ok-${serial++}`;

beforeAll(async () => {
  tocsin = await startTocsin({
    NODE_OPTIONS: `--import=${pathToFileURL('server/_system/tellPrototypes.mjs').href}`,
  });
  // The columns that the cases below are about.
  expect(
    (await send('[{"id":"first","timestamp":"2026-01-01T00:00:00Z","n":1,"t":"text","b":true}]')).status,
  ).toBe(200);
  prototypes = await prototypesNow();
});

afterAll(async () => {
  await tocsin?.close();
});

/** Before each case, so that the one that broke it is the one before: alive, taking events, within its memory. */
async function isWell(): Promise<void> {
  expect(tocsin.engine.running, tocsin.engine.log()).toBe(true);
  expect(await send(JSON.stringify([{ id: fresh(), n: 1 }]))).toMatchObject({ status: 200, accepted: 1 });
  expect(await rssBytes()).toBeLessThan(RSS_BYTES_MAX);
}

beforeEach(isWell);

describe('a request that is none', () => {
  it.each<[string, string | Uint8Array, Record<string, string>, number, string, RegExp]>([
    ['no body', '', {}, 400, 'body_malformed', /its beginning: it is empty/],
    ['half an array', '[{"id":"x"', {}, 400, 'body_malformed', /the array/],
    ['two arrays', '[] []', {}, 400, 'body_malformed', /the array/],
    [
      'bytes that are no text',
      new Uint8Array([0xff, 0xfe, 0x00, 0x80]),
      {},
      400,
      'record_invalid',
      /Record 1/,
    ],
    ['a number', '42', {}, 400, 'record_invalid', /Record 1, field `\(record\)`: expected an object/],
    ['a body of 50 MB', ' '.repeat(50 * MB), {}, 413, 'body_too_large', /16777216/],
    [
      'a gzip bomb',
      gzipSync(Buffer.alloc(512 * MB, ' '), { level: 9 }),
      { 'content-encoding': 'gzip' },
      413,
      'body_too_large',
      /after decompression/,
    ],
    ['text that says gzip', 'nope', { 'content-encoding': 'gzip' }, 400, 'body_malformed', /not valid gzip/],
    [
      'brotli',
      brotliCompressSync('[{"id":"x"}]'),
      { 'content-encoding': 'br' },
      415,
      'encoding_unsupported',
      /encoded as br/,
    ],
    ['gzip twice', gzipSync('[]'), { 'content-encoding': 'gzip, gzip' }, 415, 'encoding_unsupported', /gzip/],
    ['plain text', '[{"id":"x"}]', { 'content-type': 'text/plain' }, 415, 'input_invalid', /Content-Type/],
    [
      'a form',
      'id=x',
      { 'content-type': 'application/x-www-form-urlencoded' },
      415,
      'input_invalid',
      /Content-Type/,
    ],
  ])('%s', async (...[, body, headers, status, code, what]) => {
    const answer = await send(body, headers);
    expect([answer.status, codesOf(answer)[0]]).toEqual([status, code]);
    expect(whatOf(answer)).toMatch(what);
    expect(answer.accepted ?? 0).toBe(0);
  });

  it('a body of 50 MB that does not say how long it is', async () => {
    const chunk = Buffer.alloc(MB, ' ');
    const ended = new Promise<number | string>((done) => {
      const sending = request({
        port: tocsin.port,
        path: EVENTS,
        method: 'POST',
        headers: { 'content-type': 'application/json' },
      });
      sending.once('response', (response) => done(response.statusCode ?? 0));
      sending.once('error', (error: NodeJS.ErrnoException) => done(error.code ?? 'error'));
      for (let n = 0; n < 50; n++) sending.write(chunk);
      sending.end();
    });
    expect(await ended).toBe(413);
  });

  it.each([
    ['..%2f..%2fetc', 400, 'stream_name'],
    ['%00', 400, 'stream_name'],
    ['%E0%A4%A', 400, 'stream_name'],
    ['__proto__', 400, 'stream_name'],
    ['9lives', 400, 'stream_name'],
    ['a'.repeat(65), 400, 'stream_name'],
    ['a b', 400, 'stream_name'],
    ["x';DROP TABLE catalogue;--", 400, 'stream_name'],
    ['', 404, 'not_found'],
    ['a/b', 404, 'not_found'],
  ])('the stream name %j', async (name, status, code) => {
    const path = `/v1/streams/${name.includes('%') || name.includes('/') ? name : encodeURIComponent(name)}/events`;
    const answer = await send('[{"id":"x","n":1}]', {}, path);
    expect([answer.status, codesOf(answer)[0]]).toEqual([status, code]);
  });

  it('names such as `constructor` are names like any other', async () => {
    for (const name of ['constructor', 'toString', 'hasOwnProperty']) {
      const answer = await send('[{"id":"x","n":1}]', {}, `/v1/streams/${name}/events`);
      expect(answer).toMatchObject({ status: 200, accepted: 1 });
      expect((await tocsin.api.streams.get({ name })).rows).toBe(1);
    }
  });

  it.each([
    ['GET', EVENTS, 405, 'input_invalid'],
    ['DELETE', EVENTS, 405, 'input_invalid'],
    ['POST', '/v1/streams/hostile/other', 404, 'not_found'],
    ['POST', '/v2/streams/hostile/events', 404, 'not_found'],
    ['GET', '/', 404, 'not_found'],
    ['GET', '/../../etc/passwd', 404, 'not_found'],
  ])('%s %s', async (...[method, path, status, code]) => {
    const response = await fetch(`http://127.0.0.1:${tocsin.port}${path}`, { method });
    const answer = (await response.json()) as { problems: Problem[] };
    expect([response.status, codesOf(answer)[0]]).toEqual([status, code]);
    if (status === 405) expect(response.headers.get('allow')).toBe('POST');
  });

  it('what is no HTTP at all', async () => {
    for (const bytes of [
      '\x16\x03\x01\x02\x00\x01\x00\x01',
      `GET / HTTP/1.1\r\nX: ${'a'.repeat(100_000)}\r\n\r\n`,
    ]) {
      const answer = await new Promise<string>((done) => {
        const socket = connect(tocsin.port, '127.0.0.1', () => socket.write(bytes));
        let text = '';
        socket.on('data', (part) => {
          text += part;
        });
        socket.once('error', () => done(text));
        socket.once('close', () => done(text));
      });
      expect(answer).toMatch(/^HTTP\/1\.1 4\d\d /);
    }
  });
});

describe('a record that cannot be stored is named, and its neighbours are kept', () => {
  it.each<[string, string, RegExp]>([
    [
      'text for a number',
      '{"id":"w1","n":"many"}',
      /Record 2, field `n`: expected a number, got the text "many"/,
    ],
    ['a number for text', '{"id":"w2","t":7}', /field `t`: expected text/],
    ['a word for a boolean', '{"id":"w3","b":"maybe"}', /field `b`: expected true or false/],
    ['an object', '{"id":"w4","n":{"x":1}}', /field `n`: .*nested object/],
    ['an array', '{"id":"w5","n":[1]}', /field `n`: .*an array/],
    ['1e999', '{"id":"w6","n":1e999}', /field `n`: the number is too large/],
    ['2^53 + 1', '{"id":"w7","n":9007199254740993}', /field `n`: .*2\^53/],
    ['half a surrogate pair', '{"id":"w8","t":"\\ud800"}', /field `t`: .*surrogate/],
    ['half a surrogate pair in an id', '{"id":"\\udfff","n":1}', /field `id`: expected an id/],
    ['an id of a million letters', `{"id":"${'i'.repeat(MB)}","n":1}`, /field `id`: expected an id/],
    ['a text of 10 MB', `{"id":"w9","t":"${'x'.repeat(10 * MB)}"}`, /field `t`: the text has 10485760/],
    ['a key of 1 MB', `{"id":"w10","${'k'.repeat(MB)}":1}`, /the name has 1048576 characters/],
    ['no key', '{"id":"w11","":1}', /a column needs a name/],
    ['NUL in a key', '{"id":"w12","a\\u0000b":1}', /not valid text/],
    ['`__proto__`', '{"id":"w13","__proto__":{"polluted":1}}', /field `__proto__`: this name is not allowed/],
    ['a time beyond the calendar', '{"id":"w14","timestamp":"9999999-01-01"}', /expected a time/],
    ['nesting of 100,000', `{"id":"w15","n":${'['.repeat(100_000)}${']'.repeat(100_000)}}`, /field `n`/],
    ['null', 'null', /Record 2, field `\(record\)`: expected an object, got null/],
  ])('%s', async (_, record, what) => {
    const [before, after] = [fresh(), fresh()];
    const answer = await send(`[{"id":"${before}","n":1},${record},{"id":"${after}","n":2}]`);
    expect(answer).toMatchObject({ status: 400, accepted: 2, duplicates: 0, rejected: 1 });
    expect(codesOf(answer)).toEqual(['record_invalid']);
    expect(answer.problems[0]?.at.record).toBe(2);
    expect(whatOf(answer)).toMatch(what);
    const again = await send(`[{"id":"${before}","n":1},{"id":"${after}","n":2}]`);
    expect(again).toMatchObject({ status: 200, accepted: 0, duplicates: 2 });
  });

  it('a line that is no JSON', async () => {
    const answer = await send(`{"id":"${fresh()}","n":1}\n{"id":\n{"id":"${fresh()}","n":1}`);
    expect(answer).toMatchObject({ status: 400, accepted: 2, rejected: 1 });
    expect(whatOf(answer)).toMatch(/Record 2, field `\(line\)`: is not JSON/);
  });

  it('600 new columns at once', async () => {
    const wide = Object.fromEntries(Array.from({ length: 600 }, (_, i) => [`column${i}`, i]));
    const path = '/v1/streams/wide/events';
    const answer = await send(
      JSON.stringify([
        { id: 'narrow', n: 1 },
        { id: 'wide', ...wide },
      ]),
      {},
      path,
    );
    expect(answer).toMatchObject({ status: 400, accepted: 1, rejected: 1 });
    expect(whatOf(answer)).toMatch(/500/);
  });
});

describe('what looks wrong and is right', () => {
  it.each<[string, string, number]>([
    ['an empty array', '[]', 0],
    ['NaN and the infinities, as Python writes them', '[{"id":"r1","n":NaN},{"id":"r2","n":-Infinity}]', 2],
    ['-0', '[{"id":"r3","n":-0}]', 1],
    ['2^53 - 1', '[{"id":"r4","n":9007199254740991}]', 1],
    ['NUL in a text', '[{"id":"r5","t":"a\\u0000b"}]', 1],
    ['marks that turn text around', '[{"id":"r6","t":"\\u202egnp.exe"}]', 1],
    ['keys that every object has', '[{"id":"r7","constructor":1,"toString":2,"valueOf":3}]', 1],
    ['a byte order mark', '\uFEFF[{"id":"r8","n":1}]', 1],
    ['null for everything', '[{"id":"r9","n":null,"t":null,"b":null}]', 1],
  ])('%s', async (_, body, accepted) => {
    expect(await send(body)).toMatchObject({ status: 200, accepted, rejected: 0 });
  });

  it('reads back as it was sent', async () => {
    const path = '/v1/streams/faithful/events';
    const texts = ['a\0b', '\u202Egnp.exe', '\u{1F600}', 'é', "'; DROP TABLE x; --", '=1+1', ''];
    await send(JSON.stringify(texts.map((t, i) => ({ id: `f${i}`, t }))), {}, path);
    const { columns, rows } = await tocsin.api.streams.rows({ name: 'faithful', limit: 50 });
    const at = columns.indexOf('t');
    expect(rows.map((row) => row[at]).sort()).toEqual([...texts].sort());
  });

  it('100,000 tiny records, each counted once, also when sent again', async () => {
    const records = Array.from({ length: 100_000 }, (_, i) => ({ id: `tiny-${i}`, n: i }));
    const body = gzipSync(JSON.stringify(records));
    const path = '/v1/streams/tiny/events';
    const zipped = { 'content-encoding': 'gzip' };
    expect(await send(body, zipped, path)).toMatchObject({ status: 200, accepted: 100_000 });
    expect(await send(body, zipped, path)).toMatchObject({ status: 200, accepted: 0, duplicates: 100_000 });
    expect((await tocsin.api.streams.get({ name: 'tiny' })).rows).toBe(100_000);
  });

  it('the same id twice in one batch counts once, the first', async () => {
    const id = fresh();
    const answer = await send(`[{"id":"${id}","n":1},{"id":"${id}","n":2},{"id":"${id}","n":3}]`);
    expect(answer).toMatchObject({ status: 200, accepted: 1, duplicates: 2, rejected: 0 });
  });

  it('a label before its event is joined once the event comes', async () => {
    const [labels, events] = ['/v1/streams/later/labels', '/v1/streams/later/events'];
    expect(await send('[{"id":"l1","label":1}]', {}, labels)).toMatchObject({ status: 200, accepted: 1 });
    expect(await send('[{"id":"l1","prediction":0}]', {}, events)).toMatchObject({
      status: 200,
      accepted: 1,
    });
    expect(await send('[{"id":"l1","label":1}]', {}, labels)).toMatchObject({ duplicates: 1 });
    expect(await send('[{"label":1}]', {}, labels)).toMatchObject({ status: 400, rejected: 1 });
    const stream = await tocsin.api.streams.get({ name: 'later' });
    expect([stream.rows, stream.labelledShare]).toEqual([1, 1]);
  });
});

describe('a spec that is a trap', () => {
  const check = async (text: string): Promise<readonly Problem[]> => {
    try {
      return (await tocsin.api.specs.check({ text })).problems;
    } catch (error) {
      if (error instanceof TRPCError) return problemsOf(error).problems;
      throw error;
    }
  };
  const codes = async (text: string) => [...new Set((await check(text)).map(({ code }) => code))];
  const head = 'version: 1\nname: trap\nschedule: { every: 1m, window: 1m }\nnodes:\n';

  it('a cycle', async () => {
    const both = 'type: filter, params: { where: { column: n, op: gt, value: 1 } }';
    const text = `${head}  a: { ${both}, inputs: [b] }\n  b: { ${both}, inputs: [a] }\n`;
    const problems = await check(text);
    expect(problems.map(({ code }) => code)).toContain('cycle');
    expect(problems.find(({ code }) => code === 'cycle')?.at.line).toBeGreaterThan(0);
  });

  it('a bomb of aliases', async () => {
    const rows = ['a: &a [x, x, x, x, x, x, x, x, x]'];
    for (let n = 1; n < 12; n++) {
      const [name, before] = [String.fromCharCode(97 + n), String.fromCharCode(96 + n)];
      rows.push(`${name}: &${name} [${Array(9).fill(`*${before}`).join(', ')}]`);
    }
    expect(await codes(rows.join('\n'))).toEqual(['yaml_anchor']);
  });

  it('a text of more than 1 MB, and one of nearly as much', async () => {
    expect(await codes(`${head}#${'x'.repeat(1.5 * MB)}`)).toEqual(['input_invalid']);
    expect((await codes(`${head}#${'x'.repeat(0.9 * MB)}`)).length).toBeGreaterThan(0);
    expect(await codes(`name: ${'['.repeat(100_000)}`)).toContain('yaml_syntax');
  });

  it('500 nodes are read, 501 are not', async () => {
    const nodes = (n: number) =>
      Array.from({ length: n }, (_, i) => `  n${i}: { type: stream, params: { stream: hostile } }\n`).join(
        '',
      );
    expect(await codes(head + nodes(500))).not.toContain('spec_shape');
    const problems = await check(head + nodes(501));
    expect(problems.map(({ code, what }) => [code, /at most 500/.test(what)])).toContainEqual([
      'spec_shape',
      true,
    ]);
  });

  it('a chain of 50 filters over a live stream, previewed', async () => {
    const rows = ['  f0: { type: stream, params: { stream: hostile } }'];
    for (let n = 1; n < 50; n++) {
      rows.push(
        `  f${n}: { type: filter, inputs: [f${n - 1}], params: { where: { column: n, op: gt, value: ${n} } } }`,
      );
    }
    rows.push('  count: { type: row_count, inputs: [f49] }');
    rows.push('  high: { type: limit, inputs: [count], params: { critical: 1 } }');
    const preview = await tocsin.api.preview.run({ text: `${head}${rows.join('\n')}\n`, days: 1 });
    expect(Object.keys(preview.nodes).length).toBeGreaterThan(0);
  });

  it('names from the prototype', async () => {
    const found = await check(`${head}  __proto__: { type: stream, params: { stream: hostile } }\n`);
    expect(found.map(({ code }) => code)).toContain('spec_shape');
    const other = await check(
      `${head}  a: { type: constructor }\n  toString: { type: stream, params: { stream: valueOf } }\n`,
    );
    expect(other.length).toBeGreaterThan(0);
    expect(other.map(({ code }) => code)).not.toContain('internal');
  });
});

describe('the internal API', () => {
  type Sent = { headers?: Record<string, string>; body?: string; path?: string; method?: string };
  const ask = ({ headers = {}, body = '{}', path = '/internal/status', method = 'POST' }: Sent) =>
    new Promise<{ status: number; problems: Problem[] }>((done, failed) => {
      const sending = request({ port: tocsin.port, path, method, headers }, (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('end', () => {
          const text = Buffer.concat(parts).toString();
          done({ status: response.statusCode ?? 0, problems: [], ...JSON.parse(text || '{}') });
        });
      });
      sending.once('error', failed);
      sending.end(method === 'GET' ? undefined : body);
    });
  const token = () => ({ authorization: `Bearer ${readToken(tocsin.folder)}` });

  it('answers with the token', async () => {
    expect((await ask({ headers: token() })).status).toBe(200);
  });

  it.each<[string, () => Record<string, string>]>([
    ['no token', () => ({})],
    ['an empty one', () => ({ authorization: 'Bearer ' })],
    ['another one', () => ({ authorization: `Bearer ${'A'.repeat(43)}` })],
    ['a cookie', () => ({ cookie: token().authorization })],
    ['a long one', () => ({ authorization: `Bearer ${'A'.repeat(10_000)}` })],
  ])('refuses %s', async (_, headers) => {
    for (const path of [
      '/internal/status',
      '/internal/streams.remove',
      '/internal/files/x.csv',
      '/internal/no',
    ]) {
      const answer = await ask({ headers: headers(), path });
      expect([answer.status, codesOf(answer)]).toEqual([403, ['token_refused']]);
    }
  });

  it.each(['tocsin.example.com', '127.0.0.1.evil.test', 'localhost.evil.test:4311'])(
    'refuses the host %j even with the token',
    async (host) => {
      const answer = await ask({ headers: { ...token(), host } });
      expect([answer.status, codesOf(answer)]).toEqual([403, ['foreign_request']]);
    },
  );

  it('names what is wrong with a call', async () => {
    const cases: [Sent, number, string][] = [
      [{ path: '/internal/nothing' }, 404, 'not_found'],
      [{ path: '/internal/constructor' }, 404, 'not_found'],
      [{ path: '/internal/__proto__' }, 404, 'not_found'],
      [{ method: 'GET' }, 404, 'not_found'],
      [{ body: '{' }, 400, 'body_malformed'],
      [{ body: '{"more":1}' }, 400, 'input_invalid'],
      [{ path: '/internal/streams.get', body: '{"name":7}' }, 400, 'input_invalid'],
      [{ path: '/internal/streams.get', body: '{"name":"nobody"}' }, 404, 'unknown_stream'],
      [{ path: '/internal/streams.rows', body: '{"name":"hostile","limit":1e9}' }, 400, 'input_invalid'],
      [{ path: '/internal/streams.get', body: `{"name":"${'x'.repeat(9 * MB)}"}` }, 413, 'body_too_large'],
      [{ path: '/internal/files/..%2f..%2fx.csv', method: 'PUT' }, 400, 'input_invalid'],
      [{ path: '/internal/files/%E0%A4%A', method: 'PUT' }, 400, 'input_invalid'],
    ];
    for (const [sent, status, code] of cases) {
      const answer = await ask({ ...sent, headers: token() });
      expect([answer.status, codesOf(answer)[0]], JSON.stringify(sent).slice(0, 100)).toEqual([status, code]);
    }
  });
});

describe('after all of it', () => {
  it('nothing is polluted, the log has no fault of its own, and what was stored is there', async () => {
    await isWell();
    expect(await prototypesNow()).toBe(prototypes);
    expect(tocsin.engine.log()).not.toMatch(/"level":(50|60)/);
    expect((await tocsin.api.streams.get({ name: 'hostile' })).rows).toBeGreaterThan(serial);
  });
});
