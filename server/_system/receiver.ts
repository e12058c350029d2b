import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A message as it arrived, with what was answered to it. */
export type Received = {
  id: string;
  at: number;
  signed: boolean;
  status: number;
  headers: IncomingHttpHeaders;
  body: { type: string; data: Record<string, unknown> };
};

/** A status; `hang` never answers, `reset` cuts the connection after reading, `cut` before. */
export type Answer = number | 'hang' | 'reset' | 'cut';

export type Receiver = {
  url: string;
  port: number;
  /** Everything that arrived, refused or not, in order. */
  received: Received[];
  /** What to answer from now on, with what headers. */
  answer: (how: Answer | (() => Answer), headers?: Readonly<Record<string, string>>) => void;
  setSecret: (secret: string) => void;
  close: () => Promise<void>;
};

/** A webhook receiver as somebody outside would write it: it checks the signature on its own. */
export async function startReceiver(port = 0): Promise<Receiver> {
  const received: Received[] = [];
  let next: () => Answer = () => 200;
  let extra: Readonly<Record<string, string>> = {};
  let secret = '';
  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const how = next();
    if (how === 'cut') {
      request.socket.destroy();
      return;
    }
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const text = Buffer.concat(chunks).toString();
    received.push({
      id: String(request.headers['webhook-id']),
      at: Date.now(),
      signed: verify(secret, request.headers, text),
      status: typeof how === 'number' ? how : 0,
      headers: request.headers,
      body: JSON.parse(text),
    });
    if (how === 'reset') request.socket.destroy();
    if (typeof how === 'number') response.writeHead(how, extra).end();
  }
  // A sender that is killed while it sends leaves half a request, which is none.
  const server = createServer((request, response) => void take(request, response).catch(() => undefined));
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const bound = (server.address() as AddressInfo).port;
  return {
    url: `http://127.0.0.1:${bound}/hook`,
    port: bound,
    received,
    answer: (how, headers = {}) => {
      next = typeof how === 'function' ? how : () => how;
      extra = headers;
    },
    setSecret: (next) => {
      secret = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

function verify(secret: string, headers: IncomingHttpHeaders, body: string): boolean {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
  const expected = Buffer.from(createHmac('sha256', key).update(signed).digest('base64'));
  return String(headers['webhook-signature'])
    .split(' ')
    .map((part) => Buffer.from(part.replace(/^v1,/, '')))
    .some((given) => given.length === expected.length && timingSafeEqual(given, expected));
}
