import { type Failure, failure } from '@/lib/core/failures';

/** A failure as an answer of a plain route. */
export function failureAnswer(failed: Failure): Response {
  return Response.json({ problems: failed.problems }, { status: failed.status, headers: NO_STORE });
}

/** The same in the form that tRPC's client reads, for one call or a batch of them. */
export function trpcAnswer(failed: Failure): Response {
  const data = { code: 'FORBIDDEN', httpStatus: failed.status, problems: failed.problems, conflict: null };
  const error = { message: failed.problems[0]?.what ?? failed.message, code: TRPC_FORBIDDEN, data };
  return Response.json({ error }, { status: failed.status, headers: NO_STORE });
}

const TRPC_FORBIDDEN = -32003;

export const NO_STORE = { 'cache-control': 'no-store' };

/** Refuses a body that is too large before it is read. Browsers and HTTP servers hold the length to its word. */
export function requireSize(request: Request, bytesMax: number): void {
  if (request.body === null) return;
  const length = Number(request.headers.get('content-length') ?? Number.NaN);
  if (!Number.isFinite(length) || length > bytesMax) throw failure('body_too_large', { bytesMax });
}
