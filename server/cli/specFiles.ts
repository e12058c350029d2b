import { type Compiled, compile } from '@/lib/compile/compile';
import type { Io } from './command';
import { paint } from './paint';
import { problemLines } from './problems';
import { readText } from './readText';

/** A spec file, read and compiled; `unreadable` says why it could not be read. */
export type SpecFile = { file: string; text: string; unreadable: string | null } & Compiled;

export async function readSpecs(files: readonly string[]): Promise<SpecFile[]> {
  const specs: SpecFile[] = [];
  for (const file of files) {
    const read = await readText(file);
    if (read.ok) specs.push({ file, text: read.text, unreadable: null, ...compile(read.text) });
    else specs.push({ file, text: '', unreadable: read.why, spec: null, plan: null, problems: [] });
  }
  return specs;
}

/** Prints all that is wrong with the files; answers whether every one can be used. */
export function reportSpecs(specs: readonly SpecFile[], io: Io, print: (line: string) => void): boolean {
  for (const { file, unreadable, problems } of specs) {
    if (unreadable !== null) print(`${paint(io, 'bold', file)}: ${paint(io, 'red', 'error')}: ${unreadable}`);
    for (const problem of problems) for (const line of problemLines(file, problem, io)) print(line);
  }
  return specs.every((spec) => spec.plan !== null);
}
