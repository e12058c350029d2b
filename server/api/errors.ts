import type { TRPCError } from '@trpc/server';
import * as z from 'zod';
import { Failure, type Problem, problem } from '@/lib/core/failures';
import { issueMessage } from '@/lib/spec/yaml';
import type { DraftConflict } from './views';

/** What a client is told of an error: problems in our words, and both sides of a conflict where it is one. */
export function problemsOf(error: TRPCError): {
  problems: readonly Problem[];
  conflict: DraftConflict | null;
} {
  const { cause } = error;
  if (cause instanceof Failure) return { problems: cause.problems, conflict: conflictOf(cause) };
  if (cause instanceof z.ZodError) return { problems: cause.issues.map(inputProblem), conflict: null };
  if (error.code === 'NOT_FOUND')
    return { problems: [problem('not_found', { thing: 'procedure', id: error.message })], conflict: null };
  if (error.code === 'INTERNAL_SERVER_ERROR')
    return { problems: [problem('internal', { reference: 'see the log' })], conflict: null };
  return {
    problems: [problem('input_invalid', { field: 'request', message: error.message })],
    conflict: null,
  };
}

/** A refused save carries both drafts as the cause of its failure. */
function conflictOf(failed: Failure): DraftConflict | null {
  const { cause } = failed;
  return typeof cause === 'object' && cause !== null && 'theirs' in cause && 'mine' in cause
    ? (cause as DraftConflict)
    : null;
}

function inputProblem(issue: z.core.$ZodIssue): Problem {
  const field = issue.path.map(String).join('.') || 'input';
  return problem('input_invalid', { field, message: issueMessage(issue) });
}
