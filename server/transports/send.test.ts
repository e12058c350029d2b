import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterEach, describe, expect, it } from 'vitest';
import type { Request } from '@/lib/blocks/block';
import type { OpenConnection } from '@/server/store/connections';
import { createEgress } from './egress';
import { createHttpClient } from './http';
import { send } from './send';
import { signatureOf } from './webhook';

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const attempt = { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', at: 1_614_265_330_000 };
const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

const transports = (timeoutMs = 2_000) => {
  const egress = createEgress(['127.0.0.1']);
  const http = createHttpClient(egress, { timeoutMs, answerBytesMax: 65_536 });
  closers.push(http.close);
  const lines: string[] = [];
  return { egress, http, lines, log: (line: string) => void lines.push(line) };
};

async function receiver(answer: (response: ServerResponse, body: string) => void) {
  const got: { headers: IncomingHttpHeaders; body: string }[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (part: string) => {
      body += part;
    });
    request.on('end', () => {
      got.push({ headers: request.headers, body });
      answer(response, body);
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  closers.push(
    () => server.closeAllConnections(),
    () => server.close(),
  );
  return { got, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` };
}

const toWebhook = (url: string): OpenConnection => ({
  kind: 'webhook',
  name: 'pager',
  config: {},
  secret: { url, secret: SECRET },
});
const hook: Request = { transport: 'webhook', connection: 'pager', body: { test: 2432232314 } };

describe('webhook', () => {
  it('signs as the Standard Webhooks vectors do', () => {
    expect(signatureOf(SECRET, attempt, '{"test": 2432232314}')).toBe(
      'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    );
  });

  it('sends the id, the time and the signature', async () => {
    const { got, url } = await receiver((response) => response.writeHead(202).end());
    const result = await send(transports(), { request: hook, attempt, open: () => toWebhook(url) });
    expect(result).toEqual({ ok: true });
    expect(got[0]?.headers).toMatchObject({
      'webhook-id': attempt.id,
      'webhook-timestamp': '1614265330',
      'webhook-signature': signatureOf(SECRET, attempt, '{"test":2432232314}'),
      'content-type': 'application/json',
    });
  });

  it.each([
    [301, { final: false }],
    [400, { final: false }],
    [410, { final: true }],
    [500, { final: false }],
  ])('takes %i as a failure', async (status, expected) => {
    const { got, url } = await receiver((response) =>
      response.writeHead(status, { location: '/elsewhere' }).end('why'),
    );
    const result = await send(transports(), { request: hook, attempt, open: () => toWebhook(url) });
    expect(result).toMatchObject({ ok: false, error: `it answered ${status}: why`, ...expected });
    expect(got).toHaveLength(1);
  });

  it.each([
    ['120', 120_000],
    [new Date(attempt.at + 60_000).toUTCString(), 60_000],
    ['soon', null],
  ])('reads Retry-After %s', async (text, retryAfterMs) => {
    const { url } = await receiver((response) => response.writeHead(429, { 'retry-after': text }).end());
    const result = await send(transports(), { request: hook, attempt, open: () => toWebhook(url) });
    expect(result).toMatchObject({ ok: false, retryAfterMs });
  });

  it('gives up on a receiver that never answers', async () => {
    const { url } = await receiver(() => undefined);
    const result = await send(transports(200), { request: hook, attempt, open: () => toWebhook(url) });
    expect(result).toMatchObject({ ok: false, final: false, error: 'it did not answer in time' });
  });

  it('reads no more of a large answer than it must', async () => {
    const { url } = await receiver((response) => {
      response.writeHead(200);
      response.write('x'.repeat(10_000_000));
    });
    expect(await send(transports(), { request: hook, attempt, open: () => toWebhook(url) })).toEqual({
      ok: true,
    });
  });

  it('says that an address is not allowed', async () => {
    const result = await send(transports(), {
      request: hook,
      attempt,
      open: () => toWebhook('http://10.0.0.1/'),
    });
    expect(result).toMatchObject({ ok: false, error: '`10.0.0.1` is a private or reserved address.' });
  });

  it('refuses a message for another kind of connection', async () => {
    const request: Request = { transport: 'slack', connection: 'pager', body: {} };
    expect(
      await send(transports(), { request, attempt, open: () => toWebhook('http://127.0.0.1') }),
    ).toMatchObject({ final: true });
  });
});

describe('slack', () => {
  it('posts the body as it is', async () => {
    const { got, url } = await receiver((response) => response.end('ok'));
    const open = (): OpenConnection => ({ kind: 'slack', name: 'team', config: {}, secret: { url } });
    const request: Request = { transport: 'slack', connection: 'team', body: { text: 'hi' } };
    expect(await send(transports(), { request, attempt, open })).toEqual({ ok: true });
    expect(JSON.parse(got[0]?.body ?? '')).toEqual({ text: 'hi' });
  });
});

describe('log', () => {
  it('writes the line', async () => {
    const parts = transports();
    const open = () => toWebhook('');
    expect(await send(parts, { request: { transport: 'log', line: '{"a":1}' }, attempt, open })).toEqual({
      ok: true,
    });
    expect(parts.lines).toEqual(['{"a":1}']);
  });
});

describe('email', () => {
  const mailbox = async (options: { refuse?: boolean } = {}) => {
    const mails: { text: string; to: string[] }[] = [];
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onRcptTo(_address, _session, done) {
        if (options.refuse) done(Object.assign(new Error('no such user'), { responseCode: 550 }));
        else done();
      },
      onAuth(auth, _session, done) {
        if (auth.password === 'right') done(null, { user: auth.username });
        else done(new Error('wrong password'));
      },
      onData(stream, session, done) {
        let text = '';
        stream.setEncoding('utf8').on('data', (part: string) => {
          text += part;
        });
        stream.on('end', () => {
          mails.push({ text, to: session.envelope.rcptTo.map(({ address }) => address) });
          done();
        });
      },
    });
    server.on('error', () => undefined);
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    closers.push(() => new Promise<void>((done) => server.close(() => done())));
    return { mails, port: (server.server.address() as AddressInfo).port };
  };
  const config = (port: number) => ({
    host: '127.0.0.1',
    port,
    security: 'none' as const,
    from: 'Tocsin <tocsin@example.com>',
  });
  const request: Request = {
    transport: 'email',
    connection: 'mail',
    to: ['a@example.com', 'b@example.com'],
    subject: 'Drift',
    text: 'Über\n',
  };

  it('sends with a message id that stays the same', async () => {
    const { mails, port } = await mailbox();
    const open = (): OpenConnection => ({ kind: 'email', name: 'mail', config: config(port), secret: null });
    expect(await send(transports(), { request, attempt, open })).toEqual({ ok: true });
    expect(await send(transports(), { request, attempt, open })).toEqual({ ok: true });
    expect(mails.map(({ to }) => to)).toEqual([
      ['a@example.com', 'b@example.com'],
      ['a@example.com', 'b@example.com'],
    ]);
    for (const { text } of mails) {
      expect(text).toContain(`Message-ID: <${attempt.id}@tocsin.invalid>`);
      expect(text).toContain('Subject: Drift');
    }
  });

  it('refuses a header with a line break for good', async () => {
    const { mails, port } = await mailbox();
    const open = (): OpenConnection => ({ kind: 'email', name: 'mail', config: config(port), secret: null });
    const smuggled = { ...request, subject: 'Hi\r\nBcc: all@example.com' };
    expect(await send(transports(), { request: smuggled, attempt, open })).toMatchObject({
      ok: false,
      final: true,
    });
    expect(mails).toHaveLength(0);
  });

  it('asks the guard about the host', async () => {
    const open = (): OpenConnection => ({
      kind: 'email',
      name: 'mail',
      config: { ...config(25), host: '0x7f.2' },
      secret: null,
    });
    expect(await send(transports(), { request, attempt, open })).toMatchObject({
      ok: false,
      error: expect.stringMatching(/private or reserved/),
    });
  });

  it('gives up where the recipient is refused, and tries again where the password is', async () => {
    const refusing = await mailbox({ refuse: true });
    const open = (): OpenConnection => ({
      kind: 'email',
      name: 'mail',
      config: config(refusing.port),
      secret: null,
    });
    expect(await send(transports(), { request, attempt, open })).toMatchObject({ ok: false, final: true });
    const { port } = await mailbox();
    const locked = (): OpenConnection => ({
      kind: 'email',
      name: 'mail',
      config: { ...config(port), user: 'me' },
      secret: { password: 'wrong' },
    });
    expect(await send(transports(), { request, attempt, open: locked })).toMatchObject({
      ok: false,
      final: false,
    });
  });
});
