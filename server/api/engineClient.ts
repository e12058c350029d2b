import type { Readable } from 'node:stream';
import { Agent, request } from 'undici';
import * as z from 'zod';
import { Failure, type FailureCode, failure, failures, type Problem } from '@/lib/core/failures';
import type { EngineCall, EngineCalls } from '@/server/engine/contract';
import { readToken } from '@/server/engine/token';

/** The pages' way to the engine: HTTP on loopback, with a token from the data folder. */
export type EngineClient = {
  address: string;
  call: <C extends EngineCall>(name: C, input: EngineCalls[C]['in']) => Promise<EngineCalls[C]['out']>;
  /** Streams a file into the import folder. */
  upload: (name: string, body: Readable) => Promise<Uploaded>;
};
export type Uploaded = { name: string; bytes: number };

export type EngineClientOptions = { address: string; dataFolder: string; callLimitMs?: number };

/** Longer than any query may take, so that the engine's own words arrive first. */
const CALL_LIMIT_MS = 90_000;

export function createEngineClient({
  address,
  dataFolder,
  callLimitMs = CALL_LIMIT_MS,
}: EngineClientOptions): EngineClient {
  const agent = new Agent({ connect: { timeout: 2_000 }, keepAliveTimeout: 4_000, connections: 32 });
  async function ask(path: string, init: Asked): Promise<unknown> {
    // Read each time: a new data folder or a new token needs no restart of the pages.
    const token = readToken(dataFolder);
    if (token === null) throw failure('engine_unreachable', { address });
    const headers = { ...init.headers, authorization: `Bearer ${token}` };
    try {
      const { method, body: sent, limitMs } = init;
      const limits = { headersTimeout: limitMs, bodyTimeout: limitMs, dispatcher: agent };
      const url = `http://${address}/internal/${path}`;
      const answer = await request(url, { method, body: sent, headers, ...limits });
      const body: unknown = await answer.body.json();
      if (answer.statusCode < 300) return body;
      throw new Failure(readProblems(body));
    } catch (error) {
      if (error instanceof Failure) throw error;
      const unreachable = failure('engine_unreachable', { address });
      unreachable.cause = error;
      throw unreachable;
    }
  }
  return {
    address,
    call: async (name, input) => {
      const asked = { method: 'POST' as const, body: JSON.stringify(input), headers: JSON_TYPE };
      return (await ask(name, { ...asked, limitMs: callLimitMs })) as EngineCalls[typeof name]['out'];
    },
    upload: async (name, body) => {
      const asked = { method: 'PUT' as const, body, headers: { 'content-type': 'application/octet-stream' } };
      return (await ask(`files/${encodeURIComponent(name)}`, { ...asked, limitMs: 0 })) as Uploaded;
    },
  };
}

type Asked = {
  method: 'POST' | 'PUT';
  body: string | Readable;
  headers: Record<string, string>;
  limitMs: number;
};

const JSON_TYPE = { 'content-type': 'application/json' };

const problemShape = z.object({
  code: z.string().refine((code): code is FailureCode => Object.hasOwn(failures, code)),
  level: z.enum(['error', 'warning']),
  what: z.string(),
  fix: z.string(),
  at: z.custom<Problem['at']>((at) => typeof at === 'object' && at !== null),
});
const answered = z.object({ problems: z.array(problemShape).min(1) });

function readProblems(body: unknown): readonly Problem[] {
  return answered.parse(body).problems as readonly Problem[];
}
