import type { IncomingMessage, ServerResponse } from 'node:http';
import { Failure, problem } from '@/lib/core/failures';
import type { AppendAnswer, EventStore } from '@/server/events/store';
import { fp } from './failpoints';
import { parseBody, readBytes } from './readBody';

export type IngestOptions = {
  events: EventStore;
  /** Uniform in [0, 1): spreads the moments at which refused senders come back. */
  random: () => number;
  /** Told of failures that have no name. Returns the reference under which it was logged. */
  report: (error: unknown) => string;
  /** Bytes of bodies in memory at once, those being stored included. */
  bytesMax?: number;
};

const BYTES_MAX = 128 * 1024 * 1024;
const ROUTE = /^\/v1\/streams\/([^/]+)\/(events|labels)$/;

/** What the API answers with: each record is accepted, a duplicate or rejected. */
export type IngestAnswer = AppendAnswer & { problemsTotal: number };

/**
 * The API that production systems send to: `POST /v1/streams/{stream}/events` and `/labels`. Answers 200 only when all
 * that was accepted is on disk; 400 names every record that was left out, and the others are kept.
 */
export function createIngest(
  options: IngestOptions,
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  const bytesMax = options.bytesMax ?? BYTES_MAX;
  let bytesHeld = 0;

  async function take(request: IncomingMessage, route: RegExpExecArray): Promise<AppendAnswer> {
    const announced = Number(request.headers['content-length'] ?? 0);
    if (bytesHeld + announced > bytesMax) throw new Failure([problem('too_busy', { retryAfterSeconds: 1 })]);
    let held = announced;
    bytesHeld += held;
    try {
      const bytes = await readBytes(request);
      bytesHeld += bytes.length - held;
      held = bytes.length;
      const body = parseBody(bytes);
      fp('ingest.before_append');
      const answer = await options.events.append(streamName(route[1] ?? ''), body.records, {
        origin: route[2] === 'labels' ? 'label' : 'event',
        bytes: body.bytes,
        unsafeIntegers: body.unsafeIntegers,
      });
      fp('ingest.before_answer');
      return answer;
    } finally {
      bytesHeld -= held;
    }
  }

  return async (request, response) => {
    const path = (request.url ?? '').split('?')[0] ?? '';
    const route = ROUTE.exec(path);
    try {
      if (!route)
        return send(response, 404, {
          problems: [problem('not_found', { thing: 'address', id: path.slice(0, 100) })],
        });
      if (request.method !== 'POST') {
        response.setHeader('Allow', 'POST');
        return send(response, 405, {
          problems: [problem('input_invalid', { field: 'method', message: 'events are sent by POST' })],
        });
      }
      const wrongType = checkType(request);
      if (wrongType) return send(response, 415, { problems: [wrongType] });
      const answer = await take(request, route);
      const body: IngestAnswer = { ...answer, problemsTotal: answer.rejected };
      send(response, answer.rejected > 0 ? 400 : 200, body);
    } catch (error) {
      refuse(response, error);
    } finally {
      // A body that nobody reads would hold the connection, and a sender cut off while it writes may miss the answer.
      if (!request.readableEnded) setImmediate(() => request.resume());
    }
  };

  function refuse(response: ServerResponse, error: unknown): void {
    const known =
      error instanceof Failure
        ? error
        : new Failure([problem('internal', { reference: options.report(error) })]);
    // What nobody foresaw may pass: senders keep the data and come again.
    const status = error instanceof Failure ? known.status : 503;
    if (status === 429 || status === 503)
      response.setHeader('Retry-After', String(1 + Math.floor(options.random() * 10)));
    send(response, status, { accepted: 0, duplicates: 0, rejected: 0, future: 0, problems: known.problems });
  }
}

function streamName(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

const TYPES = /^application\/(json|x-ndjson|ndjson|jsonl|x-jsonlines)\b/i;

/** Strict, because a page of another origin may send any other type without asking. */
function checkType(request: IncomingMessage) {
  const type = request.headers['content-type'] ?? 'no type';
  if (TYPES.test(type)) return null;
  const message = `${type.slice(0, 60)} is not supported; send application/json or application/x-ndjson`;
  return problem('input_invalid', { field: 'Content-Type', message });
}

function send(response: ServerResponse, status: number, body: unknown): void {
  if (response.headersSent || response.destroyed) return;
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(text),
  });
  response.end(text);
}
