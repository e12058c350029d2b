import { writeFile } from 'node:fs/promises';
import { findAnomalies } from '@/lib/advise/anomaly';
import { needFlag } from './budget';
import { type Command, exit, UsageError } from './command';
import { counted } from './paint';
import { readSeries } from './readSeries';
import { reasonOf } from './readText';

export const anomaly: Command = {
  name: 'anomaly',
  summary: 'Marks the unusual rows of a series, without any setting.',
  help: `Usage: tocsin anomaly --data FILE --column C --time T --out FILE

Judges each row by the rows before it: its distance from the level of the last day, or from the same time on earlier days
where the series has such a season. Writes a CSV with a row for each row of the data: timestamp, score (0 to 1; how
improbable the row is) and alert (1 where an alert begins, else 0). The first 15 % (at most 750 rows) are learnt from only.

  --data FILE    a CSV file with a header
  --column C     the column of numbers
  --time T       the column of times
  --out FILE     the CSV to write

Exit codes: 0 done, 2 the file or an option cannot be used.`,
  options: {
    data: { type: 'string' },
    column: { type: 'string' },
    time: { type: 'string' },
    out: { type: 'string' },
    json: { type: 'boolean' },
  },
  async run(args, io) {
    const out = needFlag(args, 'out');
    const { series, timeTexts, missing } = await readSeries(needFlag(args, 'data'), {
      column: needFlag(args, 'column'),
      time: needFlag(args, 'time'),
    });
    const { score, alerts } = findAnomalies(series);
    const lines = timeTexts.map((text, i) => `${quoted(text)},${score[i]},${alerts[i]}`);
    try {
      await writeFile(out, `timestamp,score,alert\n${lines.join('\n')}\n`);
    } catch (error) {
      throw new UsageError(`${out}: ${reasonOf(error)}`);
    }
    const count = alerts.reduce((sum, alert) => sum + alert, 0);
    const gaps = missing > 0 ? `, ${counted(missing, 'row')} without a value` : '';
    if (args.flags.json) io.out(JSON.stringify({ rows: timeTexts.length, missing, alerts: count }));
    else io.out(`${counted(count, 'alert')} in ${counted(timeTexts.length, 'row')}${gaps}`);
    return exit.fine;
  },
};

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
