import type { IncomingMessage, ServerResponse } from 'node:http';
import { Failure, failure, type Problem } from '@/lib/core/failures';
import { issueMessage } from '@/lib/spec/yaml';
import { requireOwnOrigin } from '@/server/api/origin';
import type { EngineCall, EngineCalls } from './contract';
import { engineInputs } from './inputs';
import { sameToken } from './token';

/** What the engine does for each call. */
export type EngineHandlers = {
  [C in EngineCall]: (input: EngineCalls[C]['in']) => Promise<EngineCalls[C]['out']>;
};

export type InternalApiOptions = {
  token: string;
  handlers: EngineHandlers;
  /** Takes a file into the import folder. */
  receiveFile: (name: string, body: IncomingMessage) => Promise<{ name: string; bytes: number }>;
  /** Told of what is not a failure with words; answers with the reference that the caller sees. */
  report: (error: unknown) => string;
};

const PREFIX = '/internal/';
/** A spec of full size inside JSON, where every character may take six. */
const BODY_BYTES_MAX = 8 * 1024 * 1024;

/** The engine's side of the pages' calls. Answers true where the request was one of them. */
export function createInternalApi(options: InternalApiOptions) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<boolean> => {
    const path = (request.url ?? '').split('?', 1)[0] ?? '';
    if (!path.startsWith(PREFIX)) return false;
    try {
      requireOwnHost(request);
      requireToken(request, options.token);
      send(response, 200, await answer(request, path.slice(PREFIX.length), options));
    } catch (error) {
      const failed =
        error instanceof Failure ? error : failure('internal', { reference: options.report(error) });
      send(response, failed.status, { problems: failed.problems satisfies readonly Problem[] });
      // What is left of a refused body is read and thrown away: a caller cut off while it writes may miss the answer.
      if (!request.complete) setImmediate(() => request.resume());
    }
    return true;
  };
}

/** A name that somebody pointed at this machine is not ours, whoever asks. */
function requireOwnHost({ headers }: IncomingMessage): void {
  const get = (name: string) => (name === 'host' ? (headers.host ?? null) : null);
  requireOwnOrigin({ headers: { get } }, null);
}

function requireToken(request: IncomingMessage, token: string): void {
  const given = /^Bearer (.{1,200})$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
  if (!sameToken(given, token)) throw failure('token_refused', {});
}

async function answer(request: IncomingMessage, name: string, options: InternalApiOptions): Promise<unknown> {
  if (request.method === 'PUT' && name.startsWith('files/'))
    return options.receiveFile(fileNameIn(name.slice('files/'.length)), request);
  if (request.method !== 'POST' || !isCall(name))
    throw failure('not_found', { thing: 'call', id: name.slice(0, 80) });
  return dispatch(name, await readJson(request), options.handlers);
}

/** A name that is badly escaped is taken as it stands, and refused for what it is. */
function fileNameIn(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

const isCall = (name: string): name is EngineCall => Object.hasOwn(engineInputs, name);

async function dispatch<C extends EngineCall>(
  name: C,
  body: unknown,
  handlers: EngineHandlers,
): Promise<unknown> {
  const parsed = engineInputs[name].safeParse(body);
  if (parsed.success) return handlers[name](parsed.data);
  const issue = parsed.error.issues[0];
  const field = issue?.path.map(String).join('.') || 'input';
  throw failure('input_invalid', { field, message: issue ? issueMessage(issue) : 'not right' });
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = [];
  let bytes = 0;
  const chunks: AsyncIterable<Buffer> = request.iterator({ destroyOnReturn: false });
  for await (const part of chunks) {
    bytes += part.length;
    if (bytes > BODY_BYTES_MAX) throw failure('body_too_large', { bytesMax: BODY_BYTES_MAX });
    parts.push(part);
  }
  try {
    return JSON.parse(Buffer.concat(parts).toString('utf8'));
  } catch (error) {
    const message = error instanceof Error ? error.message : 'not JSON';
    throw failure('body_malformed', { message, place: 'its start' });
  }
}

function send(response: ServerResponse, status: number, body: unknown): void {
  if (response.headersSent) return;
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
  });
  response.end(JSON.stringify(body));
}
