import type { Series } from '@/lib/advise/series';
import { readTime } from '@/server/events/readTime';
import { UsageError } from './command';
import { readCsv } from './readCsv';
import { readText } from './readText';

/** A series out of a CSV file, row for row. */
export type SeriesFile = {
  series: Series;
  /** The times as the file has them. */
  timeTexts: readonly string[];
  /** Rows whose value is missing or no number. */
  missing: number;
};

/** Reads two columns of a CSV file; throws where the file, a column or a time cannot be read. */
export async function readSeries(
  file: string,
  { column, time }: { column: string; time: string },
): Promise<SeriesFile> {
  const read = await readText(file);
  if (!read.ok) throw new UsageError(`${file}: ${read.why}`);
  const [header = [], ...rows] = readCsv(read.text.replace(/^\uFEFF/, ''));
  const place = (name: string, flag: string) => {
    const found = header.indexOf(name);
    if (found < 0)
      throw new UsageError(`${file} has no column ${name} (--${flag}); it has ${header.join(', ')}`);
    return found;
  };
  const [valueAt, timeAt] = [place(column, 'column'), place(time, 'time')];
  if (rows.length === 0) throw new UsageError(`${file} has no rows`);
  const timeTexts = rows.map((row) => row[timeAt] ?? '');
  const times = Float64Array.from(timeTexts, (text, i) => {
    const at = readTime(text) ?? (text.trim() === '' ? null : readTime(Number(text)));
    if (at === null)
      throw new UsageError(`row ${i + 1} of ${file}: ${JSON.stringify(text)} is no time (--time)`);
    return at;
  });
  let missing = 0;
  const values = Float64Array.from(rows, (row) => {
    const text = (row[valueAt] ?? '').trim();
    const value = text === '' ? Number.NaN : Number(text);
    if (Number.isFinite(value)) return value;
    missing += 1;
    return Number.NaN;
  });
  if (missing === rows.length) throw new UsageError(`column ${column} of ${file} has no numbers`);
  return { series: { times, values }, timeTexts, missing };
}
