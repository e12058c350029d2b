import { percent } from '@/lib/blocks/words';
import { formatTime } from '@/lib/core/time';
import { type DataWish, openCheckData } from './checkData';
import { type Checked, type CheckedAlert, checkPlan } from './checkPlan';
import { compileAgainst } from './checkSpec';
import {
  type Args,
  type Command,
  exit,
  type Io,
  needWords,
  textFlag,
  textFlags,
  UsageError,
} from './command';
import { counted, paint, printable } from './paint';
import { readText } from './readText';
import { createRowsReader } from './rowsReader';
import { reportSpecs, type SpecFile } from './specFiles';

export const check: Command = {
  name: 'check',
  summary: 'Runs specs against files of data, without a server, and says what would have rung.',
  help: `Usage: tocsin check FILE… --data [STREAM=]FILE… [--labels FILE] [--reference FILE] [--time COLUMN] [--json]

Plays specs over data in CSV, Parquet or NDJSON: the windows of each monitor over the time that the data covers, as a
running monitor would. Data without a time column, or with less than a window of it, is one window.

  --data [STREAM=]FILE   the data; with several files, each with the stream that it stands for
  --labels FILE          labels that are joined to the data by the id that both have
  --reference FILE       what is normal, instead of the reference that the specs name
  --time COLUMN          the column with the event time, where its name does not tell
  --json                 prints one object with an entry a monitor

Exit codes: 0 nothing rings, 1 an alert, 2 a spec is invalid or a file cannot be read.`,
  options: {
    data: { type: 'string', multiple: true },
    labels: { type: 'string' },
    reference: { type: 'string' },
    time: { type: 'string' },
    json: { type: 'boolean' },
  },
  async run(args, io) {
    const files = needWords(args, 'FILE');
    const data = await openCheckData(wishOf(args));
    try {
      const specs: SpecFile[] = [];
      for (const file of files) {
        const read = await readText(file);
        if (read.ok)
          specs.push({ file, text: read.text, unreadable: null, ...compileAgainst(read.text, data) });
        else specs.push({ file, text: '', unreadable: read.why, spec: null, plan: null, problems: [] });
      }
      for (const { path, timeGuess } of data.data) {
        if (timeGuess !== null)
          io.err(`${path}: the time is taken from \`${timeGuess}\`; name another column with --time.`);
      }
      if (!reportSpecs(specs, io, io.err)) return exit.invalid;
      const reader = createRowsReader(data.events);
      const results: Result[] = [];
      for (const { file, plan } of specs) {
        if (plan) results.push({ file, monitor: plan.name, ...(await checkPlan(plan, data, reader)) });
      }
      report(results, args, io);
      return results.some((result) => result.alerts.length > 0) ? exit.alert : exit.fine;
    } finally {
      await data.close();
    }
  },
};

type Result = { file: string; monitor: string } & Checked;

function wishOf(args: Args): DataWish {
  const data = textFlags(args.flags, 'data').map((given) => {
    const named = /^([A-Za-z][\w-]{0,63})=(.+)$/.exec(given);
    return named ? { stream: named[1] ?? null, path: named[2] ?? '' } : { stream: null, path: given };
  });
  if (data.length === 0) throw new UsageError('--data FILE is missing');
  if (data.length > 1 && data.some((file) => file.stream === null)) {
    throw new UsageError('with several files of data each is given as --data STREAM=FILE');
  }
  return {
    data,
    labels: textFlag(args.flags, 'labels') ?? null,
    reference: textFlag(args.flags, 'reference') ?? null,
    time: textFlag(args.flags, 'time') ?? null,
  };
}

function report(results: readonly Result[], args: Args, io: Io): void {
  const alerts = results.reduce((total, result) => total + result.alerts.length, 0);
  if (args.flags.json) {
    io.out(JSON.stringify({ alerts, monitors: results.map(jsonOf) }, null, 2));
    return;
  }
  for (const result of results) {
    const { span, windows, monitor } = result;
    const over = span ? `${formatTime(span.from)} to ${formatTime(span.to)}` : 'all rows';
    io.out(
      `${paint(io, 'bold', printable(monitor))}  ${paint(io, 'dim', `${counted(windows, 'window')}, ${over}`)}`,
    );
    for (const line of labelLines(result, io)) io.out(line);
    if (result.alerts.length === 0) io.out(`  ${paint(io, 'green', 'quiet')}`);
    for (const alert of result.alerts) for (const line of alertLines(alert, io)) io.out(line);
  }
  const colour = alerts > 0 ? 'red' : 'green';
  io.out(paint(io, colour, `${counted(results.length, 'monitor')}, ${counted(alerts, 'alert')}`));
}

function labelLines({ labelled }: Result, io: Io): string[] {
  return labelled
    .filter((one) => one.labelled < one.predicted)
    .map(
      (one) => `${printable(one.node)}: ${percent(one.labelled / one.predicted)} of predictions have a label`,
    )
    .map((text) => `  ${paint(io, 'dim', text)}`);
}

function alertLines(alert: CheckedAlert, io: Io): string[] {
  const severe = alert.severity === 'critical' || alert.severity === 'error';
  const severity = paint(io, severe ? 'red' : 'yellow', alert.severity.replace('_', ' '));
  const segment = Object.entries(alert.labels).map(([name, value]) => `${name}=${value}`);
  const where = [alert.node, ...segment].map(printable).join(' ');
  const peak = alert.peak === null ? '' : `, peak ${Number(alert.peak.toPrecision(4))}`;
  return [`  ${severity}  ${where}  ${timeWords(alert)}${peak}`, `      ${printable(alert.reason)}`];
}

function timeWords({ start, end }: CheckedAlert): string {
  if (start === null) return 'over all rows';
  return end === null
    ? `from ${formatTime(start)}, still firing at the end`
    : `${formatTime(start)} to ${formatTime(end)}`;
}

function jsonOf({ file, monitor, span, windows, labelled, alerts }: Result) {
  const time = (at: number | null) => (at === null ? null : new Date(at).toISOString());
  return {
    file,
    monitor,
    from: time(span?.from ?? null),
    to: time(span?.to ?? null),
    windows,
    labelled,
    alerts: alerts.map((alert) => ({ ...alert, start: time(alert.start), end: time(alert.end) })),
  };
}
