import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { formatTime } from '@/lib/core/time';
import { fillMonitor, type Mapping, sampleMapping, typedMapping } from '@/lib/templates/fill';
import { templates as all, templateOf } from '@/lib/templates/registry';
import type { Template } from '@/lib/templates/template';
import { type Args, type Command, exit, type Io, textFlag, textFlags, UsageError } from './command';
import { counted, paint } from './paint';
import { reasonOf } from './readText';

export const templates: Command = {
  name: 'templates',
  summary: 'Lists the starter templates, or prints one with your columns in it.',
  help: `Usage: tocsin templates [--json]
       tocsin templates ID [--stream NAME] [--map KEY=COLUMN]… [--out DIR] [--json]
       tocsin templates ID --sample FILE.csv

Without ID lists the templates. With ID prints what it needs and its specs; placeholders such as <income> stay until
they are mapped.

  --stream NAME       the stream to watch
  --map KEY=COLUMN    what a placeholder stands for; once for each
  --out DIR           writes a file a monitor instead of printing the specs
  --sample FILE.csv   writes the template's sample data, with an incident in it; the specs fit it as they are mapped
                      with --for-sample
  --for-sample        maps every placeholder to the sample's own columns
  --json              prints JSON

Exit codes: 0 done, 1 a file could not be written, 2 wrong usage.`,
  options: {
    stream: { type: 'string' },
    map: { type: 'string', multiple: true },
    out: { type: 'string' },
    sample: { type: 'string' },
    'for-sample': { type: 'boolean' },
    json: { type: 'boolean' },
  },
  async run(args, io) {
    const [id, ...rest] = args.words;
    if (rest.length > 0) throw new UsageError('give one ID');
    if (id === undefined) return list(args, io);
    const template = templateOf(id);
    if (!template) {
      throw new UsageError(
        `there is no template \`${id}\`; there are: ${all.map((one) => one.id).join(', ')}`,
      );
    }
    return show(template, args, io);
  },
};

function list(args: Args, io: Io): number {
  if (args.flags.json) {
    const rows = all.map(({ id, title, domain, system, summary, monitors }) => ({
      id,
      title,
      domain,
      system,
      summary,
      monitors: monitors.length,
    }));
    io.out(JSON.stringify(rows, null, 2));
    return exit.fine;
  }
  const wide = Math.max(...all.map((template) => template.id.length));
  for (const { id, domain, system, summary } of all) {
    io.out(`${paint(io, 'bold', id.padEnd(wide))}  ${summary} ${paint(io, 'dim', `(${domain}, ${system})`)}`);
  }
  return exit.fine;
}

async function show(template: Template, args: Args, io: Io): Promise<number> {
  const sample = textFlag(args.flags, 'sample');
  if (sample !== undefined) return writeSample(template, sample, io);
  const mapping = args.flags['for-sample'] ? sampleMapping(template) : mappingOf(template, args);
  const specs = template.monitors.map((monitor) => ({
    id: monitor.id,
    aspect: monitor.aspect,
    why: monitor.why,
    text: fillMonitor(monitor, mapping),
  }));
  const out = textFlag(args.flags, 'out');
  if (out !== undefined) return write(template, { specs, out }, io);
  if (args.flags.json) {
    const { id, title, domain, system, objective, needs } = template;
    io.out(JSON.stringify({ id, title, domain, system, objective, needs, monitors: specs }, null, 2));
    return exit.fine;
  }
  io.out(`# ${template.title}: ${template.objective}.`);
  io.out('#\n# It needs');
  for (const need of template.needs) io.out(`#   <${need.key}>  ${need.what}, e.g. ${need.example}`);
  for (const { why, text } of specs) io.out(`---\n# ${why}\n${text.trimEnd()}`);
  return exit.fine;
}

async function write(
  template: Template,
  made: { specs: readonly { id: string; text: string }[]; out: string },
  io: Io,
): Promise<number> {
  try {
    await mkdir(made.out, { recursive: true });
    for (const { id, text } of made.specs) {
      const file = join(made.out, `${template.id}-${id}.yaml`);
      await writeFile(file, text, { flag: 'wx' });
      io.out(file);
    }
    return exit.fine;
  } catch (error) {
    io.err(`tocsin templates: ${reasonOf(error)}.`);
    return exit.failed;
  }
}

/** As RFC 4180 has it: in quotes where a comma, a quote or a line break is in it. */
const field = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

async function writeSample({ sample }: Template, file: string, io: Io): Promise<number> {
  const names = sample.columns.map((column) => column.name);
  const lines = sample.rows().map((row) =>
    sample.columns
      .map(({ name, type }) => {
        const value = row.get(name) ?? '';
        return field(type === 'time' ? new Date(Number(value)).toISOString() : String(value));
      })
      .join(','),
  );
  try {
    await writeFile(file, `${names.join(',')}\n${lines.join('\n')}\n`, { flag: 'wx' });
  } catch (error) {
    io.err(`tocsin templates: ${file}: ${reasonOf(error)}.`);
    return exit.failed;
  }
  const { from, to, what } = sample.incident;
  io.out(`${file}: ${counted(lines.length, 'row')}. ${formatTime(from)} to ${formatTime(to)}: ${what}`);
  return exit.fine;
}

function mappingOf(template: Template, args: Args): Mapping {
  const pairs = textFlags(args.flags, 'map').map((pair): [string, string] => {
    const at = pair.indexOf('=');
    const key = pair.slice(0, at);
    if (at < 1 || !template.needs.some((need) => need.key === key)) {
      const known = template.needs.map((need) => need.key).join(', ');
      throw new UsageError(`--map takes KEY=COLUMN with a KEY of ${known}; got \`${pair}\``);
    }
    return [key, pair.slice(at + 1)];
  });
  return typedMapping(template, textFlag(args.flags, 'stream') ?? '', Object.fromEntries(pairs));
}
