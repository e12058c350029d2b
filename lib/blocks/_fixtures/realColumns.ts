import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Columns of real data that lies beside the repository. Only tests and benchmarks import this file. */

const FOLDER = join(process.cwd(), '..', 'shared', 'data');
const COLUMNS = {
  'adult age': ['adult/reference.csv', 'age'],
  'model score': ['adult/reference.csv', 'score'],
  'LLM tokens': ['azure-llm-2023/conversation.csv', 'GeneratedTokens'],
} as const;

/** By name; empty where the data is not there. */
export function realColumns(): Record<string, number[]> {
  if (!existsSync(FOLDER)) return {};
  return Object.fromEntries(
    Object.entries(COLUMNS).map(([name, [file, column]]) => [name, columnOf(file, column)]),
  );
}

/** These files quote nothing before the columns that are read here. */
function columnOf(file: string, column: string): number[] {
  const [header = '', ...lines] = readFileSync(join(FOLDER, file), 'utf8').trim().split(/\r?\n/);
  const place = header.split(',').indexOf(column);
  return lines.map((line) => Number(line.split(',')[place])).filter(Number.isFinite);
}
