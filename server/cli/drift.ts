import { type ColumnDrift, type Together, togetherWords } from '@/lib/blocks/driftOfColumns';
import { figure, pValueWords } from '@/lib/blocks/words';
import { openCheckData } from './checkData';
import { type Args, type Command, exit, type Io, textFlag, UsageError } from './command';
import { driftReport } from './driftReport';
import { paint, printable } from './paint';

export const drift: Command = {
  name: 'drift',
  summary: 'Compares a file with a reference, column by column, and says which columns have drifted.',
  help: `Usage: tocsin drift --reference FILE --data FILE [--columns A,B] [--level 0.05] [--correction NAME] [--json]

Compares every column of numbers, text or true and false that both files have: CSV, Parquet or NDJSON, of any size. Each
column is measured by the distance that fits it and judged by what that distance is by chance in so many rows.

  --reference FILE    what is normal
  --data FILE         what is compared with it
  --columns A,B       these columns alone
  --level 0.05        how many false findings are allowed, as a share
  --correction NAME   how the columns are judged together: benjamini_hochberg (the default) or bonferroni
  --json              prints one object with an entry a column

Exit codes: 0 no column has drifted, 1 at least one has, 2 a file cannot be read.`,
  options: {
    reference: { type: 'string' },
    data: { type: 'string' },
    columns: { type: 'string' },
    level: { type: 'string' },
    correction: { type: 'string' },
    json: { type: 'boolean' },
  },
  async run(args, io) {
    const [path, reference] = [needFlag(args, 'data'), needFlag(args, 'reference')];
    const together = togetherOf(args);
    const columns = textFlag(args.flags, 'columns')?.split(',').filter(Boolean) ?? null;
    const data = await openCheckData({ data: [{ stream: null, path }], labels: null, reference, time: null });
    try {
      const found = await driftReport(data, { columns, together });
      report(found, { together, json: args.flags.json === true, io });
      return found.some((one) => one.ok && one.drifted) ? exit.alert : exit.fine;
    } finally {
      await data.close();
    }
  },
};

function needFlag(args: Args, name: string): string {
  const value = textFlag(args.flags, name);
  if (value === undefined) throw new UsageError(`--${name} FILE is missing`);
  return value;
}

function togetherOf({ flags }: Args): Together {
  const correction = textFlag(flags, 'correction') ?? 'benjamini_hochberg';
  if (correction !== 'benjamini_hochberg' && correction !== 'bonferroni')
    throw new UsageError(`--correction ${correction} is neither benjamini_hochberg nor bonferroni`);
  const level = Number(textFlag(flags, 'level') ?? 0.05);
  if (!(level > 0 && level <= 0.5)) throw new UsageError('--level is a share of at most 0.5, such as 0.05');
  return { correction, level };
}

type Shown = { together: Together; json: boolean; io: Io };

function report(columns: readonly ColumnDrift[], { together, json, io }: Shown): void {
  if (json) {
    io.out(JSON.stringify({ ...together, columns }, null, 2));
    return;
  }
  const rows = columns.map((one) => [printable(one.column), ...cellsOf(one)]);
  const all = [['column', 'distance', 'usual up to', 'p-value', 'drifted'], ...rows];
  const widths = [0, 1, 2, 3, 4].map((i) => Math.max(...all.map((row) => row[i]?.length ?? 0)));
  const lineOf = (row: readonly string[]) =>
    row
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join('  ')
      .trimEnd();
  io.out(paint(io, 'bold', lineOf(all[0] ?? [])));
  columns.forEach((one, i) => {
    const isBad = one.ok && one.drifted;
    io.out(paint(io, isBad ? 'red' : 'dim', lineOf(rows[i] ?? [])));
    io.out(`    ${printable(one.ok ? one.sentence : one.why)}`);
  });
  const words = togetherWords(columns, together);
  io.out(paint(io, columns.some((one) => one.ok && one.drifted) ? 'red' : 'green', words));
}

function cellsOf(one: ColumnDrift): string[] {
  if (!one.ok) return ['–', '–', '–', 'not known'];
  return [figure(one.value), figure(one.upTo), pValueWords(one.pValue), one.drifted ? 'yes' : 'no'];
}
