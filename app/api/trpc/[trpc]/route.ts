import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import { Failure } from '@/lib/core/failures';
import { requireSize, trpcAnswer } from '@/server/api/answer';
import { requireOwnOrigin } from '@/server/api/origin';
import { appRouter } from '@/server/api/root';
import { requestContext } from '@/server/api/services';
import { env } from '@/server/env';

/** A spec of full size, escaped, beside a few other calls. */
const BODY_BYTES_MAX = 8 * 1024 * 1024;
const BATCH_MAX = 20;

async function handle(request: Request): Promise<Response> {
  try {
    requireOwnOrigin(request, env().publicUrl);
    requireSize(request, BODY_BYTES_MAX);
  } catch (error) {
    if (error instanceof Failure) return trpcAnswer(error);
    throw error;
  }
  return fetchRequestHandler({
    endpoint: '/api/trpc',
    req: request,
    router: appRouter,
    createContext: requestContext,
    // Queries that carry a whole spec come as POST; addresses are too short for them.
    allowMethodOverride: true,
    maxBatchSize: BATCH_MAX,
    responseMeta: () => ({ headers: { 'cache-control': 'no-store' } }),
  });
}

export { handle as GET, handle as POST };
