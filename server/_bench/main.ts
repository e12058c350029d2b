import { writeFile } from 'node:fs/promises';
import { accuracy } from './accuracy';
import { binnedError } from './binnedError';
import { falseAlarms } from './falseAlarms';
import { ingest } from './ingest';
import { shareOfCore } from './measure';
import { type Family, type Options, readOptions } from './options';
import { pages } from './pages';
import { posts } from './posts';
import { process_ } from './process';
import { report } from './report';
import { type Row, tableOf } from './row';
import { runs } from './runs';
import { scale } from './scale';
import { text } from './text';
import { volume } from './volume';

const families: readonly Family[] = [
  ingest,
  posts,
  runs,
  volume,
  accuracy,
  binnedError,
  falseAlarms,
  report,
  process_,
  pages,
  scale,
  text,
];

const wanted = ({ only }: Options, family: Family): boolean =>
  only.size === 0 || only.has(family.name) || family.ids.some((id) => only.has(id));

const shown = ({ only }: Options, family: Family, row: Row): boolean =>
  only.size === 0 || only.has(family.name) || only.has(row.id);

async function measure(family: Family, options: Options): Promise<Row[]> {
  try {
    const rows = await family.run(options, (line) => console.log(`  ${line}`));
    return rows.filter((row) => shown(options, family, row));
  } catch (error) {
    console.error(error);
    const measured = error instanceof Error ? error.message.slice(0, 100) : String(error);
    const id = family.ids[0] ?? family.name;
    return [{ id, what: family.name, ask: '', good: '', measured, ratio: '', verdict: 'broken' }];
  }
}

const options = readOptions(process.argv.slice(2));
const start = performance.now();
const shares: number[] = [];
const rows: Row[] = [];
for (const family of families.filter((one) => wanted(options, one))) {
  const began = performance.now();
  shares.push(await shareOfCore());
  console.log(`${family.name} …`);
  rows.push(...(await measure(family, options)));
  console.log(`  ${((performance.now() - began) / 1_000).toFixed(0)} s`);
}
console.log(`\n${tableOf(rows)}\n`);
console.log(
  `Computing got ${Math.round(100 * Math.min(...shares))} to ${Math.round(100 * Math.max(...shares))} % of a core before each family; ${((performance.now() - start) / 1_000).toFixed(0)} s in all.`,
);
if (options.json !== null) await writeFile(options.json, JSON.stringify(rows, null, 2));
process.exitCode = rows.some((row) => row.verdict === 'broken') ? 1 : 0;
