import { type FailureCode, failures, type Problem, problem } from '@/lib/core/failures';

/** One row of the table of failures, with its example told as people meet it. */
export type ProblemPage = { code: FailureCode; title: string; status: number; example: Problem };

export function problemPage(code: string): ProblemPage | null {
  if (!Object.hasOwn(failures, code)) return null;
  const known = code as FailureCode;
  const { title, status, example } = failures[known];
  return { code: known, title, status, example: problem(known, example as never) };
}

/** All of them, by title. */
export function problemPages(): ProblemPage[] {
  return Object.keys(failures)
    .flatMap((code) => problemPage(code) ?? [])
    .sort((a, b) => a.title.localeCompare(b.title, 'en'));
}
