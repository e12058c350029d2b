import {
  type Args,
  type Command,
  exit,
  type Io,
  needWords,
  RefusedError,
  textFlag,
  UsageError,
} from './command';
import { paint, printable } from './paint';
import { problemLines } from './problems';
import { callProblems, createServerClient, SERVER_HELP, type ServerClient, serverUrl } from './serverClient';
import { readSpecs, reportSpecs, type SpecFile } from './specFiles';

export const apply: Command = {
  name: 'apply',
  summary: 'Brings specs to a running server: new monitors are made, others get a new draft.',
  help: `Usage: tocsin apply FILE… [--server URL] [--publish [--note TEXT]] [--dry-run] [--json]

Each spec becomes the draft of the monitor of its name; where there is none, it is made. With --publish the draft
becomes a version that runs. Nothing is sent unless every file is valid.

${SERVER_HELP}
  --publish      publishes what was applied and what was a draft only
  --note TEXT    what the version says about the change
  --dry-run      says what would be done
  --json         prints an array with an entry a file

Exit codes: 0 done, 1 the server refused or cannot be reached, 2 a file is invalid or cannot be read.`,
  options: {
    server: { type: 'string' },
    publish: { type: 'boolean' },
    note: { type: 'string' },
    'dry-run': { type: 'boolean' },
    json: { type: 'boolean' },
  },
  async run(args, io) {
    const specs = await readSpecs(needWords(args, 'FILE'));
    const url = serverUrl(args, io);
    if (!reportSpecs(specs, io, io.err)) return exit.invalid;
    refuseTwins(specs);
    const server = createServerClient(url);
    const done: Outcome[] = [];
    for (const spec of specs) {
      const outcome = await applyOne(server, spec, wishOf(args)).catch((error: unknown) => {
        for (const line of refusalLines(error, { file: spec.file, url, io })) io.err(line);
        return null;
      });
      if (!outcome) return exit.failed;
      done.push(outcome);
      if (!args.flags.json) io.out(lineOf(outcome, io));
    }
    if (args.flags.json) io.out(JSON.stringify(done, null, 2));
    return exit.fine;
  },
};

/** Why the server did not take a file. */
function refusalLines(error: unknown, at: { file: string; url: string; io: Io }): string[] {
  if (!(error instanceof RefusedError)) return callProblems(error, at.url, at.io);
  const problems = error.problems.flatMap((problem) => problemLines(at.file, problem, at.io));
  return [...problems, `${at.file}: ${error.message}.`];
}

type Wish = { publish: boolean; note: string; dryRun: boolean };
type Outcome = {
  file: string;
  monitor: string;
  id: string | null;
  did: 'created' | 'updated' | 'unchanged';
  dryRun: boolean;
  /** The version that was published; null where none was. */
  version: number | null;
};

function wishOf(args: Args): Wish {
  return {
    publish: args.flags.publish === true,
    note: textFlag(args.flags, 'note') ?? 'Applied from the command line',
    dryRun: args.flags['dry-run'] === true,
  };
}

/** Two files for one monitor would undo each other. */
function refuseTwins(specs: readonly SpecFile[]): void {
  const names = specs.map((spec) => spec.spec?.name ?? '');
  const twin = names.find((name, index) => names.indexOf(name) !== index);
  if (twin !== undefined)
    throw new UsageError(`two files are named \`${twin}\`; a monitor's name is its own`);
}

async function applyOne(server: ServerClient, file: SpecFile, wish: Wish): Promise<Outcome> {
  const name = file.spec?.name ?? '';
  const known = (await server.monitors.list.query()).filter((monitor) => monitor.name === name);
  if (known.length > 1)
    throw new RefusedError(`the server has ${known.length} monitors named \`${name}\`; rename one first`);
  const base = { file: file.file, monitor: name, dryRun: wish.dryRun, version: null };
  const id = known[0]?.id;
  if (id === undefined) {
    if (wish.dryRun) return { ...base, id: null, did: 'created' };
    const made = await server.monitors.create.mutate({ text: file.text, origin: 'command line' });
    return { ...base, id: made.id, did: 'created', version: await publish(server, made.id, wish) };
  }
  const { draft } = await server.monitors.get.query({ id });
  const did = draft.text === file.text ? 'unchanged' : 'updated';
  if (wish.dryRun) return { ...base, id, did };
  if (did === 'updated') {
    await server.monitors.saveDraft.mutate({ id, text: file.text, layout: draft.layout, token: draft.token });
  }
  return { ...base, id, did, version: await publish(server, id, wish) };
}

/** Publishes what is not published yet; answers with the version, or null where there was nothing to do. */
async function publish(server: ServerClient, id: string, wish: Wish): Promise<number | null> {
  if (!wish.publish) return null;
  const { draft, hasUnpublishedChanges, published } = await server.monitors.get.query({ id });
  if (published && !hasUnpublishedChanges) return null;
  const { token } = draft;
  const wanted = { id, token, note: wish.note, acceptWarnings: true };
  const { version, problems } = await server.monitors.publish.mutate(wanted);
  if (version === null) throw new RefusedError('the server did not publish it; the draft is kept', problems);
  return version;
}

function lineOf({ file, monitor, did, dryRun, version }: Outcome, io: Io): string {
  const words = { created: 'new', updated: 'changed', unchanged: 'unchanged' }[did];
  const published = version === null ? '' : `, published as version ${version}`;
  const would = dryRun ? ' (dry run: nothing was sent)' : '';
  return `${paint(io, did === 'unchanged' ? 'dim' : 'green', words.padEnd(9))}  ${printable(monitor)} from ${file}${published}${would}`;
}
