import type { Millis } from '@/lib/core/time';
import type { HttpAnswer } from './http';

/** How one attempt went. */
export type Sent =
  | { ok: true }
  /** `final`: trying again can never help. */
  | { ok: false; error: string; final: boolean; retryAfterMs: Millis | null };

export const sent: Sent = { ok: true };

export function unsent(error: string, more: { final?: boolean; retryAfterMs?: Millis | null } = {}): Sent {
  return { ok: false, error, final: more.final ?? false, retryAfterMs: more.retryAfterMs ?? null };
}

const ERROR_CHARS_MAX = 300;
const GONE = 410;

/** Any answer but 2xx is a failure, a redirect too. 410 says that the receiver is gone for good. */
export function fromAnswer(answer: HttpAnswer, now: Millis): Sent {
  if (answer.status >= 200 && answer.status < 300) return sent;
  const told = answer.text.replace(/\s+/g, ' ').trim().slice(0, ERROR_CHARS_MAX);
  const error = told ? `it answered ${answer.status}: ${told}` : `it answered ${answer.status}`;
  return unsent(error, {
    final: answer.status === GONE,
    retryAfterMs: readRetryAfter(answer.retryAfter, now),
  });
}

/** Seconds, or an HTTP date. */
function readRetryAfter(text: string | null, now: Millis): Millis | null {
  if (text === null) return null;
  if (/^\d+$/.test(text)) return Number(text) * 1_000;
  const at = Date.parse(text);
  return Number.isFinite(at) ? Math.max(0, at - now) : null;
}

/** An error as one line that a person may see. */
export function fromError(error: unknown): Sent {
  const text = error instanceof Error ? deepest(error) : String(error);
  return unsent(text.replace(/\s+/g, ' ').slice(0, ERROR_CHARS_MAX));
}

function deepest(error: Error): string {
  if (error instanceof AggregateError && error.errors[0] instanceof Error) return error.errors[0].message;
  if (error.name === 'TimeoutError') return 'it did not answer in time';
  return error.message || error.name;
}
