import { connect, type Socket } from 'node:net';

/** Requests over raw sockets: a client so cheap that the server is what is measured. */
export type LoadWish = {
  port: number;
  /** The bytes of the next request, head and body; undefined ends the connection. */
  next: () => Buffer | undefined;
  connections: number;
  forMs: number;
  /** At most so many requests a second over all connections; as fast as answered without it. */
  perSecond?: number;
};

export type LoadAnswer = { requests: number; failed: number; wallMs: number; latenciesMs: number[] };

/** An HTTP request as bytes. */
export function requestBytes(
  path: string,
  body: string | Buffer,
  more = { method: 'POST', head: '' },
): Buffer {
  const bytes = Buffer.from(body);
  const head = `${more.method} ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\n${more.head}Content-Type: application/json\r\nContent-Length: ${bytes.length}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), bytes]);
}

/** Sends until the time is over; every connection waits for its answer before it sends again. */
export async function load(wish: LoadWish): Promise<LoadAnswer> {
  const latenciesMs: number[] = [];
  let failed = 0;
  const start = performance.now();
  const end = start + wish.forMs;
  const gapMs = wish.perSecond === undefined ? 0 : (1_000 * wish.connections) / wish.perSecond;
  await Promise.all(
    Array.from({ length: wish.connections }, async (_, i) => {
      const client = await open(wish.port);
      let due = start + (gapMs * i) / wish.connections;
      while (performance.now() < end) {
        if (gapMs > 0) await until(due);
        // From when it was due: a server that is slow must not make its own measurement look better.
        const from = gapMs > 0 ? due : performance.now();
        due += gapMs;
        const bytes = wish.next();
        if (!bytes) break;
        const status = await client.ask(bytes);
        latenciesMs.push(performance.now() - from);
        if (status !== 200) failed += 1;
      }
      client.close();
    }),
  );
  return { requests: latenciesMs.length, failed, wallMs: performance.now() - start, latenciesMs };
}

const until = (at: number) => new Promise<void>((go) => setTimeout(go, Math.max(0, at - performance.now())));

type Client = { ask: (bytes: Buffer) => Promise<number>; close: () => void };

async function open(port: number): Promise<Client> {
  const socket: Socket = connect({ port, host: '127.0.0.1', noDelay: true });
  let got: Buffer = Buffer.alloc(0);
  let done: ((status: number) => void) | null = null;
  await new Promise<void>((ok, fail) => socket.once('connect', ok).once('error', fail));
  socket.on('data', (chunk: Buffer) => {
    got = got.length === 0 ? chunk : Buffer.concat([got, chunk]);
    if (!isWhole(got)) return;
    const status = Number(got.toString('latin1', 9, 12));
    got = Buffer.alloc(0);
    done?.(status);
  });
  socket.on('close', () => done?.(0));
  socket.on('error', () => done?.(0));
  return {
    ask: (bytes) =>
      new Promise((answer) => {
        done = answer;
        socket.write(bytes);
      }),
    close: () => socket.destroy(),
  };
}

/** Whether an answer has come to its end, by its length or by its last chunk. */
function isWhole(bytes: Buffer): boolean {
  const head = bytes.indexOf('\r\n\r\n');
  if (head < 0) return false;
  const text = bytes.toString('latin1', 0, head).toLowerCase();
  const length = /content-length: (\d+)/.exec(text)?.[1];
  if (length !== undefined) return bytes.length >= head + 4 + Number(length);
  return text.includes('chunked') ? bytes.subarray(-7).includes('0\r\n\r\n') : true;
}
