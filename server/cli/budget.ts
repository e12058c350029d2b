import { thresholdForBudget } from '@/lib/advise/budget';
import { episodeStarts } from '@/lib/advise/episodes';
import { type Args, type Command, exit, textFlag, UsageError } from './command';
import { readSeries } from './readSeries';

export const budget: Command = {
  name: 'budget',
  summary: 'Learns a threshold that keeps to a number of alerts, and plays it.',
  help: `Usage: tocsin budget --data FILE --column C --time T [--split 0.5] [--budget 2/1000rows] [--debounce 3]

Learns from the rows before the split, and plays the rows after it. Prints JSON: the threshold (in usual distances from
what is usual), the debounce, the alert episodes predicted after the split with their 90 % interval, and the rows, counted
from 0, at which one begins.

  --data FILE       a CSV file with a header
  --column C        the column of numbers
  --time T          the column of times
  --split S         the share of the rows to learn from (default 0.5)
  --budget N/Mrows  at most N alert episodes in M rows (default 2/1000rows)
  --debounce K      rows in a row that must be over the threshold (default 3)
  --gap G           rows over the threshold with at most G rows between them are one episode (default 12)

Exit codes: 0 done, 2 the file or an option cannot be used.`,
  options: {
    data: { type: 'string' },
    column: { type: 'string' },
    time: { type: 'string' },
    split: { type: 'string' },
    budget: { type: 'string' },
    debounce: { type: 'string' },
    gap: { type: 'string' },
    json: { type: 'boolean' },
  },
  async run(args, io) {
    const share = numberFlag(args, 'split', { standard: 0.5, low: 0.01, high: 0.99 });
    const debounce = numberFlag(args, 'debounce', { standard: 3, low: 1, high: 1_000, whole: true });
    const gapRows = numberFlag(args, 'gap', { standard: 12, low: 0, high: 100_000, whole: true });
    const wanted = budgetOf(textFlag(args.flags, 'budget') ?? '2/1000rows');
    const { series } = await readSeries(needFlag(args, 'data'), {
      column: needFlag(args, 'column'),
      time: needFlag(args, 'time'),
    });
    const rows = series.values.length;
    const split = Math.floor(rows * share);
    const found = thresholdForBudget(series, { budget: wanted, split, debounce, gapRows });
    if (!found.ok) throw new UsageError(found.why);
    const alarms = episodeStarts(found.score.slice(split), found.threshold, gapRows).map(
      (row) => row + split,
    );
    const { threshold, season } = found;
    io.out(JSON.stringify({ threshold, debounce, season, ...found.expect(rows - split), alarms }, null, 2));
    return exit.fine;
  },
};

const BUDGET = /^(\d+(?:\.\d+)?)\/(\d+)\s*rows$/;

function budgetOf(text: string): { episodes: number; rows: number } {
  const [, episodes, rows] = BUDGET.exec(text) ?? [];
  if (!(Number(episodes) > 0 && Number(rows) > 0))
    throw new UsageError(`--budget ${text}: write it as 2/1000rows`);
  return { episodes: Number(episodes), rows: Number(rows) };
}

/** The text of an option that has to be given. */
export function needFlag(args: Args, name: string): string {
  const text = textFlag(args.flags, name);
  if (text === undefined || text === '') throw new UsageError(`--${name} is missing`);
  return text;
}

type NumberWish = { standard: number; low: number; high: number; whole?: boolean };

/** A number within its limits, or what was taken for granted. */
function numberFlag(args: Args, name: string, { standard, low, high, whole = false }: NumberWish): number {
  const text = textFlag(args.flags, name);
  if (text === undefined) return standard;
  const value = Number(text);
  if (text.trim() === '' || !(value >= low && value <= high) || (whole && !Number.isInteger(value)))
    throw new UsageError(
      `--${name} ${text}: give ${whole ? 'a whole number' : 'a number'} from ${low} to ${high}`,
    );
  return value;
}
