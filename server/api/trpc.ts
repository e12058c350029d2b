import { initTRPC, TRPCError } from '@trpc/server';
import { Failure, type Problem } from '@/lib/core/failures';
import type { Context } from './context';
import { problemsOf } from './errors';
import type { DraftConflict } from './views';

const t = initTRPC.context<Context>().create({
  errorFormatter({ shape, error }) {
    const { problems, conflict } = problemsOf(error);
    const { stack: _stack, ...data } = shape.data as typeof shape.data & { stack?: string };
    return {
      ...shape,
      message: problems[0]?.what ?? shape.message,
      data: { ...data, problems: problems as readonly Problem[], conflict: conflict as DraftConflict | null },
    };
  },
});

/** Every failure leaves as a tRPC error that keeps the problems and their HTTP status. */
const speaking = t.middleware(async ({ next }) => {
  const result = await next();
  if (result.ok || !(result.error.cause instanceof Failure)) return result;
  throw new TRPCError({ code: codeOf(result.error.cause.status), cause: result.error.cause });
});

const CODES = {
  400: 'BAD_REQUEST',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  409: 'CONFLICT',
  413: 'PAYLOAD_TOO_LARGE',
  415: 'UNSUPPORTED_MEDIA_TYPE',
  429: 'TOO_MANY_REQUESTS',
  502: 'BAD_GATEWAY',
  503: 'SERVICE_UNAVAILABLE',
} as const;

function codeOf(status: number): TRPCError['code'] {
  return status in CODES ? CODES[status as keyof typeof CODES] : 'INTERNAL_SERVER_ERROR';
}

export const router = t.router;
export const procedure = t.procedure.use(speaking);
export const createCallerFactory = t.createCallerFactory;
