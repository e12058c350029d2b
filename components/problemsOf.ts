import type { Problem } from '@/lib/core/failures';

type Carrying = { data?: { problems?: readonly Problem[] } | null };

/** The problems that an answer of the server carries; where there was no answer, what to do about that. */
export function problemsOf(error: unknown): readonly Problem[] {
  const carried = (error as Carrying | null)?.data?.problems;
  if (carried && carried.length > 0) return carried;
  return [silent];
}

const silent: Problem = {
  code: 'internal',
  level: 'error',
  what: 'Tocsin did not answer.',
  fix: 'Check that it is still running and that you are online, then try again.',
  at: {},
};

/** Being offline, a restart and a timeout pass; a mistake in the question stays one. */
export function isWorthRetrying(error: unknown): boolean {
  const status = (error as { data?: { httpStatus?: number } | null } | null)?.data?.httpStatus;
  return status === undefined || status >= 500;
}

/** All problems as one sentence after another, for places with a single line. */
export function problemText(error: unknown): string {
  return problemsOf(error)
    .map(({ what, fix }) => `${what} ${fix}`)
    .join(' ');
}
