import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type Args, type Command, exit, type Io, textFlag, UsageError } from './command';
import { reasonOf } from './readText';
import { callProblems, createServerClient, SERVER_HELP, type ServerClient, serverUrl } from './serverClient';

export const exportSpecs: Command = {
  name: 'export',
  summary: 'Writes the monitors of a running server as spec files.',
  help: `Usage: tocsin export [NAME…] [--server URL] [--out DIR] [--json]

Writes the drafts of the monitors with these names or ids, or of all. Without --out prints them, one YAML document
each; with --out writes a file each and overwrites what is there.

${SERVER_HELP}
  --out DIR      the folder to write to; made where it is missing
  --json         prints an array with a monitor an entry

Exit codes: 0 done, 1 the server refused or cannot be reached, or a file could not be written, 2 wrong usage or no
monitor of that name.`,
  options: { server: { type: 'string' }, out: { type: 'string' }, json: { type: 'boolean' } },
  async run(args, io) {
    const url = serverUrl(args, io);
    try {
      const found = await fetchSpecs(createServerClient(url), args.words);
      return await deliver(found, args, io);
    } catch (error) {
      if (error instanceof UsageError) throw error;
      for (const line of callProblems(error, url, io)) io.err(line);
      return exit.failed;
    }
  },
};

type Exported = { id: string; name: string; filename: string; text: string };

async function fetchSpecs(server: ServerClient, names: readonly string[]): Promise<Exported[]> {
  const monitors = await server.monitors.list.query();
  const unknown = names.find((name) => !monitors.some((one) => one.name === name || one.id === name));
  if (unknown !== undefined) throw new UsageError(`the server has no monitor \`${unknown}\``);
  const wanted = monitors.filter(
    ({ id, name }) => names.length === 0 || names.includes(name) || names.includes(id),
  );
  return Promise.all(
    wanted.map(async ({ id, name }) => ({ id, name, ...(await server.monitors.exportYaml.query({ id })) })),
  );
}

async function deliver(found: readonly Exported[], args: Args, io: Io): Promise<number> {
  const out = textFlag(args.flags, 'out');
  if (args.flags.json) io.out(JSON.stringify(found, null, 2));
  else if (out === undefined) for (const { text } of found) io.out(`---\n${text.trimEnd()}`);
  if (out === undefined) return exit.fine;
  try {
    await mkdir(out, { recursive: true });
    for (const [index, { filename, text }] of found.entries()) {
      const file = join(out, uniqueName(found, index, filename));
      await writeFile(file, text);
      if (!args.flags.json) io.out(file);
    }
    return exit.fine;
  } catch (error) {
    io.err(`tocsin export: ${out}: ${reasonOf(error)}.`);
    return exit.failed;
  }
}

/** A file name that stays in the folder and is not used by an earlier monitor. */
function uniqueName(found: readonly Exported[], index: number, filename: string): string {
  const name = basename(filename);
  const twins = found.slice(0, index).filter((one) => basename(one.filename) === name).length;
  return twins === 0 ? name : name.replace(/(\.[a-z]+)?$/, `-${twins + 1}$1`);
}
