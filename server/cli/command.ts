import { type ParseArgsConfig, parseArgs } from 'node:util';
import type { Problem } from '@/lib/core/failures';

/** One command of `tocsin`. It prints through `io` and answers with the exit code. */
export type Command = {
  name: string;
  /** One line for the list of commands. */
  summary: string;
  /** What `--help` prints. */
  help: string;
  options: NonNullable<ParseArgsConfig['options']>;
  run: (args: Args, io: Io) => Promise<number>;
};

export type Args = { words: readonly string[]; flags: Flags };
export type Flags = Readonly<Record<string, string | boolean | readonly (string | boolean)[] | undefined>>;

/** The terminal, or a test. */
export type Io = {
  out: (line: string) => void;
  err: (line: string) => void;
  /** Whether colours may be used. */
  colour: boolean;
  environment: Readonly<Record<string, string | undefined>>;
};

/** How a command ended. */
export const exit = { fine: 0, alert: 1, failed: 1, invalid: 2 } as const;

/** The command was not called the way it is meant to be. */
export class UsageError extends Error {}

/** The server holds something that stands in the way. */
export class RefusedError extends Error {
  readonly problems: readonly Problem[];
  constructor(message: string, problems: readonly Problem[] = []) {
    super(message);
    this.problems = problems;
  }
}

/** Reads a command's own words and flags; `--help` and `--json` are known to every command. */
export function readArgs(command: Command, args: readonly string[]): Args {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { help: { type: 'boolean', short: 'h' }, ...command.options },
      allowPositionals: true,
      strict: true,
    });
    return { words: positionals, flags: values };
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    throw new UsageError(text.split('. ')[0] ?? text);
  }
}

export function textFlag(flags: Flags, name: string): string | undefined {
  const value = flags[name];
  return typeof value === 'string' ? value : undefined;
}

export function textFlags(flags: Flags, name: string): string[] {
  const value = flags[name];
  return Array.isArray(value) ? value.map(String) : [];
}

/** At least one word, or a message that says what is missing. */
export function needWords(args: Args, what: string): readonly string[] {
  if (args.words.length === 0) throw new UsageError(`${what} is missing`);
  return args.words;
}
