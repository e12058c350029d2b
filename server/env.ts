import * as z from 'zod';
import { failure } from '@/lib/core/failures';

const port = (fallback: number) => z.coerce.number().int().min(0).max(65_535).default(fallback);
const commaList = z
  .string()
  .default('')
  .transform((text) =>
    text
      .split(',')
      .map((part) => part.trim())
      .filter(Boolean),
  );

const environment = z.object({
  TOCSIN_DATA: z.string().min(1).default('./data'),
  TOCSIN_WEB_PORT: port(4310),
  TOCSIN_ENGINE_PORT: port(4311),
  /** Private hosts that may be reached: `host`, `host:port`, `10.0.0.0/8`. Server configuration only. */
  TOCSIN_EGRESS_ALLOW: commaList,
  /** 32 bytes in base64 or hex; without it a key file in the data folder is made and used. */
  TOCSIN_KEY: z.string().optional(),
  /** Where people open Tocsin; links in messages begin with it. */
  TOCSIN_PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  TOCSIN_LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal']).default('info'),
  /** An OpenAI-compatible address that embeds texts, e.g. `https://api.openai.com/v1/embeddings`. */
  TOCSIN_EMBEDDING_URL: z.url({ protocol: /^https?$/ }).optional(),
  TOCSIN_EMBEDDING_MODEL: z.string().optional(),
  /** Sent as bearer token. */
  TOCSIN_EMBEDDING_KEY: z.string().optional(),
  TOCSIN_FAILPOINTS: z.string().optional(),
});

export type Env = {
  data: string;
  webPort: number;
  enginePort: number;
  egressAllow: readonly string[];
  key: string | null;
  publicUrl: string | null;
  logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal';
  failpoints: string | null;
  embedding: EmbeddingEndpoint | null;
};

/** Where texts are embedded. */
export type EmbeddingEndpoint = { url: string; model: string; key: string | null };

/** Reads the environment, or says which variable is wrong. */
export function parseEnv(source: Readonly<Record<string, string | undefined>>): Env {
  // An empty variable is one that is not set: compose files write them so.
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''));
  const parsed = environment.safeParse(given);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw failure('input_invalid', {
      field: String(issue?.path[0] ?? 'environment'),
      message: issue?.message ?? 'not right',
    });
  }
  const env = parsed.data;
  return {
    data: env.TOCSIN_DATA,
    webPort: env.TOCSIN_WEB_PORT,
    enginePort: env.TOCSIN_ENGINE_PORT,
    egressAllow: env.TOCSIN_EGRESS_ALLOW,
    key: env.TOCSIN_KEY ?? null,
    publicUrl: env.TOCSIN_PUBLIC_URL?.replace(/\/+$/, '') ?? null,
    logLevel: env.TOCSIN_LOG_LEVEL,
    failpoints: env.TOCSIN_FAILPOINTS ?? null,
    embedding: embeddingOf(env),
  };
}

function embeddingOf(env: z.output<typeof environment>): EmbeddingEndpoint | null {
  const { TOCSIN_EMBEDDING_URL: url, TOCSIN_EMBEDDING_MODEL: model, TOCSIN_EMBEDDING_KEY: key } = env;
  if (url === undefined) return null;
  if (model === undefined) {
    const message = 'must name the model, since TOCSIN_EMBEDDING_URL is set';
    throw failure('input_invalid', { field: 'TOCSIN_EMBEDDING_MODEL', message });
  }
  return { url, model, key: key ?? null };
}

let parsed: Env | null = null;

/** The environment of this process, parsed once. */
export function env(): Env {
  parsed ??= parseEnv(process.env);
  return parsed;
}
