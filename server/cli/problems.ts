import { isError, type Problem } from '@/lib/core/failures';
import type { Io } from './command';
import { paint, printable } from './paint';

/** A problem as editors and people read it: `file:line:column: error: what` and the fix below. */
export function problemLines(file: string, problem: Problem, io: Pick<Io, 'colour'>): string[] {
  const { line, column } = problem.at;
  const place = [file, ...(line === undefined ? [] : [line, column ?? 1])].join(':');
  const level = isError(problem) ? paint(io, 'red', 'error') : paint(io, 'yellow', 'warning');
  return [
    `${paint(io, 'bold', place)}: ${level}: ${printable(problem.what)} ${paint(io, 'dim', `[${problem.code}]`)}`,
    `    ${printable(problem.fix)}`,
  ];
}

/** A problem as `--json` has it. */
export function problemJson(problem: Problem) {
  const { line, column, node } = problem.at;
  const { code, level, what, fix } = problem;
  return { code, level, what, fix, line: line ?? null, column: column ?? null, node: node ?? null };
}
