import { createTRPCClient, httpLink, TRPCClientError } from '@trpc/client';
import type { Problem } from '@/lib/core/failures';
import type { AppRouter } from '@/server/api/root';
import { type Args, type Io, textFlag, UsageError } from './command';
import { printable } from './paint';
import { problemLines } from './problems';

export const SERVER_HELP = `  --server URL   the web address of Tocsin (TOCSIN_URL; default http://127.0.0.1:4310)`;

export type ServerClient = ReturnType<typeof createTRPCClient<AppRouter>>;

/** Where the server is: the flag, the environment, or this machine. */
export function serverUrl(args: Args, io: Io): string {
  const given = textFlag(args.flags, 'server') ?? io.environment.TOCSIN_URL ?? 'http://127.0.0.1:4310';
  if (!URL.canParse(given) || !/^https?:$/.test(new URL(given).protocol)) {
    throw new UsageError(`--server takes an address such as http://127.0.0.1:4310; got \`${given}\``);
  }
  return given.replace(/\/+$/, '');
}

/** The server's API, typed as the pages see it. */
export function createServerClient(url: string): ServerClient {
  return createTRPCClient<AppRouter>({ links: [httpLink({ url: `${url}/api/trpc` })] });
}

/** Why a call failed: the server's problems, or that it could not be reached. */
export function callProblems(error: unknown, url: string, io: Io): string[] {
  if (!(error instanceof TRPCClientError)) throw error;
  const data = error.data as { problems?: readonly Problem[] } | null | undefined;
  if (data?.problems?.length) return data.problems.flatMap((problem) => problemLines(url, problem, io));
  if (data) return [`${url}: ${printable(error.message)}`];
  const cause =
    error.cause instanceof Error && error.cause.cause instanceof Error ? error.cause.cause : error.cause;
  const why = cause instanceof Error ? printable(cause.message) : printable(error.message);
  return [
    `${url} does not answer as Tocsin does: ${why}.`,
    '    Start it, or name another address with --server.',
  ];
}
