import { Failure } from '@/lib/core/failures';
import { anomaly } from './anomaly';
import { apply } from './apply';
import { budget } from './budget';
import { check } from './check';
import { type Command, exit, type Io, readArgs, UsageError } from './command';
import { drift } from './drift';
import { exportSpecs } from './export';
import { problemLines } from './problems';
import { templates } from './templates';
import { test } from './test';
import { validate } from './validate';

const commands: readonly Command[] = [
  validate,
  check,
  drift,
  test,
  apply,
  exportSpecs,
  templates,
  budget,
  anomaly,
];

/** Runs one call of `tocsin`; answers with its exit code. */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  const [name, ...rest] = argv;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    const asked = commands.find((command) => command.name === rest[0]);
    const print = name === undefined ? io.err : io.out;
    print(asked && name === 'help' ? asked.help : overview());
    return name === undefined ? exit.invalid : exit.fine;
  }
  const command = commands.find((one) => one.name === name);
  if (!command) {
    io.err(`tocsin: there is no command \`${name}\`.\n\n${overview()}`);
    return exit.invalid;
  }
  return runCommand(command, rest, io);
}

async function runCommand(command: Command, argv: readonly string[], io: Io): Promise<number> {
  try {
    const args = readArgs(command, argv);
    if (args.flags.help) {
      io.out(command.help);
      return exit.fine;
    }
    return await command.run(args, io);
  } catch (error) {
    if (error instanceof UsageError) {
      io.err(`tocsin ${command.name}: ${error.message}.\nSee \`tocsin ${command.name} --help\`.`);
      return exit.invalid;
    }
    if (!(error instanceof Failure)) throw error;
    for (const problem of error.problems) {
      for (const line of problemLines(`tocsin ${command.name}`, problem, io)) io.err(line);
    }
    return exit.invalid;
  }
}

function overview(): string {
  const wide = Math.max(...commands.map((command) => command.name.length));
  const lines = commands.map(({ name, summary }) => `  ${name.padEnd(wide)}  ${summary}`);
  return `Usage: tocsin COMMAND …

${lines.join('\n')}

\`tocsin COMMAND --help\` says more.`;
}
