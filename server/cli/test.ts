import { parse } from 'yaml';
import { Failure } from '@/lib/core/failures';
import { runScenario, type ScenarioResult, scenarioShape } from '@/lib/evaluate/scenario';
import { issueMessage } from '@/lib/spec/yaml';
import { type Command, exit, type Io, needWords } from './command';
import { counted, paint } from './paint';
import { readText } from './readText';

type Outcome = { file: string; name: string | null; broken: string[]; result: ScenarioResult | null };

export const test: Command = {
  name: 'test',
  summary: 'Runs scenario files: a spec, the data it is fed, and what it must tell.',
  help: `Usage: tocsin test FILE… [--json]

Runs scenarios: each holds a spec, the values it is fed and the alerts it must raise. The format is explained in
lib/evaluate/scenarios/debounce.yaml.

Exit codes: 0 all hold, 1 one does not, 2 a file is invalid or cannot be read.`,
  options: { json: { type: 'boolean' } },
  async run(args, io) {
    const outcomes: Outcome[] = [];
    for (const file of needWords(args, 'FILE')) outcomes.push(await runFile(file));
    if (args.flags.json) io.out(JSON.stringify(outcomes, null, 2));
    else for (const outcome of outcomes) report(outcome, io);
    if (outcomes.some((outcome) => outcome.broken.length > 0)) return exit.invalid;
    const failed = outcomes.filter((outcome) => outcome.result?.passed === false).length;
    if (!args.flags.json) io.out(`${counted(outcomes.length, 'scenario')}, ${failed} failed`);
    return failed > 0 ? exit.failed : exit.fine;
  },
};

async function runFile(file: string): Promise<Outcome> {
  const broken = (...why: string[]): Outcome => ({ file, name: null, broken: why, result: null });
  const read = await readText(file);
  if (!read.ok) return broken(read.why);
  try {
    const scenario = scenarioShape.safeParse(parse(read.text));
    if (!scenario.success) {
      return broken(
        ...scenario.error.issues.map((issue) => `${issue.path.join('.')}: ${issueMessage(issue)}`),
      );
    }
    return { file, name: scenario.data.name, broken: [], result: runScenario(scenario.data) };
  } catch (error) {
    if (error instanceof Failure) return broken(...error.problems.map((p) => `${p.what} ${p.fix}`));
    return broken(error instanceof Error ? error.message : String(error));
  }
}

function report({ file, name, broken, result }: Outcome, io: Io): void {
  for (const why of broken) io.out(`${paint(io, 'bold', file)}: ${paint(io, 'red', 'error')}: ${why}`);
  if (!result) return;
  io.out(`${result.passed ? paint(io, 'green', 'holds') : paint(io, 'red', 'fails')}  ${name} (${file})`);
  if (result.passed) return;
  for (const line of result.expected) if (!result.got.includes(line)) io.out(paint(io, 'red', `  - ${line}`));
  for (const line of result.got)
    if (!result.expected.includes(line)) io.out(paint(io, 'green', `  + ${line}`));
}
