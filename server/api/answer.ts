import { type Failure, failure } from '@/lib/core/failures';

/** A failure as an answer of a plain route. */
export function failureAnswer(failed: Failure): Response {
  return Response.json({ problems: failed.problems }, { status: failed.status, headers: NO_STORE });
}

export const NO_STORE = { 'cache-control': 'no-store' };

/** Refuses a body that is too large before it is read. Browsers and HTTP servers hold the length to its word. */
export function requireSize(request: Request, bytesMax: number): void {
  if (request.body === null) return;
  const length = Number(request.headers.get('content-length') ?? Number.NaN);
  if (!Number.isFinite(length) || length > bytesMax) throw failure('body_too_large', { bytesMax });
}
