import type { LookupAddress } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { Agent, buildConnector, request } from 'undici';
import { type Egress, plainHost } from './egress';

/** The one HTTP client that leaves the machine. */
export type HttpClient = {
  post: (request: HttpPost) => Promise<HttpAnswer>;
  close: () => Promise<void>;
};
export type HttpPost = { url: string; headers: Readonly<Record<string, string>>; body: string };
export type HttpAnswer = { status: number; text: string; retryAfter: string | null };

export type HttpLimits = { timeoutMs: number; answerBytesMax: number };
const LIMITS: HttpLimits = { timeoutMs: 15_000, answerBytesMax: 65_536 };

/**
 * The guard looks three times: at an address written as such, which no resolver ever sees; at every address that a name
 * resolves to; and at the peer that was really connected to. Redirects are answers like any other.
 */
export function createHttpClient(egress: Egress, limits: HttpLimits = LIMITS): HttpClient {
  const agent = new Agent({
    connect: guardedConnector(egress, limits.timeoutMs),
    headersTimeout: limits.timeoutMs,
    bodyTimeout: limits.timeoutMs,
    connections: 8,
    keepAliveTimeout: 10_000,
  });
  return {
    async post({ url, headers, body }) {
      const signal = AbortSignal.timeout(limits.timeoutMs);
      const answer = await request(url, { method: 'POST', headers, body, signal, dispatcher: agent });
      const retryAfter = answer.headers['retry-after'];
      return {
        status: answer.statusCode,
        text: await readCapped(answer.body, limits.answerBytesMax),
        retryAfter: typeof retryAfter === 'string' ? retryAfter : null,
      };
    },
    close: () => agent.destroy(),
  };
}

function guardedConnector(egress: Egress, timeoutMs: number): buildConnector.connector {
  return (options, callback) => {
    const port = Number(options.port) || (options.protocol === 'https:' ? 443 : 80);
    const refuse = (error: unknown) =>
      callback(error instanceof Error ? error : new Error(String(error)), null);
    let host: string;
    try {
      host = plainHost(options.hostname);
      if (isIP(host)) egress.check(host, { host, port });
    } catch (error) {
      refuse(error);
      return;
    }
    const connect = buildConnector({ timeout: timeoutMs, lookup: guardedLookup(egress, port) });
    connect(options, (...[error, socket]) => {
      if (error) {
        refuse(error);
        return;
      }
      try {
        egress.check(socket.remoteAddress ?? '', { host, port });
        callback(null, socket);
      } catch (refused) {
        socket.destroy();
        refuse(refused);
      }
    });
  };
}

function guardedLookup(egress: Egress, port: number): LookupFunction {
  return (hostname, options, callback) => {
    const answer = (found: LookupAddress[]) => {
      const first = found[0];
      if (options.all) callback(null, found);
      else callback(null, first?.address ?? '', first?.family ?? 4);
    };
    egress.resolve(hostname, port).then(answer, (error: Error) => callback(error, ''));
  };
}

/** What is beyond the cap, or never comes, is not waited for: the status has said it all. */
async function readCapped(body: AsyncIterable<Buffer> & { destroy: () => unknown }, bytesMax: number) {
  const parts: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const part of body) {
      parts.push(part.subarray(0, bytesMax - bytes));
      bytes += part.length;
      if (bytes >= bytesMax) break;
    }
  } catch {
    // Cut off or timed out after the status came.
  } finally {
    body.destroy();
  }
  return Buffer.concat(parts).toString('utf8');
}
