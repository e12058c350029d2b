import { isError } from '@/lib/core/failures';
import { type Command, exit, needWords } from './command';
import { counted, paint } from './paint';
import { problemJson } from './problems';
import { readSpecs, reportSpecs, type SpecFile } from './specFiles';

export const validate: Command = {
  name: 'validate',
  summary: 'Checks specs and says all that is wrong with them.',
  help: `Usage: tocsin validate FILE… [--json]

Checks specs (YAML or JSON; - is standard input): their form, wiring and settings. What only a server knows, such as
its streams and connections, is not checked.

  --json   prints an array with a file's problems an entry

Exit codes: 0 all valid (warnings are), 2 a file is invalid or cannot be read.`,
  options: { json: { type: 'boolean' } },
  async run(args, io) {
    const specs = await readSpecs(needWords(args, 'FILE'));
    const valid = specs.every((spec) => spec.plan !== null);
    if (args.flags.json) io.out(JSON.stringify(specs.map(entryOf), null, 2));
    else {
      reportSpecs(specs, io, io.out);
      io.out(summaryOf(specs, valid ? (text) => paint(io, 'green', text) : (text) => paint(io, 'red', text)));
    }
    return valid ? exit.fine : exit.invalid;
  },
};

function entryOf({ file, spec, plan, problems, unreadable }: SpecFile) {
  return {
    file,
    name: spec?.name ?? null,
    valid: plan !== null,
    unreadable,
    problems: problems.map(problemJson),
  };
}

function summaryOf(specs: readonly SpecFile[], colour: (text: string) => string): string {
  const problems = specs.flatMap((spec) => spec.problems);
  const errors = problems.filter(isError).length + specs.filter((spec) => spec.unreadable !== null).length;
  const warnings = problems.length - problems.filter(isError).length;
  const found = [
    ...(errors ? [counted(errors, 'error')] : []),
    ...(warnings ? [counted(warnings, 'warning')] : []),
  ];
  return colour(`${counted(specs.length, 'file')}: ${found.join(', ') || 'all valid'}`);
}
